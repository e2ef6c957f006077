import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { lockFreeBooklets } from '#db/queries/allocations.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { done, nextBooklet, somebody } from '#tests/factories/world.ts';
import { act, stamp } from './money-stage.ts';
import { expectEqual, type Stage } from './stage.ts';

/** Each watches one guard from outside: it resolves when the guard stands, and throws when it does not. */
export const PROBES = {
  'a booking on passes just used elsewhere': (stage) => bookBehind(stage, 'PASSES_GONE', { taken: true }),
  'a booking in a session just full': (stage) => bookBehind(stage, 'SEAT_GONE', { capacity: 0 }),
  'a booking in a session just cancelled': (stage) => bookBehind(stage, 'SEAT_GONE', { cancelled: true }),
  'a booking in a session just begun': (stage) => bookBehind(stage, 'SEAT_GONE', { startsInMs: -60_000 }),
  'a booking at a price just changed': (stage) => bookBehind(stage, 'SEAT_GONE', { price: 2 }),
  'a booking cancelled twice': async (stage) => {
    const { bookingId } = await stage.booked();
    const release = () => act(stage, `act_release('${bookingId}', 'CANCELLED', 'HOLDER', null, ${stamp(stage)})`);
    expectEqual(await release(), 'OK', 'first');
    expectEqual(await release(), 'NOT_CONFIRMED', 'second');
  },
  'a presence marked twice': async (stage) => {
    const { bookingId } = await stage.attended();
    expectEqual(await act(stage, `act_attend('${bookingId}', 'VENUE', ${stamp(stage)})`), 'NOT_CONFIRMED', 'second');
  },
  'a presence taken back after the claim': async (stage) => {
    const { bookingId, passId } = await stage.attended();
    await claim(stage, passId);
    const answer = await act(stage, `act_unattend('${bookingId}', 'x', '${stage.id()}', ${stamp(stage)})`);
    expectEqual(answer, 'CLAIMED', 'taken back');
  },
  'a walk-in taken back after the claim': async (stage) => {
    const { txId, passId } = await stage.walkedIn();
    await claim(stage, passId);
    const org = stage.world.staff[0].orgId;
    expectEqual(
      await act(stage, `act_reverse_walk_in('${txId}', '${org}', 'x', ${stamp(stage)})`),
      'CLAIMED',
      'taken back',
    );
  },
  'a walk-in taken back by another venue': async (stage) => {
    const { txId } = await stage.walkedIn();
    const org = stage.world.staff[1].orgId;
    expectEqual(
      await act(stage, `act_reverse_walk_in('${txId}', '${org}', 'x', ${stamp(stage)})`),
      'NOT_FOUND',
      'taken back',
    );
  },
  'a walk-in on a pass just used': async (stage) => {
    const { holderId, passId } = await stage.walkedIn();
    expectEqual(await walkIn(stage, holderId, passId, '2026-01-01'), 'PASSES_GONE', 'walk-in');
  },
  'a walk-in on the day after the last': async (stage) => {
    const holderId = await stage.person();
    const [passId = ''] = await stage.passesOf(holderId, 1);
    expectEqual(await walkIn(stage, holderId, passId, '2100-01-01'), 'PASSES_GONE', 'walk-in');
  },
  'a walk-in on somebody else’s pass': async (stage) => {
    const [one, two] = [await stage.person(), await stage.person()];
    const [passId = ''] = await stage.passesOf(one, 1);
    expectEqual(await walkIn(stage, two, passId, '2026-01-01'), 'PASSES_GONE', 'walk-in');
  },
  'another partner’s booklet': async (stage) => {
    const bookletId = await nextBooklet(stage.world);
    const input = { person: somebody(), bookletId, sessionId: null };
    const answer = await perform(stage.services, referPerson, {
      actor: stage.world.agents[1],
      opKey: stage.id(),
      input,
    });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'BOOKLET_GONE', 'hand-over');
  },
  'one key, many times at once': async (stage) => {
    const holderId = await stage.person();
    const code = await stage.services.db.read((tx) => printedHolderCode(tx, stage.services.secrets, holderId));
    const attempt = {
      actor: stage.world.staff[0],
      opKey: stage.id(),
      input: { venueId: stage.world.venueIds[0], code, count: 1 },
    };
    const answers = await Promise.all(Array.from({ length: 6 }, () => perform(stage.services, redeemWalkIn, attempt)));
    expectEqual(new Set(answers.map((a) => (a.ok ? a.value.txId : a.refusal))).size, 1, 'different answers');
    const [row] = await stage.sql<
      { n: number }[]
    >`select count(*)::int as n from redemption where holder_id = ${holderId}`;
    expectEqual(row?.n, 1, 'passes used');
  },
  'one key, another body': async (stage) => {
    const { holderId, sessionId } = await stage.booked();
    const other = await stage.session();
    const opKey = stage.id();
    const actor = { role: 'HOLDER', holderId } as const;
    const ask = (session: string) =>
      perform(stage.services, bookForHolder, { actor, opKey, input: { holderId, sessionId: session } });
    const first = await ask(other);
    expectEqual(first.ok, true, 'first');
    const second = await ask(sessionId);
    expectEqual(second.ok ? 'OK' : second.refusal, 'KEY_REUSED', 'second');
  },
  'one key, somebody else': async (stage) => {
    const { holderId } = await stage.booked();
    const sessionId = await stage.session();
    const input = { holderId, sessionId };
    const opKey = stage.id();
    await done(perform(stage.services, bookForHolder, { actor: { role: 'HOLDER', holderId }, opKey, input }));
    const answer = await perform(stage.services, bookForHolder, { actor: stage.world.agents[0], opKey, input });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'KEY_REUSED', 'somebody else');
  },
  'a refusal leaves nothing': async (stage) => {
    const sessionId = await stage.session({ startsAt: new Date(Date.now() - 60_000) });
    const input = { person: somebody(), bookletId: await nextBooklet(stage.world), sessionId };
    const people = async () => (await stage.sql<{ n: number }[]>`select count(*)::int as n from holder`)[0]?.n;
    const before = await people();
    const answer = await perform(stage.services, referPerson, {
      actor: stage.world.agents[0],
      opKey: stage.id(),
      input,
    });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'SESSION_STARTED', 'refer');
    expectEqual(await people(), before, 'people written');
  },
  'another partner’s person': async (stage) => {
    const { bookingId } = await stage.booked();
    const attempt = { actor: stage.world.agents[1], opKey: stage.id(), input: { bookingId } };
    const answer = await perform(stage.services, cancelBooking, attempt);
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'BOOKING_NOT_FOUND', 'cancel');
  },
  'a partner whose access is closed': async (stage) => {
    await stage.sql`update partner set revoked_at = now() where id = ${stage.world.agents[0].partnerId}`;
    const input = { person: somebody(), bookletId: await nextBooklet(stage.world), sessionId: null };
    const answer = await perform(stage.services, referPerson, {
      actor: stage.world.agents[0],
      opKey: stage.id(),
      input,
    });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'PARTNER_REVOKED', 'refer');
  },
  'a revocation that waits for the act under way': (stage) => {
    const { partnerId, membershipId } = stage.world.agents[0];
    return waits(
      stage,
      (tx) => holdPartner(tx, partnerId, membershipId),
      `update partner set revoked_at = now() where id = '${partnerId}'`,
    );
  },
  'two acts for one person take turns': async (stage) => {
    const holderId = await stage.person();
    const { lockHolder } = await import('#db/queries/booking.ts');
    await waits(stage, (tx) => lockHolder(tx, holderId, new Date()), `select lock_wallet('${holderId}', now())`);
  },
  'two allocations share a stock without waiting': async (stage) => {
    const stock = { partnerId: null, lotId: stage.world.lotId };
    await stage.services.db.transaction(async (tx) => {
      const first = await lockFreeBooklets(tx, stock, 2);
      expectEqual(first.length, 2, 'first');
      await stage.services.db.transaction(async (other) => {
        const { sql } = await import('drizzle-orm');
        await other.execute(sql`set local lock_timeout = '300ms'`);
        expectEqual((await lockFreeBooklets(other, stock, 2)).length, 2, 'second');
      });
    });
  },
  'two people swap sessions without a deadlock': swap,
  'everything agrees after an ordinary day': async (stage) => {
    const { bookingId } = await stage.booked();
    await stage.attended();
    await stage.walkedIn();
    expectEqual(
      await act(stage, `act_release('${bookingId}', 'CANCELLED', 'HOLDER', null, ${stamp(stage)})`),
      'OK',
      'cancel',
    );
    const differences = await stage.services.db.snapshot(reconcile);
    expectEqual(differences.length, 0, differences[0]?.check ?? 'differences');
  },
} as const satisfies Record<string, (stage: Stage) => Promise<void>>;

