import { z } from 'zod';
import { FEES, PUBLICS, SERVICES, SPECIAL_CARE, SUPPORT_MODES } from '#app/directory/rules/standard.ts';
import { OSM_DAYS, type OsmDay, readDay, readWeek } from '#app/sources/rules/french-hours.ts';
import { ACCESS_MODES } from './steps.ts';

const short = (max: number) => z.string().max(max, `C’est trop long : ${max} caractères au plus.`).optional();
const link = z
  .string()
  .max(500, 'Cette adresse est trop longue.')
  .transform((typed) => (/^https?:\/\//i.test(typed) ? typed : `https://${typed}`))
  .pipe(
    z.url({
      protocol: /^https?$/,
      hostname: z.regexes.domain,
      error: 'Cette adresse Internet ne va pas. Exemple : https://www.exemple.fr',
    }),
  )
  .optional();

/** « 04 78 95 74 80 » is kept "+33478957480". */
const phone = z
  .string()
  .transform((typed) => {
    const digits = typed.replace(/[\s.\-/()]/g, '');
    return /^0[1-9]\d{8}$/.test(digits) ? `+33${digits.slice(1)}` : digits;
  })
  .pipe(z.string().regex(/^\+\d{8,13}$/, 'Écrivez un numéro de téléphone. Exemple : 04 78 95 74 80.'))
  .optional();

/** Name, address, ways to reach the venue and to come to it, as its team types them. */
export const contactForm = z.object({
  name: z
    .string('Écrivez le nom du lieu.')
    .min(2, 'Écrivez le nom du lieu.')
    .max(150, 'C’est trop long : 150 caractères au plus.'),
  street: z.string('Écrivez le numéro et la rue.').max(200, 'C’est trop long : 200 caractères au plus.'),
  streetExtra: short(150),
  postcode: z.string('Écrivez le code postal.').regex(/^\d{5}$/, 'Le code postal a cinq chiffres.'),
  commune: z.string('Écrivez la commune.').max(80, 'C’est trop long : 80 caractères au plus.'),
  phone,
  email: z
    .email('Cette adresse e-mail ne va pas. Exemple : nom@exemple.fr.')
    .max(200, 'Cette adresse est trop longue.')
    .optional(),
  website: link,
  appointmentUrl: link,
  welcomeNote: short(400),
});

export const HOLIDAY_HABITS = ['OFF', 'UNSAID'] as const;

const dayField = short(80);
/** A week in French words, day by day. */
export const hoursForm = z.object({
  Mo: dayField,
  Tu: dayField,
  We: dayField,
  Th: dayField,
  Fr: dayField,
  Sa: dayField,
  Su: dayField,
  holidays: z.enum(HOLIDAY_HABITS, 'Dites ce qui se passe les jours fériés.'),
  hoursText: short(500),
});

export const servicesForm = z.object({
  services: z.array(z.enum(SERVICES)).default([]),
  supportModes: z.array(z.enum(SUPPORT_MODES)).default([]),
  accessModes: z.array(z.enum(ACCESS_MODES)).default([]),
});

export const WHEELCHAIR_ANSWERS = ['YES', 'NO', 'UNKNOWN'] as const;
export const publicsForm = z.object({
  publics: z.array(z.enum(PUBLICS)).default([]),
  specialCare: z.array(z.enum(SPECIAL_CARE)).default([]),
  wheelchair: z.enum(WHEELCHAIR_ANSWERS, 'Dites si l’on entre en fauteuil.'),
  accessibilityUrl: link,
});

export const feesForm = z.object({ fees: z.array(z.enum(FEES)).default([]) });

export const presentationForm = z.object({
  summary: short(280),
  detail: short(3000),
});

export type HoursRead =
  | { ok: true; openingHours: string | null; hoursText: string | null }
  | { ok: false; wrong: Partial<Record<OsmDay | 'hoursText', string>> };

const SAY_HOURS = 'Nous ne comprenons pas ces heures. Écrivez par exemple : 9h-12h et 14h-18h, ou : sur rendez-vous.';

/**
 * A week as typed, in the syntax of OpenStreetMap. Days that no program reads are told, one by one; a venue
 * whose hours fit no week says them in words.
 */
export function readHours(form: z.output<typeof hoursForm>): HoursRead {
  const { holidays, hoursText, ...week } = form;
  const wrong = Object.fromEntries(
    OSM_DAYS.flatMap((day) => (readDay(week[day] ?? '').kind === 'unsure' ? [[day, SAY_HOURS]] : [])),
  );
  if (Object.keys(wrong).length > 0) return { ok: false, wrong };
  const { osm } = readWeek(Object.fromEntries(OSM_DAYS.map((day) => [day, week[day] ?? ''])));
  if (osm === null && hoursText === undefined)
    return { ok: false, wrong: { hoursText: 'Remplissez un jour au moins, ou dites vos horaires en quelques mots.' } };
  const openingHours = osm === null || osm === 'off' || holidays === 'UNSAID' ? osm : `${osm}; PH off`;
  return { ok: true, openingHours, hoursText: hoursText ?? null };
}

/** Whether published hours say more than an ordinary week: seasons, dates, weeks, alternatives. */
export function moreThanAWeek(openingHours: string): boolean {
  const week = openingHours.replace(/"[^"]*"/g, '').replace(/\bPH\s+off\b/g, '');
  return /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|SH|PH)\b|\[|\|\|/.test(week);
}
