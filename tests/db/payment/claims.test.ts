import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { submitAllClaims, submitClaim } from '#app/payment/submit-claim.ts';
import { perform } from '#app/platform/intention.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { claimOf, dayAgo, onDay, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, holderWithBooklet, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 40, size: 10 });
});
afterAll(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  await world.close();
  await fresh.close();
});

const balance = async (kind: string, owner: string) => {
  const [row] = await world.sql<
    { b: string }[]
  >`select balance_cents::text as b from money_account where kind = ${kind} and owner_id = ${owner}`;
  return Number(row?.b);
};

describe('a claim', () => {
  it('takes what was used up to its day, once, and the two ledgers say so', async () => {
    await walkIn(world, { count: 3, daysAgo: 40 });
    await walkIn(world, { count: 2, daysAgo: 5 });
    const { claimId } = await done(claimOf(world, 0, 10));
    const [row] =
      await world.sql`select lines, total_cents::int as total, state, (due_on - (created_at at time zone 'Europe/Paris')::date)::int as days from claim where id = ${claimId}`;
    expect(row).toEqual({ lines: 3, total: 3000, state: 'SUBMITTED', days: 30 });
    expect(await balance('PAYABLE', world.staff[0].orgId)).toBe(-3000);
    expect(await balance('COST', world.lotId)).toBe(3000);
    const states =
      await world.sql`select state, count(*)::int as n from pass where org_id = ${world.staff[0].orgId} group by 1 order by 1`;
    expect([...states]).toEqual([
      { state: 'CLAIMED', n: 3 },
      { state: 'REDEEMED', n: 2 },
    ]);
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });

  it('is refused for a day that is not over, twice for one day, for nothing, and for somebody else', async () => {
    expect(await claimOf(world, 0, 10)).toMatchObject({ ok: false, refusal: 'CLAIMED_ALREADY' });
    expect(await claimOf(world, 0, 0)).toMatchObject({ ok: false, refusal: 'CUTOFF_NOT_OVER' });
    expect(await claimOf(world, 1, 10)).toMatchObject({ ok: false, refusal: 'NOTHING_TO_CLAIM' });
    expect(await claimOf(world, 0, 1, world.staff[1])).toMatchObject({ ok: false, refusal: 'ORGANISATION_NOT_FOUND' });
  });

  it('made twice at once is made once', async () => {
    await walkIn(world, { org: 1, count: 4 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => claimOf(world, 1, 9)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    // Two days at once: every redemption is in exactly one of them.
    await walkIn(world, { org: 1, count: 5, daysAgo: 30 });
    await Promise.all([claimOf(world, 1, 8), claimOf(world, 1, 7), claimOf(world, 1, 6)]);
    const [row] =
      await world.sql`select sum(lines)::int as n, sum(total_cents)::int as total from claim where org_id = ${world.staff[1].orgId}`;
    expect(row).toEqual({ n: 9, total: 9000 });
  });

  it('meets a late redemption and a reversal: each is in the claim or out of it, never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const holderId = await holderWithBooklet(world);
      const { txId } = await walkIn(world, { org: 2, count: 2, daysAgo: 20, holderId });
      await Promise.all([
        claimOf(world, 2, 15 - round),
        walkIn(world, { org: 2, count: 1, daysAgo: 20, holderId }),
        perform(world.services, reverseWalkIn, {
          actor: world.staff[2],
          opKey: world.services.newId(),
          input: { txId, reason: 'Encaissé pour une autre personne.' },
        }),
      ]);
      expect(await fresh.db.snapshot(reconcile)).toEqual([]);
    }
    const [both] =
      await world.sql`select count(*)::int as n from redemption where reversed_at is not null and claim_id is not null`;
    expect(both?.n).toBe(0);
  });

  it('holds what is in it: the venue can no longer reverse it', async () => {
    const { txId } = await walkIn(world, { org: 2, count: 1, daysAgo: 4 });
    await done(claimOf(world, 2, 3));
    const reversed = await perform(world.services, reverseWalkIn, {
      actor: world.staff[2],
      opKey: world.services.newId(),
      input: { txId, reason: 'Trop tard.' },
    });
    expect(reversed).toMatchObject({ ok: false, refusal: 'ALREADY_CLAIMED' });
  });

  it('is still made after the label has ended', async () => {
    await walkIn(world, { org: 2, count: 2, daysAgo: 3 });
    await world.sql`update org_label set ends_on = ${dayAgo(world, 2)} where org_id = ${world.staff[2].orgId}`;
    await done(claimOf(world, 2, 2));
    await world.sql`update org_label set ends_on = null where org_id = ${world.staff[2].orgId}`;
  });

  it('is made for all by the authority, or by the machine, once', async () => {
    await walkIn(world, { org: 0, count: 1, daysAgo: 2 });
    const all = (actor: Parameters<typeof perform>[2]['actor']) =>
      perform(world.services, submitAllClaims, {
        actor,
        opKey: world.services.newId(),
        input: { cutoff: dayAgo(world, 1) },
      });
    expect(await all({ role: 'SYSTEM', name: 'monthly-claims' })).toMatchObject({ ok: true, value: { claims: 1 } });
    expect(await all(world.authority)).toMatchObject({ ok: false, refusal: 'NOTHING_TO_CLAIM' });
    expect(await all(world.staff[0])).toMatchObject({ ok: false, refusal: 'NOT_ALLOWED' });
  });

  it('goes by Paris days: used at 23:30 in Paris on the last day is in, half past midnight is not', async () => {
    const at = (iso: string) => ({ ...onDay(world, 0), clock: { now: () => new Date(iso) } });
    const night: World = { ...world, services: at('2026-03-31T22:30:00Z') };
    await walkIn({ ...night, services: at('2026-03-31T21:30:00Z') }, { org: 0, count: 1, daysAgo: 0 });
    await walkIn(night, { org: 0, count: 1, daysAgo: 0 });
    const { claimId } = await done(
      perform(world.services, submitClaim, {
        actor: world.authority,
        opKey: world.services.newId(),
        input: { orgId: world.staff[0].orgId, cutoff: '2026-03-31' },
      }),
    );
    const [row] = await world.sql`select lines from claim where id = ${claimId}`;
    expect(row?.lines).toBe(1);
  });
});

