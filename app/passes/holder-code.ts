import type { Secrets } from '#app/platform/secrets.ts';
import type { Tx } from '#db/client.ts';
import { findHolderCodeId } from '#db/queries/people.ts';
import { codeFromDigest, HOLDER_CODE_LENGTH, printCode } from './rules/code.ts';

/**
 * The code of a person as printed on every one of their tickets ("K7MR-4WXD"): derived from the
 * installation's key, so that a lost ticket can be printed again while the database holds only a
 * keyed hash. Null for a person without a code in force.
 */
export async function printedHolderCode(tx: Tx, secrets: Secrets, holderId: string): Promise<string | null> {
  const id = await findHolderCodeId(tx, holderId);
  return id === null ? null : printCode(codeFromDigest(secrets.hmac('holder-code', id), HOLDER_CODE_LENGTH));
}
