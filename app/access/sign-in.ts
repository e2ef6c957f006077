import type { Services } from '#app/platform/services.ts';
import { giveBackAttempt, takeAttempt } from '#db/queries/rate-limits.ts';
import { findAccount } from '#db/queries/sign-in.ts';
import { checkNobody, checkPassword } from './password.ts';

const TRIES_PER_ADDRESS = 30;
const TRIES_PER_ACCOUNT = 10;
const WINDOW_SECONDS = 15 * 60;

export type SignInAnswer =
  | { kind: 'SIGNED_IN'; userId: string }
  /** Unknown account and wrong password alike. */
  | { kind: 'WRONG' }
  | { kind: 'TOO_MANY'; retryAfterSeconds: number };

/** Checks an e-mail and a password; counts the tries by address and by account before looking. */
export async function signIn(
  services: Services,
  asked: { email: string; password: string; clientAddress: string },
): Promise<SignInAnswer> {
  const { db, clock } = services;
  const email = asked.email.trim().toLowerCase();
  const now = clock.now();
  const limits = [
    { subject: `sign-in:address:${asked.clientAddress}`, limit: TRIES_PER_ADDRESS },
    { subject: `sign-in:account:${email}`, limit: TRIES_PER_ACCOUNT },
  ];
  for (const { subject, limit } of limits) {
    const taken = await db.transaction((tx) => takeAttempt(tx, subject, limit, WINDOW_SECONDS, now));
    if (!taken.allowed) return { kind: 'TOO_MANY', retryAfterSeconds: taken.retryAfterSeconds };
  }
  const account = await db.read((tx) => findAccount(tx, email));
  const right =
    account === null ? await checkNobody(asked.password) : await checkPassword(account.passwordHash, asked.password);
  if (!right || account === null) return { kind: 'WRONG' };
  // A whole office signs in from one address at nine o'clock: only mistakes count.
  await db.transaction(async (tx) => {
    for (const { subject } of limits) await giveBackAttempt(tx, subject);
  });
  return { kind: 'SIGNED_IN', userId: account.id };
}
