import { HOLDER_CODE_LENGTH, plainVoucherCode, readCode, VOUCHER_CODE_LENGTH } from '#app/passes/rules/code.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { findHolderByPassCode, findHolderBySerial, findHoldersNamed, insertLookup } from '#db/queries/lookups.ts';
import { findHolderByCode } from '#db/queries/people.ts';
import { FOUND_AT_MOST, lookupSchema } from './rules/lookup.ts';

/**
 * The authority looks for the person who asked it for their data, or for their erasure (RGPD, articles 15 and 17): by the
 * serial or the code of a paper, or by name and year of birth, and says why. Written down for good, with who was found.
 * Value: the look-up, which opens these identities to who made it, for an hour.
 */
export const lookUpPerson = intention({
  name: 'look-up-person',
  input: lookupSchema,
  may: 'person.answer',
  async run(tx, { reason, paper, name, birthYear }, ctx) {
    const holderIds =
      paper !== undefined
        ? await byPaper(tx, paper, ctx)
        : await findHoldersNamed(tx, name ?? '', birthYear ?? 0, FOUND_AT_MOST + 1);
    if (holderIds.length === 0) return refuse('NOBODY_FOUND');
    if (holderIds.length > FOUND_AT_MOST) return refuse('TOO_MANY_FOUND');
    const lookupId = ctx.newId();
    const how = paper !== undefined ? ('PAPER' as const) : ('NAME' as const);
    await insertLookup(tx, { id: lookupId, by: ctx.actor.userId, reason, how, holderIds, now: ctx.now });
    return ok({ lookupId, holderIds });
  },
});

/** A person's code, a voucher's code, or a booklet's serial: each has its own length. */
async function byPaper(tx: Tx, typed: string, ctx: IntentionContext): Promise<string[]> {
  const of = (found: string | null) => (found === null ? [] : [found]);
  const person = readCode(typed, HOLDER_CODE_LENGTH);
  if (person.kind === 'code') {
    const found = await findHolderByCode(tx, ctx.secrets.index('holder-code-index', person.code));
    if (found !== null) return [found];
  }
  const voucher = readCode(typed, VOUCHER_CODE_LENGTH);
  const code = voucher.kind === 'code' ? voucher.code : plainVoucherCode(typed);
  if (code !== null) {
    const found = await findHolderByPassCode(tx, ctx.secrets.index('pass-code-index', code));
    if (found !== null) return [found];
  }
  return of(await findHolderBySerial(tx, typed));
}
