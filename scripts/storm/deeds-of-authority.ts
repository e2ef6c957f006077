import { addDays, addMonths } from '#app/calendar/rules/paris-time.ts';
import { listConventions } from '#db/queries/partners.ts';
import { hot, type Moment, type Planned } from './planned.ts';

const REASON = 'essai de tempête';
/** So many stay in each partner, or the storm would end for want of hands. */
const AGENTS_LEFT = 2;

/** A report of the funder's is frozen while everybody acts; two people may publish the same period. */
export function freeze({ pool, dice, today }: Moment): Planned {
  const input = { title: 'Rapport de tempête', firstDay: pool.firstDay, lastDay: addDays(today, -dice.int(0, 1)) };
  return { act: 'publish-report', actor: dice.pick(pool.officials), input };
}

/** Somebody wants to be forgotten: by a partner that knows them, or by the authority, which looks them up first. */
export function forget({ pool, dice }: Moment): Planned | null {
  const holder = hot(dice, pool.holders);
  if (holder === null) return null;
  const seats = dice.pick(['CANCEL', 'KEEP']);
  if (dice.chance(0.5)) {
    const agents = pool.ground.partners[holder.partner]?.agents ?? [];
    return { act: 'erase-person', actor: dice.pick(agents), input: { holderId: holder.id, seats } };
  }
  const actor = dice.pick(pool.officials);
  return {
    act: 'look-up-person',
    actor,
    input: { reason: REASON, paper: holder.serial },
    next: ({ lookupId, holderIds }: { lookupId: string; holderIds: string[] }) => ({
      act: 'erase-person',
      // Now and then by the other of the two, who did not look.
      actor: dice.chance(0.1) ? dice.pick(pool.officials) : actor,
      input: { holderId: holderIds[0], seats, lookupId },
    }),
  };
}

/** An agent's access is closed while they act; they go on trying, and everything is refused. */
export function dismiss({ pool, dice }: Moment): Planned | null {
  const partner = dice.pick(pool.ground.partners);
  if (partner.agents.length <= AGENTS_LEFT) return null;
  const agent = dice.pick(partner.agents);
  return {
    act: 'revoke-membership',
    actor: dice.pick(pool.officials),
    input: { membershipId: agent.membershipId },
    learn: () => {
      if (partner.agents.length > 1) partner.agents = partner.agents.filter((other) => other !== agent);
      pool.dismissed.push(agent);
    },
  };
}

/** A convention is revoked while its agents hand over; a while later there is another. */
export async function lapse({ pool, dice, papers }: Moment): Promise<Planned | null> {
  const number = dice.int(0, pool.ground.partners.length - 1);
  const partner = pool.ground.partners[number];
  if (partner === undefined || pool.lapsed.length > 0) return null;
  const conventions = await papers.read((tx) => listConventions(tx, partner.partnerId), []);
  const current = conventions.find(({ revoked }) => !revoked);
  if (current === undefined) return null;
  return {
    act: 'revoke-convention',
    actor: dice.pick(pool.officials),
    input: { conventionId: current.id, reason: REASON },
    learn: () => void pool.lapsed.push(number),
  };
}

export function renew({ pool, dice, today }: Moment): Planned | null {
  const [number] = pool.lapsed;
  const partner = pool.ground.partners[number ?? -1];
  if (partner === undefined) return null;
  const { partnerId } = partner;
  return {
    act: 'add-convention',
    actor: dice.pick(pool.officials),
    input: { partnerId, startsOn: today, endsOn: addDays(addMonths(today, 120), -1), targetPasses: 10_000 },
    learn: () => {
      pool.lapsed = pool.lapsed.filter((other) => other !== number);
    },
  };
}
