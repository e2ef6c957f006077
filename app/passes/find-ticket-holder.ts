import type { Services } from '#app/platform/services.ts';
import { findHolderByCode } from '#db/queries/people.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';
import { HOLDER_CODE_LENGTH, printCode, readCode } from './rules/code.ts';

/** Enough for a venue that scans the tickets of a full room, far too few to guess one. */
const PER_ADDRESS = { limit: 60, seconds: 600 };

export type TicketHolder =
  | { kind: 'FOUND'; holderId: string; printedCode: string }
  | { kind: 'UNKNOWN' }
  | { kind: 'TOO_MANY'; retryAfterSeconds: number };

/** The person a ticket's code belongs to, for the page the ticket's drawing leads to. */
export async function findTicketHolder(
  { db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
  tried: { code: string; address: string },
): Promise<TicketHolder> {
  const subject = `ticket:address:${tried.address}`;
  const attempt = await db.transaction((tx) =>
    takeAttempt(tx, subject, PER_ADDRESS.limit, PER_ADDRESS.seconds, clock.now()),
  );
  if (!attempt.allowed) return { kind: 'TOO_MANY', retryAfterSeconds: attempt.retryAfterSeconds };
  const read = readCode(tried.code, HOLDER_CODE_LENGTH);
  if (read.kind !== 'code') return { kind: 'UNKNOWN' };
  const holderId = await db.read((tx) => findHolderByCode(tx, secrets.index('holder-code-index', read.code)));
  return holderId === null ? { kind: 'UNKNOWN' } : { kind: 'FOUND', holderId, printedCode: printCode(read.code) };
}
