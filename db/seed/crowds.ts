import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Fate, PersonHistory, PlannedBooking } from './agenda.ts';
import { plan, type Setting } from './fates.ts';
import type { SeededSession } from './sessions.ts';
import { DAY, later, MINUTE } from './stage.ts';

/** The sessions of today where the personas work have people, and four of the coming days are full to the last seat. */
export function topUp(setting: Setting, histories: readonly PersonHistory[]): void {
  const { sessions, now, agenda, dice } = setting;
  const fill = (session: SeededSession, seats: number, fate?: Fate['kind']) => {
    for (const history of dice.shuffled(histories)) {
      if (agenda.seats(session) >= seats) return;
      if (history.bookings.length > 0) plan(setting, history, session, fate);
    }
  };
  const today = sessions.filter(({ org, startsAt }) => org <= 1 && parisDay(startsAt) === parisDay(now));
  for (const session of today) fill(session, 5, later(session.endsAt, 20 * MINUTE) < now ? undefined : 'TO_COME');
  const booked = bookingsBySession(histories);
  const everybodyComes = ({ id }: SeededSession) => (booked.get(id) ?? []).every(({ fate }) => fate.kind === 'TO_COME');
  const popular = sessions
    .filter(({ startsAt }) => startsAt > later(now, DAY) && startsAt < later(now, 12 * DAY))
    .filter(everybodyComes)
    .sort((a, b) => agenda.seats(b) / b.capacity - agenda.seats(a) / a.capacity);
  for (const session of popular.slice(0, 4)) fill(session, session.capacity, 'TO_COME');
}

/** Every planned booking of each session, those moved there included. */
export function bookingsBySession(histories: readonly PersonHistory[]): Map<string, PlannedBooking[]> {
  const found = new Map<string, PlannedBooking[]>();
  const add = (booking: PlannedBooking) => {
    found.set(booking.session.id, [...(found.get(booking.session.id) ?? []), booking]);
    if (booking.fate.kind === 'MOVED') add(booking.fate.to);
  };
  for (const { bookings } of histories) for (const booking of bookings) add(booking);
  return found;
}
