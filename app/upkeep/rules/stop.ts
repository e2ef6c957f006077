import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { publicHolidaysBetween } from '#app/calendar/rules/holidays.ts';
import {
  addDays,
  type Day,
  isDay,
  parisDay,
  parisDayRange,
  parisTime,
  parisWallTime,
} from '#app/calendar/rules/paris-time.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import type { Address, Precision } from '#app/sources/rules/geocoding.ts';

/** Where and when a venue that travels stops: one day, between two hours on the wall of Paris, 'HH:MM'. */
export interface Stop {
  id: string;
  /** "Place de la Mairie", "Parking de la médiathèque". */
  place: string;
  street: string | null;
  postcode: string;
  commune: string;
  inseeCode: string;
  day: Day;
  starts: string;
  ends: string;
  /** What people should know of this stop; null when nothing. */
  note: string | null;
}

/** A position with how near the truth it is: the middle of its commune when nothing nearer is known. */
export interface StopPosition extends Position {
  precision: Precision;
}

/** A stop with the tour it was announced in, and where it is; all null when even its commune is unknown here. */
export interface PlacedStop extends Stop {
  tourId: string;
  lat: number | null;
  lon: number | null;
  precision: Precision | null;
}

/** A stop with the venue that comes. */
export interface VisitingStop extends PlacedStop {
  venueId: string;
  slug: string;
  name: string;
  phone: string | null;
}

/** The same, with when it was announced and taken back, and when it last changed: it may have been placed between. */
export interface DatedVisit extends VisitingStop {
  createdAt: Date;
  changedAt: Date;
  cancelledAt: Date | null;
}

/** The wall clock of Paris, as stops are compared with it. */
export interface WallMoment {
  day: Day;
  /** 'HH:MM'. */
  time: string;
}

/** A place named as a way is one that the geocoding service may know: « place de la Mairie », « 2 quai des Martyrs ». */
const WAY =
  /^(\d+\s*(bis|ter)?,?\s+)?(place|rue|avenue|boulevard|quai|cours|allée|impasse|chemin|route|square|esplanade|montée|passage|promenade)\s/i;

/** What the geocoding service is asked about a stop: its street, else its place when that is one; null for a car park. */
export function stopAddress(
  stop: Pick<Stop, 'place' | 'street' | 'postcode' | 'commune' | 'inseeCode'>,
): Address | null {
  const { place, postcode, commune, inseeCode } = stop;
  const street = stop.street ?? (WAY.test(place) ? place : null);
  return street === null ? null : { street, postcode, commune, inseeCode };
}

type Span = Pick<Stop, 'day' | 'starts' | 'ends'>;

export const MOST_STOPS = 60;
/** How far ahead a stop is announced: beyond, the year was mistyped. */
const FURTHEST_DAYS = 366;
/** 'HH:MM'. */
export const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;

export function wallMoment(now: Date): WallMoment {
  return { day: parisDay(now), time: parisTime(now) };
}

/** A stop is over at the minute it ends; the checks of `venue_stop` say the same. */
export function isOver({ day, ends }: Span, at: WallMoment): boolean {
  return `${day} ${ends}` <= `${at.day} ${at.time}`;
}

export function isUnderway({ day, starts, ends }: Span, at: WallMoment): boolean {
  return day === at.day && starts <= at.time && at.time < ends;
}

export type StopFlaw = 'STOP_OVER' | 'STOP_TOO_FAR' | 'STOP_ELSEWHERE' | 'TOO_MANY_STOPS';

/**
 * Whether a venue may announce a stop beside those it has announced; null when it may. It is in one place at a time
 * (`venue_stop_one_place`): one stop may begin at the minute another ends.
 */
export function stopFlaw(stop: Span, toCome: readonly Span[], at: WallMoment): StopFlaw | null {
  if (isOver(stop, at)) return 'STOP_OVER';
  if (stop.day > addDays(at.day, FURTHEST_DAYS)) return 'STOP_TOO_FAR';
  if (toCome.some((other) => other.day === stop.day && other.starts < stop.ends && stop.starts < other.ends))
    return 'STOP_ELSEWHERE';
  return toCome.length >= MOST_STOPS ? 'TOO_MANY_STOPS' : null;
}