async function bookBehind(
  stage: Stage,
  expected: string,
  change: { taken?: boolean; capacity?: number; cancelled?: boolean; startsInMs?: number; price?: number },
): Promise<void> {
  const holderId = change.taken === true ? (await stage.booked()).holderId : await stage.person();
  const startsAt = new Date(Date.now() + (change.startsInMs ?? 86_400_000));
  const sessionId = await stage.session({ startsAt, pricePasses: change.price ?? 1, capacity: 1 });
  if (change.cancelled === true)
    await stage.sql`update session set state = 'CANCELLED', cancel_reason = 'x', cancelled_at = now() where id = ${sessionId}`;
  if (change.capacity === 0) {
    const other = await stage.person();
    await done(
      perform(stage.services, bookForHolder, {
        actor: { role: 'HOLDER', holderId: other },
        opKey: stage.id(),
        input: { holderId: other, sessionId },
      }),
    );
  }
  const [held = ''] = await stage.passesOf(holderId, 1);
  const [reserved] = await stage.sql<
    { id: string }[]
  >`select id from pass where holder_id = ${holderId} and state = 'RESERVED'`;
  const passId = change.taken === true ? (reserved?.id ?? '') : held;
  const answer = await act(
    stage,
    `act_book('${stage.id()}', '${sessionId}', '${holderId}', array['${passId}']::uuid[], null, null, ${stamp(stage)})`,
  );
  expectEqual(answer, expected, 'booking');
}

