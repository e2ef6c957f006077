import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { queuePasswordReset } from '#db/queries/outbox.ts';
import {
  closeReset,
  findResetForUpdate,
  findResettable,
  replaceReset,
  setPassword,
} from '#db/queries/password-resets.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';
import { hashPassword } from './password.ts';
import { resetToken, resetTokenHash } from './reset-token.ts';
import { passwordFlaw } from './rules/password.ts';
import { askResetSchema, newPasswordSchema, RESET_MINUTES, resetFlaw } from './rules/password-reset.ts';

const ASKS_PER_ADDRESS = 20;
const ASKS_PER_ACCOUNT = 3;
const WINDOW_SECONDS = 60 * 60;

/**
 * Sends a link to an address that has a live account, and says nothing of whether it has: the answer is
 * the same for everybody. Value: nothing, for the same reason.
 */
export const askPasswordReset = intention({
  name: 'ask-password-reset',
  input: askResetSchema,
  may: 'password.reset',
  async run(tx, { email }, ctx) {
    const userId = await findResettable(tx, email);
    if (userId === null) return ok({});
    // A mailbox is not to be filled by strangers; its owner has the last link.
    const { allowed } = await takeAttempt(
      tx,
      `password-reset:account:${userId}`,
      ASKS_PER_ACCOUNT,
      WINDOW_SECONDS,
      ctx.now,
    );
    if (!allowed) return ok({});
    const id = ctx.newId();
    await replaceReset(tx, {
      id,
      userId,
      tokenHash: resetTokenHash(resetToken(ctx.secrets, id)),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + RESET_MINUTES * 60_000),
    });
    await queuePasswordReset(tx, ctx.newId(), id, ctx.now);
    return ok({});
  },
});

/** Whether one more question may come from this network address; else after how long. */
export function mayAskReset({ db, clock }: Services, clientAddress: string) {
  const subject = `password-reset:address:${clientAddress}`;
  return db.transaction((tx) => takeAttempt(tx, subject, ASKS_PER_ADDRESS, WINDOW_SECONDS, clock.now()));
}

/** Changes a password by the link sent, once, and closes every session opened with the old one. */
export const resetPassword = intention({
  name: 'reset-password',
  // The key's request hash covers the password; the token beside it, that nobody can guess, makes it no oracle.
  input: newPasswordSchema.extend({ token: z.string().max(200) }),
  may: 'password.reset',
  async run(tx, given, ctx) {
    const reset = await findResetForUpdate(tx, resetTokenHash(given.token));
    const flaw = resetFlaw(reset, ctx.now);
    if (flaw !== null || reset === null) return refuse(flaw ?? 'RESET_UNKNOWN');
    const weak = passwordFlaw(given.password, reset.email);
    if (weak !== null) return refuse(`PASSWORD_${weak}`);
    await setPassword(tx, reset.userId, await hashPassword(given.password));
    await closeReset(tx, reset.id, ctx.now);
    return ok({ userId: reset.userId });
  },
});
