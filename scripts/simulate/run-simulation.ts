import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { addDays, addMonths } from '#app/calendar/rules/paris-time.ts';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { expirePasses } from '#app/purchasing/expire-passes.ts';
import { noticeExpiry } from '#app/purchasing/notice-expiry.ts';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { checkInvariantsApart, type InvariantResult } from '#db/queries/invariants.ts';
import type { Dice } from '#db/seed/random.ts';
import { analyzeAll } from '#db/seed/rows.ts';
import { wallTime } from '#db/seed/stage.ts';
import { openTrialDebtor } from '#db/seed/trial/accounts.ts';
import { foundGround } from '#db/seed/trial/ground.ts';
import { buyAndShare, openTrialFundings, type TrialFundings } from '#db/seed/trial/purchases.ts';
import { closeMonth, type SimulatedMonth } from './close-month.ts';
import { inLanes } from './lanes.ts';
import { Mishaps } from './mishaps.ts';
import { Programme } from './programme.ts';
import { publishMonth } from './publish-month.ts';
import {
  BOOKLET,
  type Booking,
  buysIn,
  daysOfStory,
  diceOf,
  FIRST_DAY,
  fate,
  type Holder,
  lotBooklets,
  type Month,
  monthOfStory,
  type Session,
  type Size,
  type StoryDay,
  type Tally,
  temper,
} from './story.ts';
import { Treasury } from './treasury.ts';

export interface Simulated {
  months: SimulatedMonth[];
  tally: Tally;
  invariants: InvariantResult[];
  /** Who may read and sign what was lived through, and when it ended. */
  authority: AuthorityActor;
  endedAt: Date;
}

export interface SimulationOptions extends Size {
  url: string;
  secret: string;
  seed: number;
  told?: (month: SimulatedMonth) => void;
}

/** Everything the story is made of. */
interface Stage {
  services: Services;
  size: SimulationOptions;
  programme: Programme;
  fundings: TrialFundings;
  treasury: Treasury;
  mishaps: Mishaps;
}

/**
 * Lives through a programme month by month on an empty database, every act of it by its own intention under a clock
 * that moves; reconciles at each month's end. The same seed gives the same figures.
 */
export async function runSimulation(options: SimulationOptions): Promise<Simulated> {
  let now = wallTime(FIRST_DAY, '07:00');
  const setClock = (at: Date) => {
    if (at > now) now = at;
  };
  const env = readEnv({ LOG_LEVEL: 'silent', DEMO: '0' });
  const services = openServices(env, options.url, options.secret, { now: () => new Date(now) });
  try {
    const ground = await foundGround(services, { ...options, agents: 3 });
    const fundings = await openTrialFundings(services, ground);
    await openTrialDebtor(services, ground);
    const programme = new Programme(services, ground, setClock);
    const treasury = new Treasury(services, programme, options.seed);
    const mishaps = new Mishaps(services, programme, options, options.seed);
    const stage: Stage = { services, size: options, programme, fundings, treasury, mishaps };
    const months: SimulatedMonth[] = [];
    for (let number = 0; number < options.months; number += 1) {
      const started = performance.now();
      const month = monthOfStory(number);
      await live(stage, month);
      // Plans made for small tables do not suit large ones: a server in service is analysed each minute.
      if (number % 6 === 0) await services.db.transaction(analyzeAll);
      await sealChains(services);
      const closed = await closeMonth(services, programme, month.first, performance.now() - started);
      months.push(closed);
      options.told?.(closed);
    }
    const invariants = await checkInvariantsApart(services.db);
    return { months, tally: programme.tally, invariants, authority: ground.authority, endedAt: now };
  } finally {
    await services.db.close();
  }
}

async function live(stage: Stage, month: Month): Promise<void> {
  const { programme, size } = stage;
  programme.at(month.first, '08:00');
  if (buysIn(month.number)) await buy(stage, month.number);
  await publishMonth(programme, size, month);
  for (const day of daysOfStory(size, month)) await liveDay(stage, day);
  const over = addMonths(month.first, 1);
  programme.sessions.splice(0, programme.sessions.length, ...programme.sessions.filter((s) => s.day >= over));
}

