import { type Address, addressKey, communeMiddle, type Placed } from '#app/sources/rules/geocoding.ts';
import {
  askAddresses,
  leaseAddresses,
  postponeAddress,
  postponeAll,
  readAddresses,
  type WaitingAddress,
  writeAnswer,
} from '#db/queries/geocoding.ts';
import type { GeocodeAnswer, Geocoder } from './geocoder.ts';
import type { Services } from './services.ts';

/**
 * Places a public address (a venue's, an office's): from the cache, else from the service, whose answer is
 * kept; else the middle of its commune (`precision: 'COMMUNE'`, to be said as « position approximative »);
 * null when even the commune is unknown here. For the address of a person, ask `Geocoder.locate`: it keeps nothing.
 */
export async function placeAddress(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  geocoder: Geocoder | null,
  address: Address,
): Promise<Placed | null> {
  const key = addressKey(address);
  const known = (await db.read((tx) => readAddresses(tx, [key]))).get(key);
  if (known?.state === 'EXACT') return known.place;
  if (geocoder === null || known?.state === 'AMBIGUOUS' || known?.state === 'NONE') return communeMiddle(address);
  const answer = await geocoder.locate(address);
  await db.transaction(async (tx) => {
    await askAddresses(tx, [address], clock.now());
    if (answer.kind !== 'BUSY' && answer.kind !== 'AWAY') await writeAnswer(tx, key, answer, clock.now());
  });
  return answer.kind === 'EXACT' ? answer.place : communeMiddle(address);
}

const BATCH = 50;
const LEASE_MS = 10 * 60_000;
/** 20 questions a second: well under the service's 50, which other programs of the house may share. */
const SPACING_MS = 50;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/**
 * Asks the service about one batch of waiting addresses, no faster than it allows, and returns those it
 * placed. A service that is busy or away stops the batch: what is left waits its turn.
 */
export async function geocodeDue(
  { db, clock, log }: Pick<Services, 'db' | 'clock' | 'log'>,
  geocoder: Geocoder,
  wait: (ms: number) => Promise<void> = sleep,
): Promise<string[]> {
  const now = clock.now();
  const leased = await db.transaction((tx) => leaseAddresses(tx, BATCH, now, later(now, LEASE_MS)));
  const placed: string[] = [];
  for (const [n, address] of leased.entries()) {
    if (n > 0) await wait(SPACING_MS);
    const answer = await geocoder.locate(address);
    await db.transaction((tx) => record(tx, address, answer, clock.now()));
    if (answer.kind === 'EXACT') placed.push(address.key);
    if (answer.kind === 'BUSY' || answer.kind === 'AWAY') {
      log.warn('geocoder', { outcome: answer.kind, left: leased.length - n });
      await giveBack(db, leased.slice(n + 1), answer, clock.now());
      break;
    }
  }
  return placed;
}

type Tx = Parameters<typeof writeAnswer>[0];

async function record(tx: Tx, address: WaitingAddress, answer: GeocodeAnswer, now: Date): Promise<void> {
  switch (answer.kind) {
    case 'BUSY':
      return postponeAll(tx, later(now, answer.retryAfterMs));
    case 'AWAY':
      return postponeAddress(tx, address.key, answer.error, later(now, pauseAfter(address.attempts)));
    default:
      return writeAnswer(tx, address.key, answer, now);
  }
}

/** What was leased and not asked waits again, without an attempt held against it in time. */
async function giveBack(
  db: Services['db'],
  left: readonly WaitingAddress[],
  answer: GeocodeAnswer,
  now: Date,
): Promise<void> {
  const until = later(now, answer.kind === 'BUSY' ? answer.retryAfterMs : FIRST_PAUSE_MS);
  await db.transaction(async (tx) => {
    for (const { key } of left) await postponeAddress(tx, key, answer.kind, until);
  });
}

/** A minute after the first failure, then twice as long each time, a day at most. */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 12));
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
