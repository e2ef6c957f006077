import { z } from 'zod';
import { PUBLICS } from './person.ts';

/** The version of the text explained to the person before their agreement is recorded. */
export const NOTICE_VERSION = '2026-11-25';

const name = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(80, 'Ce nom est trop long : 80 lettres au plus.')
    .regex(/^[\p{L}\p{M}][\p{L}\p{M}'’ .-]*$/u, 'Un nom s’écrit avec des lettres.');

/** French and overseas numbers, as people write them; kept as +33… */
const phone = z
  .string()
  .trim()
  .transform((typed) =>
    typed
      .replace(/[\s.\-()]/g, '')
      .replace(/^00/, '+')
      .replace(/^0(?=\d{9}$)/, '+33'),
  )
  .pipe(z.string().regex(/^\+\d{8,15}$/, 'Ce numéro ne va pas. Exemple : 06 12 34 56 78.'));

const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z.email('Cette adresse e-mail ne va pas. Exemple : nom@exemple.fr.').max(200, 'Cette adresse est trop longue.'),
  );

/** A person as an agent writes them down. Phone and e-mail may be absent: nobody is refused for that. */
export const newPersonSchema = z.object({
  familyName: name('Écrivez le nom de la personne.'),
  givenName: name('Écrivez le prénom de la personne.'),
  birthYear: z.coerce
    .number({ error: 'Écrivez l’année de naissance en quatre chiffres.' })
    .int('Écrivez l’année de naissance en quatre chiffres.')
    .min(1905, 'Vérifiez l’année de naissance.')
    .max(2100, 'Vérifiez l’année de naissance.'),
  commune: z
    .string({ error: 'Écrivez la commune.' })
    .trim()
    .min(1, 'Écrivez la commune.')
    .max(80, 'Ce nom de commune est trop long.'),
  inseeCode: z
    .string()
    .regex(/^(\d{5}|2[AB]\d{3})$/)
    .nullable()
    .default(null),
  phone: phone.nullable().default(null),
  email: email.nullable().default(null),
  /** The phone or the mailbox is also someone else's: messages say less. */
  sharedContact: z.boolean().default(false),
  publics: z.array(z.enum(PUBLICS)).max(PUBLICS.length).default([]),
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/** The youngest a holder may be: the programme addresses young people from this age on. */
export const YOUNGEST_AGE = 14;

/** Whether a year of birth is believable for a holder in a given year. */
export function believableBirthYear(birthYear: number, year: number): boolean {
  return birthYear >= 1905 && birthYear <= year - YOUNGEST_AGE;
}

export interface Lookalike {
  familyName: string;
  givenName: string;
  birthYear: number;
  /** Trigram likeness of the names, 0 to 1. */
  likeness: number;
}

/**
 * Whether somebody already known is close enough to be proposed before a new person is created:
 * names alike and nearly the same year, or nearly the same names whatever the year (a misread digit).
 */
export function isProbableDuplicate(known: Lookalike, birthYear: number): boolean {
  const years = Math.abs(known.birthYear - birthYear);
  return (known.likeness >= 0.45 && years <= 1) || known.likeness >= 0.8;
}
