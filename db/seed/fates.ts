import { addDays, daysBetween, parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import type { Agenda, Fate, PersonHistory, PlannedBooking } from './agenda.ts';
import type { Dice } from './random.ts';
import type { SeededSession } from './sessions.ts';
import { DAY, HOUR, later, MINUTE, wallTime } from './stage.ts';

/** What the plan of a history stands on. */
export interface Setting {
  now: Date;
  dice: Dice;
  sessions: readonly SeededSession[];
  /** Where each organisation teaches. */
  places: readonly { org: number; position: Position }[];
  agenda: Agenda;
}

/** Adds a booking to a history when seats, passes, hours and the calendar allow it. */
export function plan(
  setting: Setting,
  history: PersonHistory,
  session: SeededSession,
  fate?: Fate['kind'],
): PlannedBooking | null {
  const { agenda, dice } = setting;
  if (!agenda.fits(history.person, session)) return null;
  const at = bookingMoment(setting, history, session);
  if (at === null) return null;
  agenda.take(history.person, session);
  const booking: PlannedBooking = {
    session,
    at,
    by: dice.chance(0.35) ? 'AGENT' : 'HOLDER',
    fate: { kind: 'TO_COME' },
  };
  booking.fate = decideFate(setting, history, booking, fate);
  history.bookings.push(booking);
  return booking;
}

/** Somewhere between the moment it became possible and the moment it is too late, the two weeks before rather. */
function bookingMoment(
  { now, dice }: Setting,
  { handedOverAt }: PersonHistory,
  { publishedAt, startsAt }: SeededSession,
): Date | null {
  const from = Math.max(
    handedOverAt.getTime() + 5 * MINUTE,
    publishedAt.getTime() + HOUR,
    startsAt.getTime() - 14 * DAY,
  );
  const to = Math.min(startsAt.getTime() - HOUR, now.getTime() - 2 * MINUTE);
  if (from >= to) return null;
  for (let tries = 0; tries < 8; tries += 1) {
    const day = addDays(
      parisDay(new Date(from)),
      dice.int(0, daysBetween(parisDay(new Date(from)), parisDay(new Date(to)))),
    );
    const at = later(wallTime(day, '09:00'), dice.int(0, 9 * 60) * MINUTE);
    if (at.getTime() >= from && at.getTime() <= to) return at;
  }
  return new Date(from + Math.floor((to - from) * dice.next()));
}

function decideFate(setting: Setting, history: PersonHistory, booking: PlannedBooking, forced?: Fate['kind']): Fate {
  const { now, dice } = setting;
  const { startsAt, endsAt } = booking.session;
  const over = later(endsAt, 20 * MINUTE) < now;
  const fresh = over && later(endsAt, 2 * DAY) > now;
  const fates = over
    ? ([
        ['PRESENT', 60],
        ['CHECKED_IN', 13],
        ['ABSENT', 9],
        ['EXCUSED', 5],
        ['CORRECTED', 1],
        ['CANCELLED', 7],
        ['MOVED', 5],
        ['TO_COME', fresh ? 12 : 0],
      ] as const)
    : ([
        ['TO_COME', 92],
        ['CANCELLED', 5],
        ['MOVED', 3],
      ] as const);
  const kind = forced ?? dice.weighted<Fate['kind']>(fates);
  switch (kind) {
    case 'PRESENT':
      return { kind, at: later(startsAt, dice.int(3, 25) * MINUTE) };
    case 'CHECKED_IN':
      return { kind, at: later(startsAt, dice.int(-12, 8) * MINUTE) };
    case 'ABSENT':
    case 'CORRECTED':
      return { kind, at: later(endsAt, dice.int(2, 15) * MINUTE) };
    case 'EXCUSED':
      return { kind, at: between(setting, booking.at, startsAt) };
    case 'CANCELLED':
      return { kind, at: between(setting, booking.at, startsAt) };
    case 'MOVED':
      return moveOn(setting, history, booking);
    case 'TO_COME':
    case 'BY_VENUE':
      return { kind: 'TO_COME' };
  }
}

/** A moment after the booking, before its session and before now. */
function between({ now, dice }: Setting, from: Date, startsAt: Date): Date {
  const to = Math.min(startsAt.getTime() - 10 * MINUTE, now.getTime() - MINUTE);
  return new Date(from.getTime() + Math.floor((to - from.getTime()) * (0.2 + 0.8 * dice.next())));
}

/** Another session of the same venue organisation, later; none left is a plain cancellation. */
function moveOn(setting: Setting, history: PersonHistory, booking: PlannedBooking): Fate {
  const at = between(setting, booking.at, booking.session.startsAt);
  const other = setting.sessions.find(
    (session) =>
      session.org === booking.session.org &&
      session.startsAt > booking.session.endsAt &&
      later(session.publishedAt, HOUR) < at &&
      setting.agenda.fits(history.person, session),
  );
  if (other === undefined) return { kind: 'CANCELLED', at };
  setting.agenda.take(history.person, other);
  const to: PlannedBooking = {
    session: other,
    at,
    by: booking.by === 'AGENT' ? 'AGENT' : 'HOLDER',
    fate: { kind: 'TO_COME' },
  };
  to.fate = decideFate(setting, history, to, later(other.endsAt, 20 * MINUTE) < setting.now ? 'PRESENT' : 'TO_COME');
  return { kind: 'MOVED', at, to };
}
