import type { PersonHistory, PlannedBooking } from './agenda.ts';
import { bookingsBySession } from './crowds.ts';
import type { Setting } from './fates.ts';
import type { SeededSession } from './sessions.ts';
import { DAY, HOUR, later } from './stage.ts';

/** A session that its venue had to cancel, with people booked. */
export interface Closure {
  session: SeededSession;
  at: Date;
  reason: string;
}

const REASONS = [
  'Le médiateur est malade. Nous vous proposons une autre date.',
  'La salle est fermée à cause d’une panne de chauffage.',
  'Nous n’avons plus d’internet ce jour-là. Toutes nos excuses.',
  'La structure est fermée ce jour-là pour une réunion.',
] as const;

/**
 * Chooses two sessions of the past and two to come, cancelled by their venue the day before or this
 * morning. Whoever was still booked is cancelled with them, which the plan must know.
 */
export function planClosures(setting: Setting, histories: readonly PersonHistory[]): Closure[] {
  const { now, sessions } = setting;
  const booked = bookingsBySession(histories);
  const past = sessions.filter(({ endsAt }) => later(endsAt, 3 * DAY) < now);
  const soon = sessions.filter(({ startsAt }) => startsAt > later(now, 2 * DAY) && startsAt < later(now, 9 * DAY));
  const chosen = [
    ...closable(setting, past, booked, ({ startsAt }) => later(startsAt, -20 * HOUR)).slice(0, 2),
    ...closable(setting, soon, booked, () => later(now, -3 * HOUR)).slice(0, 2),
  ];
  return chosen.map(({ session, at }, i) => {
    for (const booking of booked.get(session.id) ?? []) {
      if (!('at' in booking.fate) || booking.fate.at > at) booking.fate = { kind: 'BY_VENUE', at };
    }
    return { session, at, reason: REASONS[i] ?? REASONS[0] };
  });
}

/**
 * Sessions with two people or more but not full, all booked before the cancellation and none moved
 * elsewhere after it; never the first organisation's, which visitors look at.
 */
function closable(
  { agenda, dice }: Setting,
  sessions: readonly SeededSession[],
  booked: ReadonlyMap<string, PlannedBooking[]>,
  when: (session: SeededSession) => Date,
): { session: SeededSession; at: Date }[] {
  return dice.shuffled(sessions).flatMap((session) => {
    const at = when(session);
    const bookings = booked.get(session.id) ?? [];
    const untold = bookings.every(
      (booking) => booking.at < at && !(booking.fate.kind === 'MOVED' && booking.fate.at >= at),
    );
    const busy = bookings.length >= 2 && agenda.seats(session) < session.capacity;
    return session.org !== 0 && busy && untold ? [{ session, at }] : [];
  });
}