async function buy({ services, programme, size, fundings, mishaps }: Stage, month: number): Promise<void> {
  const bookletCount = lotBooklets(size);
  const lot = {
    firstNumber: 1 + month * 2000,
    bookletCount,
    bookletSize: BOOKLET,
    validUntil: addDays(addMonths(FIRST_DAY, month + 18), -1),
  };
  const { lotId } = await buyAndShare(services, programme.ground, fundings, lot);
  mishaps.lotBought(lotId);
  programme.tally.passesBought += bookletCount * BOOKLET;
}

async function liveDay(stage: Stage, at: StoryDay): Promise<void> {
  const { services, programme, treasury, mishaps } = stage;
  const { day } = at;
  programme.at(day, '08:30');
  programme.tally.passesExpired += (await expirePasses(services)).expired;
  await noticeExpiry(services);
  programme.at(day, '09:00');
  const today: Booking[] = programme.toMark.get(day) ?? [];
  const venueOf = ({ session }: Booking) => session.venue;
  await inLanes(today.filter(givesUp), venueOf, (booking) => programme.giveUp(booking));
  programme.at(day, '10:00');
  const come = await refer(stage, at);
  programme.at(day, '11:00');
  await bookAndWalkIn(stage, at);
  programme.at(day, '12:00');
  await mishaps.happen(at, come);
  programme.at(day, '16:30');
  // Presences of one organisation meet on one account: they would only wait for each other.
  const staying = (programme.toMark.get(day) ?? []).filter((booking) => !givesUp(booking));
  const orgOf = ({ session }: Booking) => session.org;
  await inLanes(staying, orgOf, (booking) => programme.mark(booking));
  programme.toMark.delete(day);
  programme.at(day, '17:30');
  await treasury.work(at);
}

const givesUp = ({ fate: of }: Booking): boolean => of === 'CANCELLED' || of === 'MOVED';

/** New people: as many a day as make the whole number in the end, each with a booklet, most with a first seat. */
async function refer({ programme, size }: Stage, at: StoryDay): Promise<Holder[]> {
  const before = Math.floor(at.from * size.holders);
  const count = Math.floor(at.to * size.holders + 1e-9) - before;
  const wanted = Array.from({ length: count }, (_, i) => before + i);
  const come: Holder[] = [];
  const partnerOf = (number: number) => number % size.partners;
  await inLanes(wanted, partnerOf, async (number) => {
    const partner = partnerOf(number);
    const dice = diceOf(size.seed, at.month, at.nth, 100 + number - before);
    // Each partner sends people to venues of its own: who has the last seat does not depend on who is faster.
    const own = Array.from({ length: size.venues }, (_, v) => v).filter(
      (v) => v % size.partners === partner % Math.min(size.partners, size.venues),
    );
    const venue = own.length === 0 ? 0 : dice.pick(own);
    const how = temper(dice);
    const session = how === 'BOOKS' && own.length > 0 && dice.chance(0.8) ? programme.next(venue, at.day, 0) : null;
    const person = { number, partner, agent: dice.int(0, 2), venue, temper: how };
    const holder = await programme.refer(at.day, person, dice, session, fate(dice));
    if (holder !== null) come.push(holder);
  });
  // People in an order of their own, whoever was written first: their number decides what they do.
  programme.holders.sort((a, b) => a.number - b.number);
  return come.sort((a, b) => a.number - b.number);
}

interface Wish {
  holder: Holder;
  dice: Dice;
  /** Null: they come without a booking. */
  session: Session | null;
}

async function bookAndWalkIn({ programme, size }: Stage, { month, nth, day }: StoryDay): Promise<void> {
  const wishes = programme.holders.flatMap((holder): Wish[] => {
    if (holder.left <= 0 || holder.temper === 'DRAWER' || holder.until < day) return [];
    const dice = diceOf(size.seed, month, nth, 1000 + holder.number);
    if (holder.temper === 'WALKS_IN') return dice.chance(0.03) ? [{ holder, dice, session: null }] : [];
    if (!dice.chance(0.06)) return [];
    const session = programme.next(holder.venue, day, dice.int(0, 1));
    return session === null || session.day > holder.until ? [] : [{ holder, dice, session }];
  });
  await inLanes(
    wishes,
    ({ holder }) => holder.venue,
    ({ holder, dice, session }) =>
      session === null
        ? programme.walkIn(day, holder, Math.min(holder.left, dice.int(1, 2)), dice.chance(0.04))
        : programme.book(holder, session, fate(dice)),
  );
}
