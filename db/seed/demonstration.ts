import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { DEMO_FACTS } from '#app/passes/demo-sheet.ts';
import type { Services } from '#app/platform/services.ts';
import { readFact, writeFact } from '#db/queries/system-facts.ts';
import { Agenda, type PersonHistory } from './agenda.ts';
import { giveEndingBooklets } from './buying/ending.ts';
import { type Closure, planClosures } from './closures.ts';
import { type Cast, closureDeed, dealBooklets, deedsOf } from './deeds.ts';
import { planHistory } from './history.ts';
import { hireAccountants, seedClaims } from './money/claims.ts';
import { seedNeighbourhoods } from './neighbourhoods.ts';
import { makePeople } from './people.ts';
import { openHiring } from './professionals.ts';
import { foundAuthority, foundPartners } from './programme.ts';
import { createDice } from './random.ts';
import { publishDemoReport } from './reports.ts';
import { analyzeAll, analyzePasses, holdsProgramme, markMessagesSent, readBookletIds } from './rows.ts';
import { foundOrganisations, publishAll } from './sessions.ts';
import { committeeDeed, liveSharing } from './sharing/sharing.ts';
import { seedSources } from './sources.ts';
import { DAY, type Deed, later, relive } from './stage.ts';
import { seedUpkeep } from './upkeep.ts';
import { seedVenues } from './venues.ts';

const VERSION = '1';
const STARTED = 'demo-seed-started';
const DONE = 'demo-seed';
const SEED_DEADLINE_MS = 10 * 60_000;

/**
 * Whether a database holds the demonstration. HALF: a seed was killed on its way, or runs still in the
 * process that `pid` names. FOREIGN: a programme that is not ours, where no fictitious person may come.
 */
export type DemonstrationState = { kind: 'EMPTY' | 'DONE' | 'FOREIGN' } | { kind: 'HALF'; pid: number };

export async function demonstrationState({ db }: Services): Promise<DemonstrationState> {
  return db.read(async (tx) => {
    if ((await readFact(tx, DONE)) !== null) return { kind: 'DONE' };
    const pid = await readFact(tx, STARTED);
    if (pid !== null) return { kind: 'HALF', pid: Number(pid) };
    return { kind: (await holdsProgramme(tx)) ? 'FOREIGN' : 'EMPTY' };
  });
}

/**
 * Fills an empty database with the demonstration: real venues, and a fictitious programme that has run
 * for five months, every act of it carried out by its own intention. The same people do the same things
 * on every machine, around the moment `services.clock` tells. Throws on a database that is not empty.
 */
export async function seedDemonstration(services: Services): Promise<void> {
  // A slow machine is no fault: whole files go in at once here, which no page does.
  const db = services.db.patient(SEED_DEADLINE_MS);
  try {
    await seedOn({ ...services, db });
  } finally {
    await db.close();
  }
}

async function seedOn(services: Services): Promise<void> {
  const { db, clock, newId } = services;
  const now = clock.now();
  const state = await demonstrationState(services);
  if (state.kind !== 'EMPTY') throw new Error(`the demonstration needs an empty database, this one is ${state.kind}`);
  await db.transaction((tx) => writeFact(tx, STARTED, String(process.pid), now));
  const hire = await openHiring(services);
  const accountants = await hireAccountants(services, hire);
  const [authority] = await Promise.all([
    foundAuthority(services, hire),
    seedVenues(db, { now, newId }).then(() => seedSources(services)),
    seedNeighbourhoods(services),
  ]);
  const [partners, { organisations, sessions }] = await Promise.all([
    foundPartners(services, hire, authority).then(async (partners) => {
      await liveSharing(services, hire, authority, partners);
      return partners;
    }),
    foundOrganisations(services, hire, authority, accountants).then(async (organisations) => ({
      organisations,
      sessions: await publishAll(services, organisations),
    })),
  ]);
  const people = makePeople(createDice(1), Number(parisDay(now).slice(0, 4)));
  const places = organisations.flatMap(({ venues }, org) => venues.map(({ position }) => ({ org, position })));
  const setting = { now, dice: createDice(2), sessions, places, agenda: new Agenda() };
  const histories = planHistory(setting, people);
  const closures = planClosures(setting, histories);
  const bookletIds = await db.read(readBookletIds);
  const meetings = [committeeDeed(services, authority, partners)];
  await liveThrough({ services, partners, organisations, bookletIds }, histories, closures, meetings);
  await giveEndingBooklets(services, authority, partners[0]?.agents[0]);
  await seedClaims({ services, authority: [authority, ...accountants], organisations });
  await seedUpkeep(services, organisations);
  await db.transaction(async (tx) => {
    await markMessagesSent(tx, later(now, -DAY));
    await analyzeAll(tx);
  });
  await publishDemoReport(services, authority);
  await db.transaction((tx) => writeFact(tx, DONE, VERSION, now));
}

async function liveThrough(
  cast: Cast,
  histories: readonly PersonHistory[],
  closures: readonly Closure[],
  meetings: readonly Deed[],
): Promise<void> {
  const { services, organisations } = cast;
  const dealt = dealBooklets(cast, histories);
  const holderIds = new Map<number, string>();
  const deeds = histories.flatMap((history, i) => {
    const serials = dealt[i];
    return serials === undefined ? [] : deedsOf(cast, history, i, serials, (holderId) => holderIds.set(i, holderId));
  });
  // Before the first bookings: the planner must know that some passes are held, or it looks for them by state.
  const firstBookings = later(services.clock.now(), -57 * DAY);
  await relive([
    ...deeds,
    ...closures.map((closure) => closureDeed(cast, closure)),
    ...meetings,
    { at: firstBookings, person: null, run: () => services.db.transaction(analyzePasses) },
  ]);
  const idle = histories.findIndex(
    ({ person, bookings, walkIns }) => person.partner === 0 && bookings.length + walkIns.length === 0,
  );
  const shown = {
    [DEMO_FACTS.holder]: holderIds.get(0),
    [DEMO_FACTS.booklet]: dealt[idle]?.first,
    [DEMO_FACTS.venue]: organisations[0]?.venues[0]?.id,
  };
  await services.db.transaction(async (tx) => {
    for (const [name, value] of Object.entries(shown)) {
      if (value === undefined) throw new Error(`the demonstration has no ${name}`);
      await writeFact(tx, name, value, services.clock.now());
    }
  });
}
