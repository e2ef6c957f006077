import type { Services } from '#app/platform/services.ts';
import { findPasswordHash, writeConfirmation } from '#db/queries/confirmations.ts';
import { giveBackAttempt, takeAttempt } from '#db/queries/rate-limits.ts';
import { checkPassword } from './password.ts';
import { actorRef, type ProfessionalActor } from './rules/actor.ts';
import { CONFIRM_WRONG, sayTooManyTries } from './texts.fr.ts';

const TRIES_PER_ADDRESS = 30;
const TRIES_PER_ACCOUNT = 10;
const WINDOW_SECONDS = 15 * 60;

/** What is asked again: the password of who is signed in, for the act that this key will carry out. */
interface Asked {
  actor: ProfessionalActor;
  opKey: string;
  password: string;
  clientAddress: string;
}

/**
 * Asks somebody who is signed in for their password again, just before an act that moves money (OWASP ASVS 5, 6.5 and
 * 7.5): a browser left open must not be enough. Counted like sign-in; right or wrong, the audit says so. Returns a French
 * sentence when it is refused, null when the act of `opKey` may go on (`isConfirmed`, within five minutes).
 */
export async function confirmIdentity(services: Services, asked: Asked): Promise<string | null> {
  const { db, clock } = services;
  const { actor, opKey } = asked;
  const now = clock.now();
  const limits = [
    { subject: `confirm:address:${asked.clientAddress}`, limit: TRIES_PER_ADDRESS },
    { subject: `confirm:account:${actor.userId}`, limit: TRIES_PER_ACCOUNT },
  ];
  for (const { subject, limit } of limits) {
    const taken = await db.transaction((tx) => takeAttempt(tx, subject, limit, WINDOW_SECONDS, now));
    if (!taken.allowed) return sayTooManyTries(taken.retryAfterSeconds);
  }
  const hash = await db.read((tx) => findPasswordHash(tx, actor.userId));
  const right = hash !== null && (await checkPassword(hash, asked.password));
  await db.transaction(async (tx) => {
    await writeConfirmation(tx, {
      id: services.newId(),
      opKey,
      userId: actor.userId,
      actor: actorRef(actor),
      right,
      now,
    });
    if (right) for (const { subject } of limits) await giveBackAttempt(tx, subject);
  });
  return right ? null : CONFIRM_WRONG;
}
