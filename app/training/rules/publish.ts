import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import type { Refusal, Slot } from './series.ts';
import { AUDIENCES, LANGUAGES, LEVELS, THEMES } from './session.ts';

/** A day of Paris, 'YYYY-MM-DD', that exists. */
export const daySchema = z.string('Choisissez un jour.').refine(isDay, 'Choisissez un jour qui existe.');
/** An hour on the wall, 'HH:MM'. */
export const hourSchema = z
  .string('Écrivez une heure, par exemple 14:00.')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Écrivez une heure, par exemple 14:00.');
/** The name of a room or of a person, or none. */
const named = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .pipe(z.string().max(80, 'Ce nom est trop long : 80 lettres au plus.'))
  .nullable()
  .transform((text) => (text === '' ? null : text));

/** The words that all the sessions of a course share. */
export const courseSchema = z.object({
  title: z
    .string('Donnez un titre à l’atelier.')
    .trim()
    .min(3, 'Donnez un titre à l’atelier.')
    .max(120, 'Ce titre est trop long : 120 lettres au plus.'),
  description: z
    .string('Dites en une phrase ce qu’on y apprend.')
    .trim()
    .min(1, 'Dites en une phrase ce qu’on y apprend.')
    .max(2000, 'Ce texte est trop long : 2 000 lettres au plus.'),
  theme: z.enum(THEMES, 'Choisissez un thème.'),
  level: z.enum(LEVELS, 'Choisissez un niveau.'),
});

/** What may differ from one session to another. */
export const settingsSchema = z.object({
  venueId: z.uuid('Choisissez un lieu.'),
  roomName: named,
  mediatorName: named,
  audience: z.enum(AUDIENCES, 'Choisissez un public.'),
  languages: z.array(z.enum(LANGUAGES)).min(1, 'Choisissez au moins une langue.').max(LANGUAGES.length),
  wheelchair: z.boolean(),
  capacity: z
    .number('Écrivez un nombre de places.')
    .int('Écrivez un nombre entier.')
    .min(1, 'Il faut au moins une place.')
    .max(500, 'Pas plus de 500 places.'),
  pricePasses: z
    .number('Écrivez un nombre de pass.')
    .int('Écrivez un nombre entier.')
    .min(0, 'Zéro pass ou plus.')
    .max(20, 'Pas plus de 20 pass.'),
});
export type SessionSettings = z.infer<typeof settingsSchema>;

const weekdaySchema = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

/** A session, or a weekly series of them, as a venue describes it. */
export const publishSchema = settingsSchema.extend({
  /** New words, or those of a course the organisation already gives. */
  course: z.union([z.strictObject({ courseId: z.uuid() }), courseSchema]),
  firstDay: daySchema,
  start: hourSchema,
  end: hourSchema,
  weekly: z
    .object({
      days: z.array(weekdaySchema).min(1, 'Choisissez au moins un jour de la semaine.').max(7),
      until: daySchema,
      except: z.array(daySchema).max(60).default([]),
    })
    .nullable(),
});
export type PublishInput = z.infer<typeof publishSchema>;

/** An open session that holds the same room or the same mediator. */
export interface BusySession {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly roomId: string | null;
  readonly mediatorId: string | null;
  readonly title: string;
  readonly venueName: string;
}

/** A period in which an organisation may accept passes; no end is "until further notice". */
export interface LabelPeriod {
  readonly startsOn: string;
  readonly endsOn: string | null;
}

export interface SlotQuestion {
  readonly slots: readonly Slot[];
  readonly pricePasses: number;
  readonly labels: readonly LabelPeriod[];
  readonly busy: readonly BusySession[];
  readonly room: { id: string; name: string } | null;
  readonly mediator: { id: string; name: string } | null;
}

export type PlacingRefusal = 'LABEL_LAPSED' | 'ROOM_BUSY' | 'MEDIATOR_BUSY';

/** Why these sessions cannot be held as asked, naming the first that cannot; null when all can. */
export function decideSlots({
  slots,
  pricePasses,
  labels,
  busy,
  room,
  mediator,
}: SlotQuestion): Refusal<PlacingRefusal> | null {
  for (const slot of slots) {
    const labelled = labels.some(
      ({ startsOn, endsOn }) => startsOn <= slot.day && (endsOn === null || slot.day <= endsOn),
    );
    if (pricePasses > 0 && !labelled) return { kind: 'REFUSE', refusal: 'LABEL_LAPSED', facts: { day: slot.day } };
    const there = busy.filter((other) => other.startsAt < slot.endsAt && slot.startsAt < other.endsAt);
    const inRoom = room === null ? undefined : there.find(({ roomId }) => roomId === room.id);
    if (room !== null && inRoom !== undefined) return clash('ROOM_BUSY', room.name, inRoom);
    const withThem = mediator === null ? undefined : there.find(({ mediatorId }) => mediatorId === mediator.id);
    if (mediator !== null && withThem !== undefined) return clash('MEDIATOR_BUSY', mediator.name, withThem);
  }
  return null;
}

function clash(refusal: 'ROOM_BUSY' | 'MEDIATOR_BUSY', name: string, other: BusySession): Refusal<PlacingRefusal> {
  return {
    kind: 'REFUSE',
    refusal,
    facts: { name, title: other.title, where: other.venueName, at: other.startsAt.toISOString() },
  };
}