describe('the database itself', () => {
  const refuses = (statement: Promise<unknown>, code: string) => expect(statement).rejects.toMatchObject({ code });

  it('refuses a claim whose total is not the sum of its lines', async () => {
    await refuses(
      world.sql`update claim set total_cents = total_cents + 1 where state = 'SUBMITTED' and lines > 0`,
      'PA007',
    );
    await refuses(
      world.sql`update redemption set refused_at = now(), claim_id = null where id = (select id from redemption where claim_id is not null limit 1)`,
      'PA007',
    );
  });

  it('refuses a claim approved with lines nobody approved, and edges that do not exist', async () => {
    const [one] = await world.sql`select id from claim where state = 'SUBMITTED' and lines > 0 limit 1`;
    await refuses(
      world.sql`update claim set state = 'APPROVED', approved_by = gen_random_uuid(), approved_at = now() where id = ${one?.id}`,
      'PA008',
    );
    await refuses(world.sql`update claim set state = 'PAID' where id = ${one?.id}`, 'PA008');
    await refuses(world.sql`update claim set cutoff = cutoff + 1 where id = ${one?.id}`, 'PA001');
  });

  it('refuses to edit the ledger in cents, to unbalance it, and to move a balance by hand', async () => {
    await refuses(world.sql`update money_entry set cents = cents + 1`, 'PA001');
    await refuses(world.sql`delete from money_transaction`, 'PA001');
    await refuses(world.sql`truncate money_entry`, 'PA001');
    await refuses(world.sql`update money_account set balance_cents = 0`, 'PA001');
    const lonely = world.sql.begin(async (sql) => {
      const [tx] =
        await sql`insert into money_transaction (id, kind, at, actor, op_key) values (gen_random_uuid(), 'CLAIM', now(), 'x', gen_random_uuid()) returning id`;
      await sql`insert into money_entry (tx_id, account_id, cents) select ${tx?.id}, id, 5 from money_account where kind = 'COST' limit 1`;
    });
    await refuses(lonely, 'PA006');
  });
});
