import type postgres from 'postgres';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { faultCode } from '#db/faults.ts';
import {
  buildWorld,
  done,
  holderWithBooklet,
  openSession,
  type SessionWish,
  type World,
} from '#tests/factories/world.ts';

/** Where a probe works: a small programme of its own, the owner's connection, and what probes ask again and again. */
export interface Stage {
  world: World;
  services: Services;
  url: string;
  sql: postgres.Sql;
  id(): string;
  /** Another person with a booklet of ten. */
  person(): Promise<string>;
  session(wish?: SessionWish): Promise<string>;
  /** A booking of one pass, in a session that begins in a minute. */
  booked(): Promise<Booked>;
  attended(): Promise<Booked>;
  walkedIn(): Promise<{ holderId: string; txId: string; passId: string }>;
  /** Ledger transaction for a statement that needs one: balanced, and harmless. */
  passesOf(holderId: string, count: number): Promise<string[]>;
  /** The SQLSTATE with which the database refuses these statements in one transaction, or null. */
  refusal(use: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<string | null>;
}

export interface Booked {
  holderId: string;
  bookingId: string;
  sessionId: string;
  passId: string;
}

export async function openStage(services: Services, url: string): Promise<{ stage: Stage; close(): Promise<void> }> {
  const world = await buildWorld({ services, url }, { booklets: 14 });
  const { sql } = world;
  const id = () => services.newId();
  const person = () => holderWithBooklet(world);
  const session = (wish: SessionWish = {}) => openSession(world, wish);
  const booked = async (): Promise<Booked> => {
    const holderId = await person();
    const sessionId = await session({ startsAt: new Date(Date.now() + 60_000) });
    const actor = { role: 'HOLDER', holderId } as const;
    const { bookingId } = await done(
      perform(services, bookForHolder, { actor, opKey: id(), input: { holderId, sessionId } }),
    );
    const [row] = await sql<{ pass_id: string }[]>`select pass_id from booking_pass where booking_id = ${bookingId}`;
    return { holderId, bookingId, sessionId, passId: row?.pass_id ?? '' };
  };
  const stage: Stage = {
    world,
    services,
    url,
    sql,
    id,
    person,
    session,
    booked,
    attended: async () => {
      const one = await booked();
      const input = { bookingId: one.bookingId, mark: 'PRESENT' };
      await done(perform(services, markAttendance, { actor: world.staff[0], opKey: id(), input }));
      return one;
    },
    walkedIn: async () => {
      const holderId = await person();
      const code = await services.db.read((tx) => printedHolderCode(tx, services.secrets, holderId));
      const input = { venueId: world.venueIds[0], code, count: 1 };
      const { txId } = await done(perform(services, redeemWalkIn, { actor: world.staff[0], opKey: id(), input }));
      const [row] = await sql<{ pass_id: string }[]>`select pass_id from redemption where tx_id = ${txId}`;
      return { holderId, txId, passId: row?.pass_id ?? '' };
    },
    passesOf: async (holderId, count) => {
      const rows = await sql<{ id: string }[]>`
        select id from pass where holder_id = ${holderId} and state = 'HELD' order by expires_on, id limit ${count}`;
      return rows.map((row) => row.id);
    },
    refusal: async (use) => {
      try {
        await sql.begin(use);
        return null;
      } catch (error) {
        return faultCode(error) ?? String(error);
      }
    },
  };
  return { stage, close: () => world.close() };
}

/** What a probe throws when the guard it watches is not there. */
export function expectEqual(found: unknown, expected: unknown, what: string): void {
  if (found !== expected) throw new Error(`${what}: expected ${String(expected)}, found ${String(found)}`);
}