function walkIn(stage: Stage, holderId: string, passId: string, today: string): Promise<string> {
  const { orgId } = stage.world.staff[0];
  return act(
    stage,
    `act_walk_in(array['${passId}']::uuid[], '${holderId}', '${orgId}', '${stage.world.venueIds[0]}', '${today}', '${today}', ${stamp(stage)})`,
  );
}

async function claim(stage: Stage, passId: string): Promise<void> {
  const id = stage.id();
  await stage.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update redemption set claim_id = ${id} where pass_id = ${passId}`;
  });
}

/** While one transaction holds something, another's statement must wait, whatever it is. */
export async function waits(
  stage: Stage,
  hold: (tx: Parameters<typeof holdPartner>[0]) => Promise<unknown>,
  other: string,
): Promise<void> {
  await stage.services.db.transaction(async (tx) => {
    await hold(tx);
    const code = await stage.refusal(async (sql) => {
      await sql.unsafe(`set local lock_timeout = '300ms'`);
      await sql.unsafe(other);
    });
    expectEqual(code, '55P03', 'the other');
  });
}

const SWAPS = 12;

async function swap(stage: Stage): Promise<void> {
  let contentions = 0;
  const log = {
    ...stage.services.log,
    warn: () => {
      contentions += 1;
    },
  };
  const services = { ...stage.services, log };
  const at = (n: number) => new Date(Date.now() + n * 86_400_000);
  const sessions = [await stage.session({ startsAt: at(1) }), await stage.session({ startsAt: at(2) })];
  const people = [await stage.person(), await stage.person()];
  const bookings: string[] = [];
  for (const [i, holderId] of people.entries()) {
    const actor = { role: 'HOLDER', holderId } as const;
    const input = { holderId, sessionId: sessions[i] };
    bookings.push((await done(perform(services, bookForHolder, { actor, opKey: stage.id(), input }))).bookingId);
  }
  for (let turn = 1; turn <= SWAPS; turn += 1) {
    const moved = await Promise.all(
      people.map((holderId, i) => {
        const input = { bookingId: bookings[i], sessionId: sessions[(i + turn) % 2] };
        return done(perform(services, moveBooking, { actor: { role: 'HOLDER', holderId }, opKey: stage.id(), input }));
      }),
    );
    moved.forEach(({ bookingId }, i) => {
      bookings[i] = bookingId;
    });
  }
  expectEqual(contentions, 0, 'deadlocks');
}
