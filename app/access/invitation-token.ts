import { createHash } from 'node:crypto';
import type { Secrets } from '#app/platform/secrets.ts';

/**
 * The token of an invitation's link: 256 bits derived from the installation's key, so that the e-mail can
 * be written again while the database holds only a hash of it.
 */
export function invitationToken(secrets: Secrets, invitationId: string): string {
  return Buffer.from(secrets.hmac('invitation-token', invitationId)).toString('base64url');
}

/** What is stored of a token, and looked for when its link is opened. */
export function invitationTokenHash(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** The whole address of an invitation, under where people see the site. */
export function invitationLink(secrets: Secrets, origin: string, invitationId: string): string {
  return `${origin.replace(/\/$/, '')}/invitation/${invitationToken(secrets, invitationId)}`;
}
