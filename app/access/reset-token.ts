import { createHash } from 'node:crypto';
import type { Secrets } from '#app/platform/secrets.ts';

/** The token of a link that changes a password: derived as an invitation's is, so that no link is kept anywhere. */
export function resetToken(secrets: Secrets, resetId: string): string {
  return Buffer.from(secrets.hmac('password-reset-token', resetId)).toString('base64url');
}

export function resetTokenHash(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** The whole address, under where people see the site. */
export function resetLink(secrets: Secrets, origin: string, resetId: string): string {
  return `${origin.replace(/\/$/, '')}/mot-de-passe/${resetToken(secrets, resetId)}`;
}