/** The same flaw with the day it is about, among stops that would be announced together. */
export function tourFlaw(
  stops: readonly Span[],
  toCome: readonly Span[],
  at: WallMoment,
): { flaw: StopFlaw; day: Day } | null {
  for (const [n, stop] of stops.entries()) {
    const flaw = stopFlaw(stop, [...toCome, ...stops.slice(0, n)], at);
    if (flaw !== null) return { flaw, day: stop.day };
  }
  return null;
}

/**
 * The days of a stop that comes back every week until a day, both included; only the first without one. Public
 * holidays are skipped, but for the first day, which was chosen. Never more than would be refused anyway.
 */
export function weeklyDays(first: Day, until: Day | null): { days: Day[]; skipped: Day[] } {
  const days = [first];
  const skipped: Day[] = [];
  if (until === null) return { days, skipped };
  const holidays = new Set(publicHolidaysBetween(first, until));
  for (let day = addDays(first, 7); day <= until && days.length <= MOST_STOPS; day = addDays(day, 7))
    (holidays.has(day) ? skipped : days).push(day);
  return { days, skipped };
}

/** The instants a stop begins and ends. An hour that the clocks jump over, or say twice, counts from midnight. */
export function stopInstants({ day, starts, ends }: Span): { startsAt: Date; endsAt: Date } {
  return { startsAt: instantOf(day, starts), endsAt: instantOf(day, ends) };
}

function instantOf(day: Day, time: string): Date {
  const wall = parisWallTime(day, time);
  if (wall.kind === 'ok') return wall.at;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(parisDayRange(day).start.getTime() + (hours * 60 + minutes) * 60_000);
}

/** A stop as the intention takes it: its commune is one of the official list. */
export const stopSchema = z
  .object({
    place: z.string().min(2).max(120),
    street: z.string().min(1).max(200).nullable(),
    postcode: z.string().regex(/^\d{5}$/),
    commune: z.string().min(1).max(80),
    inseeCode: z.string().regex(/^\d[\dAB]\d{3}$/),
    day: z.string().refine(isDay),
    starts: z.string().regex(HOUR),
    ends: z.string().regex(HOUR),
    note: z.string().min(1).max(200).nullable(),
  })
  .refine(({ starts, ends }) => starts < ends);

const hour = z.string('Écrivez une heure, par exemple 14:00.').regex(HOUR, 'Écrivez une heure, par exemple 14:00.');

const typedStop = z.object({
  place: z
    .string('Dites où vous vous arrêtez. Exemple : place de la Mairie.')
    .min(2, 'Dites où vous vous arrêtez. Exemple : place de la Mairie.')
    .max(120, 'C’est trop long : 120 caractères au plus.'),
  street: z.string().max(200, 'C’est trop long : 200 caractères au plus.').optional(),
  postcode: z.string('Écrivez le code postal.').regex(/^\d{5}$/, 'Le code postal a cinq chiffres.'),
  commune: z.string('Écrivez la commune.').max(80, 'C’est trop long : 80 caractères au plus.'),
  day: daySchema('Choisissez le jour.'),
  starts: hour,
  ends: hour,
  note: z.string().max(200, 'C’est trop long : 200 caractères au plus.').optional(),
  /** The last day of a stop that comes back every week. */
  until: daySchema('Choisissez le dernier jour.').optional(),
});

const IN_ORDER = { path: ['ends'], message: 'L’heure de fin doit venir après l’heure de début.' };

/** A stop as the team of the venue types it. */
export const stopForm = typedStop
  .refine(({ day, until }) => until === undefined || until >= day, {
    path: ['until'],
    message: 'Ce jour vient avant le premier passage.',
  })
  .refine(({ starts, ends }) => starts < ends, IN_ORDER);

/** The same, of a stop that goes elsewhere, or to another hour: that one alone. */
export const movedForm = typedStop
  .omit({ until: true })
  .extend({ move: z.uuid('Choisissez un passage.') })
  .refine(({ starts, ends }) => starts < ends, IN_ORDER);

export type StopForm = Omit<z.infer<typeof typedStop>, 'until'>;

export const removalForm = z.object({
  remove: z.uuid('Choisissez un passage.'),
  /** With the stops announced together that are still to come. */
  whole: z.boolean().default(false),
});

export const restoreForm = z.object({ restore: z.uuid('Choisissez un passage.') });
