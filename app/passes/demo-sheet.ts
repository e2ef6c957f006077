import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { readFact } from '#db/queries/system-facts.ts';
import { voucherCodes } from './create-lot.ts';
import { dayWord } from './day-word.ts';
import { printedHolderCode } from './holder-code.ts';
import { printCode } from './rules/code.ts';

/**
 * The nonce of the demonstration's lots. A real lot's is random and lives in its form only; this one is
 * known, so that a voucher code can be shown. The codes still depend on the installation's key.
 */
export const DEMO_NONCE = '64656d6f6e7374726174696f6e000001';
export const DEMO_BOOKLET_SIZE = 10;

/** Under which names the seed leaves what the demonstration shows. */
export const DEMO_FACTS = { holder: 'demo-holder', booklet: 'demo-booklet', venue: 'demo-venue' } as const;

export interface DemoHolder {
  givenName: string;
  /** As printed on the ticket, "K7MR-4WXD". */
  code: string;
  birthYear: number;
}

/** The person of the demonstration whose pass anybody may open; null outside of a demonstration. */
export async function demoHolder({ db, env, secrets }: Services): Promise<DemoHolder | null> {
  if (!env.DEMO) return null;
  return db.read(async (tx) => {
    const holderId = await readFact(tx, DEMO_FACTS.holder);
    const person = holderId === null ? null : await findPersonForHolder(tx, holderId);
    const code = person === null ? null : await printedHolderCode(tx, secrets, person.id);
    return person === null || code === null ? null : { givenName: person.givenName, code, birthYear: person.birthYear };
  });
}

export interface DemoSheet {
  holder: DemoHolder;
  /** The second voucher of a booklet handed over and never used: a venue may redeem it. */
  voucherCode: string;
  /** The four digits shown today in the venue where that person is expected. */
  dayWord: string;
}

/** Every code that somebody who visits the demonstration may want to type; null outside of one. */
export async function demoSheet(services: Services): Promise<DemoSheet | null> {
  const { db, secrets, clock } = services;
  const holder = await demoHolder(services);
  const [serial, venueId] = await db.read(async (tx) => [
    await readFact(tx, DEMO_FACTS.booklet),
    await readFact(tx, DEMO_FACTS.venue),
  ]);
  const voucher = serial === null ? undefined : voucherCodes(secrets, DEMO_NONCE, serial, DEMO_BOOKLET_SIZE)[1];
  if (holder === null || voucher === undefined || venueId === null) return null;
  return { holder, voucherCode: printCode(voucher), dayWord: dayWord(secrets, venueId, parisDay(clock.now())) };
}
