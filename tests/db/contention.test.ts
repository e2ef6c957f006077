import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import {
  buildWorld,
  done,
  holderWithBooklet,
  nextBooklet,
  openSession,
  somebody,
  type World,
} from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase({ env: { DATABASE_POOL: '40' } });
  world = await buildWorld(fresh, { booklets: 130 });
});
afterEach(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const key = () => world.services.newId();
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

/** How many of each answer. */
function tally(outcomes: ({ ok: true } | { ok: false; refusal: string })[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name = outcome.ok ? 'OK' : outcome.refusal;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

async function holders(n: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < n; i += 1) ids.push(await holderWithBooklet(world));
  return ids;
}

const book = (holderId: string, sessionId: string, opKey = key()) =>
  perform(world.services, bookForHolder, {
    actor: { role: 'HOLDER', holderId },
    opKey,
    input: { holderId, sessionId },
  });

describe('seats', () => {
  it('sells the last five seats to five of forty, and refuses the others politely', async () => {
    const sessionId = await openSession(world, { capacity: 5 });
    const people = await holders(40);
    const answers = tally(await Promise.all(people.map((holderId) => book(holderId, sessionId))));
    expect(answers).toEqual({ OK: 5, SESSION_FULL: 35 });
  });

  it('refuses nobody when twelve want the twelve seats of an empty session', async () => {
    const sessionId = await openSession(world, { capacity: 12 });
    const people = await holders(12);
    expect(tally(await Promise.all(people.map((holderId) => book(holderId, sessionId))))).toEqual({ OK: 12 });
  });

  it('makes one booking of ten clicks under one key, and answers all ten alike', async () => {
    const sessionId = await openSession(world);
    const [holderId = ''] = await holders(1);
    const opKey = key();
    const answers = await Promise.all(times(10, () => book(holderId, sessionId, opKey)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.bookingId : answer.refusal))).size).toBe(1);
    expect(tally(answers)).toEqual({ OK: 10 });
  });

  it('refuses the same key with another body', async () => {
    const [holderId = ''] = await holders(1);
    const opKey = key();
    await done(book(holderId, await openSession(world), opKey));
    const second = await book(holderId, await openSession(world), opKey);
    expect(second).toMatchObject({ ok: false, refusal: 'KEY_REUSED' });
  });

  it('books the same person once in a session, whatever the keys', async () => {
    const sessionId = await openSession(world);
    const [holderId = ''] = await holders(1);
    const answers = tally(await Promise.all(times(8, () => book(holderId, sessionId))));
    expect(answers).toEqual({ OK: 1, ALREADY_BOOKED: 7 });
  });

  it('lets the whole referral win or leave nothing: forty agents, the last five seats', async () => {
    const sessionId = await openSession(world, { capacity: 5 });
    const rows = await world.sql<{ id: string }[]>`
      select b.id from booklet b where b.partner_id = ${world.agents[0].partnerId}
        and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED') limit 40`;
    const [before] = await world.sql<{ n: number }[]>`select count(*)::int as n from pii.person`;
    const answers = await Promise.all(
      rows.map((row) =>
        perform(world.services, referPerson, {
          actor: world.agents[0],
          opKey: key(),
          input: { person: somebody(), bookletId: row.id, sessionId },
        }),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 5, SESSION_FULL: 35 });
    const [after] = await world.sql<{ n: number }[]>`select count(*)::int as n from pii.person`;
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(5);
  });
});

