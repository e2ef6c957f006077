import { addDays, addMonths } from '#app/calendar/rules/paris-time.ts';
import { submitAllClaims } from '#app/payment/submit-claim.ts';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { expirePasses } from '#app/purchasing/expire-passes.ts';
import { checkInvariants, type InvariantResult } from '#db/queries/invariants.ts';
import { listPartnerBooklets } from '#db/queries/passes.ts';
import type { Dice } from '#db/seed/random.ts';
import { analyzeAll } from '#db/seed/rows.ts';
import { inLanes, wallTime } from '#db/seed/stage.ts';
import { foundGround } from '#db/seed/trial/ground.ts';
import { buyAndShare, openTrialFundings, type TrialFundings } from '#db/seed/trial/purchases.ts';
import { closeMonth, type SimulatedMonth } from './close-month.ts';
import { Programme } from './programme.ts';
import {
  BOOKLET,
  type Booking,
  buysIn,
  diceOf,
  FIRST_DAY,
  fate,
  type Holder,
  lotBooklets,
  monthOfStory,
  type Session,
  type Size,
  type Tally,
  temper,
} from './story.ts';

export interface Simulated {
  months: SimulatedMonth[];
  tally: Tally;
  invariants: InvariantResult[];
}

export interface SimulationOptions extends Size {
  url: string;
  secret: string;
  seed: number;
  told?: (month: SimulatedMonth) => void;
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
    const programme = new Programme(services, ground, setClock);
    const months: SimulatedMonth[] = [];
    for (let month = 0; month < options.months; month += 1) {
      const started = performance.now();
      await live(services, programme, options, fundings, month);
      if (month % 6 === 0) await services.db.transaction(analyzeAll);
      const closed = await closeMonth(
        services,
        programme,
        monthOfStory(month).first,
        (performance.now() - started) / 1000,
      );
      months.push(closed);
      options.told?.(closed);
    }
    return { months, tally: programme.tally, invariants: await services.db.snapshot(checkInvariants) };
  } finally {
    await services.db.close();
  }
}

async function live(
  services: Services,
  programme: Programme,
  size: SimulationOptions,
  fundings: TrialFundings,
  month: number,
): Promise<void> {
  const { first, days } = monthOfStory(month);
  const nextMonth = addMonths(FIRST_DAY, month + 1);
  programme.at(first, '08:00');
  if (buysIn(month)) await buy(services, programme, size, fundings, month);
  await lanes(
    Array.from({ length: size.venues }, (_, venue) => venue),
    (venue) => venue % programme.ground.organisations.length,
    (venue) =>
      programme.publish(
        venue,
        month === 0 ? addDays(first, 1) : addDays(first, 21),
        addDays(nextMonth, 20),
        (venue % 5) + 1,
      ),
  );
  programme.sessions.sort((a, b) => (a.day === b.day ? a.venue - b.venue : a.day < b.day ? -1 : 1));
  for (const [d, day] of days.entries()) await liveDay(services, programme, size, month, d, day);
  programme.sessions.splice(0, programme.sessions.length, ...programme.sessions.filter((s) => s.day >= nextMonth));
}

async function buy(
  services: Services,
  programme: Programme,
  size: SimulationOptions,
  fundings: TrialFundings,
  month: number,
): Promise<void> {
  const bookletCount = lotBooklets(size);
  const lot = {
    firstNumber: 1 + month * 2000,
    bookletCount,
    bookletSize: BOOKLET,
    validUntil: addDays(addMonths(FIRST_DAY, month + 18), -1),
  };
  await buyAndShare(services, programme.ground, fundings, lot);
  programme.tally.passesBought += bookletCount * BOOKLET;
}

