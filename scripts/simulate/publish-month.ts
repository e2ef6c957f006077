import { addDays, addMonths, weekday } from '#app/calendar/rules/paris-time.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { inLanes } from './lanes.ts';
import type { Programme } from './programme.ts';
import type { Month, Size } from './story.ts';

const CAPACITY = 10;

/** Each venue publishes a weekly series for the month that begins in three weeks; for both when all begins. */
export async function publishMonth(programme: Programme, size: Size, { number, first }: Month): Promise<void> {
  const from = number === 0 ? addDays(first, 1) : addDays(first, 21);
  const until = addDays(addMonths(first, 1), 20);
  const venues = Array.from({ length: size.venues }, (_, venue) => venue);
  const { organisations } = programme.ground;
  await inLanes(
    venues,
    (venue) => venue % organisations.length,
    (venue) => publishSeries(programme, venue, from, until),
  );
  programme.sessions.sort((a, b) => (a.day === b.day ? a.venue - b.venue : a.day < b.day ? -1 : 1));
}

async function publishSeries(programme: Programme, venue: number, from: string, until: string): Promise<void> {
  const { organisations } = programme.ground;
  const org = venue % organisations.length;
  const on = (venue % 5) + 1;
  const published = await programme.act(publishSessions, programme.staff(org), {
    venueId: organisations[org]?.venueIds[Math.floor(venue / organisations.length)],
    roomName: null,
    mediatorName: null,
    audience: 'EVERYONE',
    languages: ['fr'],
    wheelchair: true,
    capacity: CAPACITY,
    pricePasses: 1,
    course: { title: 'Premiers pas', description: 'On commence.', theme: 'ORDINATEUR', level: 'DEBUTANT' },
    firstDay: from,
    start: '14:00',
    end: '16:00',
    weekly: { days: [on], until, except: [] },
  });
  const days = daysBetween(from, until).filter((day) => weekday(day) === on);
  for (const [i, id] of (published?.sessionIds ?? []).entries()) {
    programme.sessions.push({ id, day: days[i] ?? from, venue, org });
  }
}

function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
