import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '#app/platform/services.ts';
import { findHolderByCodeAndBirthYear } from '#db/queries/people.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';
import { HOLDER_CODE_LENGTH, readCode } from './rules/code.ts';

/** A whole training room may try from one address. */
const PER_ADDRESS = { limit: 30, seconds: 600 };
/** Whoever found a ticket and tries the years one after the other. */
const PER_CODE = { limit: 8, seconds: 3600 };
const PER_CODE_AND_DAY = { limit: 15, seconds: 86_400 };
/** Every answer that looked something up takes this long at least: its duration says nothing of what was found. */
const FLOOR_MS = 250;

export type PassOpening =
  | { kind: 'OPEN'; holderId: string }
  /** The check sign does not match: a copying error, found without looking anything up. */
  | { kind: 'MISTYPED' }
  /** No such code, or another year: one answer for both. */
  | { kind: 'UNKNOWN' }
  | { kind: 'TOO_MANY'; retryAfterSeconds: number };

type Needed = Pick<Services, 'db' | 'clock' | 'secrets'>;

/** Whom a ticket's code and a year of birth stand for. Every try counts, for its address and for its code. */
export async function openPass(
  services: Needed,
  tried: { code: string; birthYear: number; address: string },
): Promise<PassOpening> {
  const refused = await count(services, [{ subject: `open-pass:address:${tried.address}`, ...PER_ADDRESS }]);
  if (refused !== null) return refused;
  const read = readCode(tried.code, HOLDER_CODE_LENGTH);
  if (read.kind !== 'code') return { kind: 'MISTYPED' };
  const [opening] = await Promise.all([lookUp(services, read.code, tried.birthYear), pause(FLOOR_MS)]);
  return opening;
}

async function lookUp(services: Needed, code: string, birthYear: number): Promise<PassOpening> {
  // Codes that do not exist are counted like the others: to be told "too many" says nothing of them.
  const refused = await count(services, [
    { subject: `open-pass:code:${code}`, ...PER_CODE },
    { subject: `open-pass:code-and-day:${code}`, ...PER_CODE_AND_DAY },
  ]);
  if (refused !== null) return refused;
  const codeHmac = services.secrets.index('holder-code-index', code);
  const holderId = await services.db.read((tx) => findHolderByCodeAndBirthYear(tx, codeHmac, birthYear));
  return holderId === null ? { kind: 'UNKNOWN' } : { kind: 'OPEN', holderId };
}

interface Limit {
  subject: string;
  limit: number;
  seconds: number;
}

async function count({ db, clock }: Needed, limits: readonly Limit[]): Promise<PassOpening | null> {
  const now = clock.now();
  const attempts = await db.transaction(async (tx) => {
    const taken = [];
    for (const { subject, limit, seconds } of limits) taken.push(await takeAttempt(tx, subject, limit, seconds, now));
    return taken;
  });
  const retryAfterSeconds = Math.max(...attempts.map((attempt) => attempt.retryAfterSeconds));
  return attempts.every(({ allowed }) => allowed) ? null : { kind: 'TOO_MANY', retryAfterSeconds };
}
