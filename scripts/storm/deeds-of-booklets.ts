import type { Actor } from '#app/access/rules/actor.ts';
import { findHandOverBySerial, listAllocationBooklets } from '#db/queries/allocations.ts';
import { findJourney } from '#db/queries/journeys.ts';
import { hot, type Moment, type Planned, some } from './planned.ts';
import { type PooledJourney, remember } from './pool.ts';

/** A booklet or one pass of it is lost, stolen or damaged; perhaps another is given at once. */
export async function lose(at: Moment): Promise<Planned | null> {
  const { pool, dice } = at;
  const holder = hot(dice, pool.holders);
  if (holder === null) return null;
  const other = dice.chance(0.5) ? await takeBooklet(at, holder.partner) : null;
  const agents = pool.ground.partners[holder.partner]?.agents ?? [];
  return {
    act: 'block-passes',
    actor: other === null && dice.chance(0.3) ? dice.pick(pool.officials) : dice.pick(agents),
    input: {
      serial: holder.serial,
      ordinal: dice.chance(0.4) ? dice.int(1, 3) : null,
      cause: dice.pick(['LOST', 'STOLEN', 'DAMAGED']),
      toldBy: dice.chance(0.9) ? 'HOLDER' : 'AGENT',
      replaceWith: other?.serial ?? null,
    },
    learn: ({ replaced }: { replaced: number }) => {
      if (replaced > 0 && other !== null) holder.serial = other.serial;
    },
  };
}

/** What was lost before is replaced now. */
export async function replace(at: Moment): Promise<Planned | null> {
  const holder = hot(at.dice, at.pool.holders);
  if (holder === null) return null;
  const other = await takeBooklet(at, holder.partner);
  if (other === null) return null;
  return {
    act: 'replace-passes',
    actor: at.dice.pick(at.pool.ground.partners[holder.partner]?.agents ?? []),
    input: { holderId: holder.id, replaceWith: other.serial },
    learn: () => {
      holder.serial = other.serial;
    },
  };
}

/** A hand-over is taken back, perhaps while its passes are being booked. */
export async function takeHandOverBack({ pool, dice, papers }: Moment): Promise<Planned | null> {
  const holder = hot(dice, pool.holders);
  if (holder === null) return null;
  const found = await papers.read((tx) => findHandOverBySerial(tx, holder.serial), null);
  if (found === null) return null;
  const agents = pool.ground.partners[holder.partner]?.agents ?? [];
  const actor = dice.chance(0.3) ? dice.pick(pool.officials) : dice.pick(agents);
  return { act: 'void-hand-over', actor, input: { distributionId: found.id, reason: 'essai de tempête' } };
}

/** Booklets are to travel: back to the stock, or from one partner to another. */
export function plan({ pool, dice }: Moment): Planned | null {
  const count = dice.int(1, 3);
  const reason = 'essai de tempête';
  const [from, to] = [dice.int(0, pool.ground.partners.length - 1), dice.int(0, pool.ground.partners.length - 1)];
  const journey = (toward: number | null) => ({
    learn: ({ allocationId }: { allocationId: string }) =>
      remember(pool.journeys, { id: allocationId, from, to: toward }, 12),
  });
  if (from === to) {
    const agents = pool.ground.partners[from]?.agents ?? [];
    return { act: 'plan-return', actor: dice.pick(agents), input: { count, reason }, ...journey(null) };
  }
  const [fromPartnerId, partnerId] = [pool.ground.partners[from]?.partnerId, pool.ground.partners[to]?.partnerId];
  const input = { fromPartnerId, partnerId, count, reason };
  return { act: 'plan-allocation', actor: pool.ground.authority, input, ...journey(to) };
}

/** The next step of a journey: sent, given up, counted, its differences settled; by whoever may, or may not. */
export async function travel(at: Moment): Promise<Planned | null> {
  const journey = hot(at.dice, at.pool.journeys);
  if (journey === null) return null;
  const { dice, pool, papers } = at;
  const agentOf = (partner: number | null) =>
    partner === null ? pool.ground.authority : dice.pick(pool.ground.partners[partner]?.agents ?? []);
  const allocationId = journey.id;
  const reason = 'essai de tempête';
  const found = await papers.read((tx) => findJourney(tx, allocationId, null), null);
  if (found?.state === 'PLANNED') {
    return dice.chance(0.85)
      ? { act: 'send-allocation', actor: agentOf(journey.from), input: { allocationId } }
      : { act: 'cancel-allocation', actor: agentOf(journey.from), input: { allocationId, reason } };
  }
  const open = (found?.differences ?? []).filter(({ outcome }) => outcome === null).map(({ id }) => id);
  if (open.length > 0 && dice.chance(0.7)) {
    const outcome = dice.pick(['LOST', 'FOUND', 'BACK']);
    const input = { allocationId, differenceIds: open, outcome, reason };
    return { act: 'settle-differences', actor: dice.pick(pool.officials), input };
  }
  return count(at, journey, agentOf(journey.to));
}

async function count({ dice, papers }: Moment, { id }: PooledJourney, actor: Actor): Promise<Planned> {
  const sent = await papers.read((tx) => listAllocationBooklets(tx, id), []);
  const missing = sent.slice(0, dice.chance(0.3) ? 1 : 0).map(({ serial }) => serial);
  const input = { allocationId: id, counted: sent.length - missing.length, missing };
  return { act: 'receive-allocation', actor, input };
}

/** One booklet of a partner's drawer; two workers may take the same: the database decides who has it. */
export async function takeBooklet(
  { pool, dice, papers }: Moment,
  partner: number,
): Promise<{ id: string; serial: string } | null> {
  const own = pool.booklets[partner];
  const partnerId = pool.ground.partners[partner]?.partnerId;
  if (own === undefined || partnerId === undefined) return null;
  if (own.length === 0) own.push(...(await papers.booklets(partnerId)));
  return dice.chance(0.9) ? (own.shift() ?? null) : some(dice, own.slice(0, 1));
}
