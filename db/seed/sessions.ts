import type { AuthorityActor, VenueActor } from '#app/access/rules/actor.ts';
import { addDays, parisClock, parisDay, weekday } from '#app/calendar/rules/paris-time.ts';
import type { Weekday } from '#app/calendar/rules/recurrence.ts';
import { createOrganisation } from '#app/directory/label-organisation.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import type { Services } from '#app/platform/services.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { SEEDED_COURSES, type SeededCourse } from './courses.ts';
import { labelByFile, type Validators } from './money/label.ts';
import { BRON, MIETE, SEEDED_ORGANISATIONS, type SeededOrganisation, type SeededSeries } from './organisations.ts';
import type { Hire } from './professionals.ts';
import { readSessionRows, readVenuePlaces, writeWelcomeNote } from './rows.ts';
import { actAt, inLanes, later, MINUTE, wallTime } from './stage.ts';

/** How far sessions reach, on both sides of today. */
const WEEKS = 8;

/** A pass-accepting organisation with somebody to act for it. */
export interface OrganisationAtWork {
  facts: SeededOrganisation;
  staff: VenueActor;
  venues: { id: string; position: Position }[];
}

/** A session as the plan of the history needs it. */
export interface SeededSession {
  id: string;
  /** Position of its organisation in the list. */
  org: number;
  venueId: string;
  position: Position;
  course: SeededCourse;
  startsAt: Date;
  endsAt: Date;
  publishedAt: Date;
  capacity: number;
}

/** Recognises the organisations, each with its real venues, one account, and a label by a file that two people validated. */
export async function foundOrganisations(
  services: Services,
  hire: Hire,
  authority: AuthorityActor,
  validators: Validators,
): Promise<OrganisationAtWork[]> {
  const places = await services.db.read(readVenuePlaces);
  const now = services.clock.now();
  const today = parisDay(now);
  const found: OrganisationAtWork[] = [];
  for (const facts of SEEDED_ORGANISATIONS) {
    const venues = facts.venues.map((number) => {
      const place = places.get(number);
      if (place === undefined) throw new Error(`venue ${number} is not in the file of venues`);
      return place;
    });
    const day = addDays(today, -facts.weeksAgo * 7 - 14);
    const at = later(wallTime(day, '10:00'), found.length * MINUTE);
    const { orgId } = await actAt(services, at, createOrganisation, authority, {
      name: facts.name,
      venueIds: venues.map(({ id }) => id),
    });
    const hired = await hire({
      displayName: facts.mediators[0],
      role: 'VENUE_STAFF',
      partnerId: null,
      orgId,
      since: later(at, MINUTE),
    });
    const note = `À l’accueil, demandez ${facts.mediators[0]}. ${facts.room}, suivez les flèches «\u00a0Pass numérique\u00a0».`;
    await services.db.transaction((tx) => writeWelcomeNote(tx, orgId, note));
    found.push({ facts, venues, staff: { ...hired, role: 'VENUE_STAFF', orgId, organisation: facts.name } });
  }
  await inLanes(found.map((one, person) => ({ at: now, person, run: () => label(services, one, person, validators) })));
  return found;
}

async function label(
  services: Services,
  { facts, staff }: OrganisationAtWork,
  number: number,
  validators: Validators,
): Promise<void> {
  const day = addDays(parisDay(services.clock.now()), -facts.weeksAgo * 7 - 14);
  await labelByFile(services, wallTime(day, '11:00'), staff, validators, {
    orgId: staff.orgId,
    name: facts.name,
    number: number + 10,
    representative: facts.mediators[0],
    startsOn: day,
    // The last one's comes to its end: its new file waits (`money/claims.ts`).
    ...(facts === SEEDED_ORGANISATIONS.at(-1) ? { endsOn: addDays(parisDay(services.clock.now()), 60) } : {}),
  });
}

