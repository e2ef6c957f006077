import { createHash } from 'node:crypto';
import { codeFromDigest, type ReadCode, readCode } from '#app/passes/rules/code.ts';
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

/** Signs of the code in a letter, check sign included: 49 bits, for it acts alone. */
const LETTER_CODE_LENGTH = 11;

/** The code that stands for the link in a letter, for who types: made from the installation's key, kept nowhere. */
export function letterCode(secrets: Secrets, requestId: string): string {
  return codeFromDigest(secrets.hmac('page-letter', requestId), LETTER_CODE_LENGTH);
}

/** What is stored of such a code, and looked for when it is typed. */
export function letterCodeHash(secrets: Secrets, code: string): Uint8Array {
  return secrets.hmac('page-letter-index', code);
}

/** Reads a code as somebody typed it. */
export function readLetterCode(typed: string): ReadCode {
  return readCode(typed, LETTER_CODE_LENGTH);
}

/** The whole address of such a link, under where people see the site. */
export function pageLink(secrets: Secrets, origin: string, link: PageLink, id: string): string {
  return `${origin.replace(/\/$/, '')}/${PATHS[link]}/${pageToken(secrets, link, id)}`;
}