describe('passes', () => {
  it('gives one booklet to one of ten people', async () => {
    const bookletId = await nextBooklet(world);
    const answers = await Promise.all(
      times(10, () =>
        perform(world.services, referPerson, {
          actor: world.agents[0],
          opKey: key(),
          input: { person: somebody(), bookletId, sessionId: null },
        }),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 1, BOOKLET_GONE: 9 });
  });

  it('redeems one voucher once, on twelve devices of three organisations; the losers learn where', async () => {
    const bookletId = await nextBooklet(world);
    await done(
      perform(world.services, referPerson, {
        actor: world.agents[0],
        opKey: key(),
        input: { person: somebody(), bookletId, sessionId: null },
      }),
    );
    const [row] = await world.sql<{ serial: string }[]>`select serial from booklet where id = ${bookletId}`;
    const code = voucherCodes(world.services.secrets, world.nonce, row?.serial ?? '', 10)[0] ?? '';
    const answers = await Promise.all(
      times(12, (i) => {
        const org = (i % 3) as 0 | 1 | 2;
        return perform(world.services, redeemWalkIn, {
          actor: world.staff[org],
          opKey: key(),
          input: { venueId: world.venueIds[org], code, count: 1 },
        });
      }),
    );
    expect(tally(answers)).toEqual({ OK: 1, PASS_USED: 11 });
    const losers = answers.filter((answer) => !answer.ok);
    expect(losers.every((answer) => !answer.ok && typeof answer.facts.where === 'string')).toBe(true);
  });

  it('does not spend the last passes on two sessions', async () => {
    const [holderId = ''] = await holders(1);
    const far = (days: number) => new Date(world.services.clock.now().getTime() + days * 86_400_000);
    const [one, two] = [
      await openSession(world, { pricePasses: 6, startsAt: far(4) }),
      await openSession(world, { pricePasses: 6, startsAt: far(5) }),
    ];
    expect(tally(await Promise.all([book(holderId, one), book(holderId, two)]))).toEqual({
      OK: 1,
      NOT_ENOUGH_PASSES: 1,
    });
  });

  it('lets the same passes be reserved by a booking or used by a walk-in, never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [holderId = ''] = await holders(1);
      const sessionId = await openSession(world, { pricePasses: 6 });
      const [row] = await world.sql<{ serial: string }[]>`
        select b.serial from booklet b join pass p on p.booklet_id = b.id where p.holder_id = ${holderId} limit 1`;
      const codes = voucherCodes(world.services.secrets, world.nonce, row?.serial ?? '', 10);
      await Promise.all([
        book(holderId, sessionId),
        ...codes.map((code) =>
          perform(world.services, redeemWalkIn, {
            actor: world.staff[1],
            opKey: key(),
            input: { venueId: world.venueIds[1], code, count: 1 },
          }),
        ),
      ]);
    }
  });
});

describe('one booking, two acts', () => {
  const today = () => new Date(Math.max(world.services.clock.now().getTime() + 1000, 0));

  it('has one winner between a cancellation and a presence', async () => {
    for (let round = 0; round < 15; round += 1) {
      const [holderId = ''] = await holders(1);
      const sessionId = await openSession(world, { startsAt: new Date(today().getTime() + 60_000) });
      const { bookingId } = await done(book(holderId, sessionId));
      const answers = await Promise.all([
        perform(world.services, cancelBooking, {
          actor: { role: 'HOLDER', holderId },
          opKey: key(),
          input: { bookingId },
        }),
        perform(world.services, markAttendance, {
          actor: world.staff[0],
          opKey: key(),
          input: { bookingId, mark: 'PRESENT' },
        }),
      ]);
      expect(tally(answers)).toEqual({ OK: 1, BOOKING_CLOSED: 1 });
    }
  });

  it('lets one of two moves of a booking win', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [holderId = ''] = await holders(1);
      const { bookingId } = await done(book(holderId, await openSession(world)));
      const targets = [await openSession(world), await openSession(world)];
      const answers = await Promise.all(
        targets.map((sessionId) =>
          perform(world.services, moveBooking, {
            actor: { role: 'HOLDER', holderId },
            opKey: key(),
            input: { bookingId, sessionId },
          }),
        ),
      );
      expect(tally(answers)).toEqual({ OK: 1, BOOKING_CLOSED: 1 });
    }
  });

  it('marks, undoes and marks again without losing a pass', async () => {
    const [holderId = ''] = await holders(1);
    const sessionId = await openSession(world, { startsAt: new Date(today().getTime() + 60_000), pricePasses: 2 });
    const { bookingId } = await done(book(holderId, sessionId));
    for (const mark of ['PRESENT', 'UNDO', 'ABSENT', 'UNDO', 'EXCUSED', 'UNDO', 'PRESENT'] as const) {
      await done(
        perform(world.services, markAttendance, { actor: world.staff[0], opKey: key(), input: { bookingId, mark } }),
      );
    }
    const states = await world.sql<{ state: string; n: number }[]>`
      select state, count(*)::int as n from pass where holder_id = ${holderId} group by state order by state`;
    expect(states.map((row) => [row.state, row.n])).toEqual([
      ['HELD', 8],
      ['REDEEMED', 2],
    ]);
  });
});
