import type { Services } from '#app/platform/services.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';
import { findRequestByCode } from '#db/queries/upkeep/confirmations.ts';
import { sayWait } from './count-tries.ts';
import { letterCodeHash, pageToken, readLetterCode } from './page-token.ts';

const TRIES = 10;
const HOUR_SECONDS = 3600;

export type LetterOpened = { ok: true; token: string } | { ok: false; sentence: string };

/**
 * The link for which the code of a letter stands, for somebody who types it. Tries are counted by address; those of a
 * code that cannot be one are not: its check sign already says it.
 */
export async function openLetter(services: Services, typed: string, clientAddress: string): Promise<LetterOpened> {
  const read = readLetterCode(typed);
  if (read.kind === 'wrong-length')
    return { ok: false, sentence: 'Le code de la lettre a 11 lettres et chiffres. Recopiez-le en entier.' };
  if (read.kind === 'mistyped')
    return { ok: false, sentence: 'Une lettre ou un chiffre n’est pas le bon. Recopiez le code de la lettre.' };
  const { db, clock, secrets } = services;
  const subject = `page-letter:address:${clientAddress}`;
  const taken = await db.transaction((tx) => takeAttempt(tx, subject, TRIES, HOUR_SECONDS, clock.now()));
  if (!taken.allowed) return { ok: false, sentence: sayWait(taken.retryAfterSeconds) };
  const id = await db.read((tx) => findRequestByCode(tx, letterCodeHash(secrets, read.code)));
  if (id === null) return { ok: false, sentence: 'Aucune lettre n’a ce code. Vérifiez-le sur la lettre.' };
  return { ok: true, token: pageToken(secrets, 'confirm', id) };
}