async function liveDay(
  services: Services,
  programme: Programme,
  size: SimulationOptions,
  month: number,
  d: number,
  day: string,
): Promise<void> {
  programme.at(day, '08:30');
  programme.tally.passesExpired += (await expirePasses(services)).expired;
  if (d === 4 && month > 0) {
    const cutoff = addDays(monthOfStory(month).first, -1);
    const claimed = await programme.act(submitAllClaims, programme.ground.authority, { cutoff });
    programme.tally.claimed += claimed?.claims ?? 0;
  }
  programme.at(day, '09:00');
  const today: Booking[] = programme.toMark.get(day) ?? [];
  const [leaving, staying] = [today.filter(givesUp), today.filter((b) => !givesUp(b))];
  await lanes(
    leaving,
    ({ session }) => session.venue,
    (booking) => programme.giveUp(booking),
  );
  programme.at(day, '10:00');
  await refer(services, programme, size, month, d, day);
  programme.at(day, '11:00');
  await bookAndWalkIn(programme, size, month, d, day);
  programme.at(day, '16:30');
  await lanes(
    staying,
    ({ session }) => session.venue,
    (booking) => programme.mark(booking),
  );
  programme.toMark.delete(day);
}

const givesUp = ({ fate: of }: Booking): boolean => of === 'CANCELLED' || of === 'MOVED';

/** New people: as many a month as make the whole number in the end, each with a booklet, most with a first seat. */
async function refer(
  services: Services,
  programme: Programme,
  size: SimulationOptions,
  month: number,
  d: number,
  day: string,
): Promise<void> {
  const perDay = size.holders / size.months / 25;
  const before = Math.floor((month * 25 + d) * perDay);
  const count = Math.min(Math.floor((month * 25 + d + 1) * perDay), size.holders) - before;
  const wanted = Array.from({ length: Math.max(0, count) }, (_, i) => ({ i, partner: (before + i) % size.partners }));
  for (const { partner } of wanted) {
    if ((programme.booklets[partner]?.length ?? 0) > 2) continue;
    const partnerId = programme.ground.partners[partner]?.partnerId ?? '';
    const rows = await services.db.read((tx) => listPartnerBooklets(tx, partnerId, day, { limit: 60 }));
    programme.booklets[partner] = rows.map(({ id }) => id);
  }
  await lanes(
    wanted,
    ({ partner }) => partner,
    ({ i, partner }) => {
      const dice = diceOf(size.seed, month, d, 100 + i);
      // Each partner sends people to venues of its own: who has the last seat does not depend on who is faster.
      const own = Array.from({ length: size.venues }, (_, v) => v).filter(
        (v) => v % size.partners === partner % Math.min(size.partners, size.venues),
      );
      const venue = own.length === 0 ? 0 : dice.pick(own);
      const how = temper(dice);
      const session = how === 'BOOKS' && own.length > 0 && dice.chance(0.8) ? programme.next(venue, day, 0) : null;
      return programme.refer(
        day,
        { number: before + i, partner, agent: dice.int(0, 2), venue, temper: how },
        dice,
        session,
        fate(dice),
      );
    },
  );
  // People in an order of their own, whoever was written first: their number decides what they do.
  programme.holders.sort((a, b) => a.number - b.number);
}

interface Wish {
  holder: Holder;
  dice: Dice;
  /** Null: they come without a booking. */
  session: Session | null;
}

async function bookAndWalkIn(
  programme: Programme,
  size: SimulationOptions,
  month: number,
  d: number,
  day: string,
): Promise<void> {
  const wishes = programme.holders.flatMap((holder): Wish[] => {
    if (holder.left <= 0 || holder.temper === 'DRAWER') return [];
    const dice = diceOf(size.seed, month, d, 1000 + holder.number);
    if (holder.temper === 'WALKS_IN') return dice.chance(0.03) ? [{ holder, dice, session: null }] : [];
    if (!dice.chance(0.06)) return [];
    const session = programme.next(holder.venue, day, dice.int(0, 1));
    return session === null ? [] : [{ holder, dice, session }];
  });
  await lanes(
    wishes,
    ({ holder }) => holder.venue,
    ({ holder, dice, session }) =>
      session === null
        ? programme.walkIn(holder, Math.min(holder.left, dice.int(1, 2)), dice.chance(0.04))
        : programme.book(holder, session, fate(dice)),
  );
}

/** Several at once, but those of one lane in their order. */
async function lanes<T>(of: readonly T[], lane: (one: T) => number, run: (one: T) => Promise<void>): Promise<void> {
  const at = new Date(0);
  await inLanes(of.map((one) => ({ at, person: lane(one), run: () => run(one) })));
}