/** Publishes every weekly series, on the day its organisation began, until eight weeks from now. */
export async function publishAll(
  services: Services,
  organisations: readonly OrganisationAtWork[],
): Promise<SeededSession[]> {
  const now = services.clock.now();
  await inLanes(
    organisations.flatMap((organisation, person) => {
      const first = addDays(parisDay(now), -organisation.facts.weeksAgo * 7);
      const at = wallTime(addDays(first, -1), '16:00');
      const weekly = organisation.facts.series.map((series) => ({
        series,
        room: organisation.facts.room,
        mediator: series.venue,
      }));
      return [...weekly, ...ofTheDay(organisation.facts, now)].map(({ series, room, mediator }, i) => ({
        at,
        person,
        run: () => publishOne(services, organisation, { series, room, mediator, first, at: later(at, i * MINUTE) }),
      }));
    }),
  );
  return readSessions(services, organisations);
}

/** The sessions as published, always in the same order: their ids differ from one seed to another. */
async function readSessions(
  services: Services,
  organisations: readonly OrganisationAtWork[],
): Promise<SeededSession[]> {
  const rows = await services.db.read(readSessionRows);
  const courses = new Map(Object.values(SEEDED_COURSES).map((course) => [course.title, course]));
  const orgs = new Map(organisations.map(({ staff }, org) => [staff.orgId, org]));
  const positions = new Map(organisations.flatMap(({ venues }) => venues.map(({ id, position }) => [id, position])));
  return rows
    .map(({ orgId, title, ...row }) => ({
      ...row,
      org: known(orgs.get(orgId)),
      course: known(courses.get(title)),
      position: known(positions.get(row.venueId)),
    }))
    .sort(
      (a, b) =>
        a.startsAt.getTime() - b.startsAt.getTime() || a.org - b.org || (a.course.title < b.course.title ? -1 : 1),
    );
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('a session of the seed comes from elsewhere');
  return found;
}

interface Publication {
  series: SeededSeries;
  room: string;
  /** Position of the mediator in the organisation's list. */
  mediator: number;
  first: string;
  at: Date;
}

async function publishOne(
  services: Services,
  organisation: OrganisationAtWork,
  { series, room, mediator, first, at }: Publication,
): Promise<void> {
  const { facts, staff, venues } = organisation;
  const { title, description, theme, level, minutes, audience, languages, pricePasses } = SEEDED_COURSES[series.course];
  const until = addDays(parisDay(services.clock.now()), WEEKS * 7);
  await actAt(services, at, publishSessions, staff, {
    course: { title, description, theme, level },
    venueId: venues[series.venue]?.id,
    roomName: room,
    mediatorName: facts.mediators[mediator] ?? facts.mediators[0],
    audience,
    languages,
    wheelchair: facts.wheelchair,
    capacity: series.capacity,
    pricePasses,
    firstDay: first,
    start: series.start,
    end: addMinutes(series.start, minutes),
    weekly: { days: [series.weekday], until, except: holidays(first, until, parisDay(services.clock.now())) },
  });
}

/**
 * Whatever the day of the visit, the personas' venues have something on it: one session in the morning,
 * and one that begins within the hour, until eight in the evening.
 */
function ofTheDay(facts: SeededOrganisation, now: Date): Omit<Publication, 'first' | 'at'>[] {
  const { day, hour, minute } = parisClock(now);
  const soon = Math.min(Math.max(hour * 60 + Math.ceil((minute + 10) / 30) * 30, 9 * 60), 20 * 60);
  const on = { weekday: weekday(day) as Weekday, capacity: 8, venue: 0 };
  const next: SeededSeries = { ...on, course: 'phoneMore', start: addMinutes('00:00', soon) };
  if (facts.name === MIETE)
    return [{ series: { ...next, course: 'franceConnect' }, room: 'Petite salle', mediator: 1 }];
  if (facts.name !== BRON) return [];
  return [
    { series: { ...on, course: 'mouse', start: '08:45' }, room: 'Salle du premier étage', mediator: 2 },
    { series: next, room: 'Espace multimédia', mediator: 1 },
  ];
}

/** Days off that come on the same date every year: nobody teaches, except on the day of the visit. */
function holidays(first: string, until: string, today: string): string[] {
  const years = [Number(first.slice(0, 4)), Number(until.slice(0, 4))];
  return years
    .flatMap((year) =>
      ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((date) => `${year}-${date}`),
    )
    .filter((day, i, all) => day >= first && day <= until && day !== today && all.indexOf(day) === i);
}

function addMinutes(time: string, minutes: number): string {
  const [hours = 0, past = 0] = time.split(':').map(Number);
  const total = hours * 60 + past + minutes;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
