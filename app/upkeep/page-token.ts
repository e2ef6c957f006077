import { createHash } from 'node:crypto';
import type { Secrets } from '#app/platform/secrets.ts';

/** What a link about a page opens: a claim, or a confirmation. */
export type PageLink = 'claim' | 'confirm';

/** French addresses of the two. */
const PATHS: Readonly<Record<PageLink, string>> = { claim: 'je-travaille-ici', confirm: 'ma-fiche-est-exacte' };

/**
 * The token of a link about a page: 256 bits derived from the installation's key, so that the message can be
 * written again while the database holds only a hash of it.
 */
export function pageToken(secrets: Secrets, link: PageLink, id: string): string {
  return Buffer.from(secrets.hmac('page-token', `${link}:${id}`)).toString('base64url');
}

/** What is stored of a token, and looked for when its link is opened. */
export function pageTokenHash(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** The whole address of such a link, under where people see the site. */
export function pageLink(secrets: Secrets, origin: string, link: PageLink, id: string): string {
  return `${origin.replace(/\/$/, '')}/${PATHS[link]}/${pageToken(secrets, link, id)}`;
}
