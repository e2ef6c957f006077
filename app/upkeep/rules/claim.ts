import { z } from 'zod';
import type { ClaimState } from './states.ts';

/** How long the link of a claim works. */
export const CLAIM_DAYS = 3;

const mailbox = z.email().max(200);

/** The published address a link may go to: the first that is one. Null when the venue publishes none. */
export function mailboxOf(emails: readonly string[]): string | null {
  for (const email of emails) {
    const read = mailbox.safeParse(email.trim().toLowerCase());
    if (read.success) return read.data;
  }
  return null;
}

export type ClaimFlaw =
  | 'PAGE_HELD'
  | 'NO_MAILBOX'
  | 'CLAIM_UNKNOWN'
  | 'CLAIM_ANSWERED'
  | 'CLAIM_EXPIRED'
  | 'ORG_LABELLED';

/** Whether a page may be claimed at all. */
export function heldFlaw(page: { orgId: string | null }): ClaimFlaw | null {
  return page.orgId === null ? null : 'PAGE_HELD';
}

export interface OpenedClaim {
  state: ClaimState;
  expiresAt: Date | null;
  orgId: string | null;
}

/** Why the link of a claim no longer gives the page, or null. The triggers and checks of `venue_claim` say the same. */
export function claimFlaw(claim: OpenedClaim | null, page: { orgId: string | null }, now: Date): ClaimFlaw | null {
  if (claim === null || claim.expiresAt === null) return 'CLAIM_UNKNOWN';
  if (claim.state !== 'OPEN') return 'CLAIM_ANSWERED';
  if (claim.expiresAt <= now) return 'CLAIM_EXPIRED';
  return heldFlaw(page);
}

/**
 * Whether a signed-in organisation may take one more page by the mailbox alone. One that the authority has
 * recognised may not: its label holds for all its venues, and where passes are taken is the authority's to say.
 */
export function joinFlaw(org: { labelled: boolean }): ClaimFlaw | null {
  return org.labelled ? 'ORG_LABELLED' : null;
}

/** The SIRET of a venue's `pivot`; null for what is none (producers write zeros when they do not know). */
export function siretOf(pivot: string | null): string | null {
  return pivot !== null && /^\d{14}$/.test(pivot) && !/^0+$/.test(pivot) ? pivot : null;
}

const name = z
  .string('Écrivez votre prénom et votre nom.')
  .trim()
  .min(1, 'Écrivez votre prénom et votre nom.')
  .max(80, 'C’est trop long : 80 caractères au plus.');
const organisation = z
  .string('Écrivez le nom de votre structure.')
  .trim()
  .min(2, 'Écrivez le nom de votre structure.')
  .max(120, 'C’est trop long : 120 caractères au plus.');

/** What somebody tells the authority who asks it for a page. */
export const askSchema = z.object({
  displayName: name,
  email: z
    .string('Écrivez votre adresse e-mail de travail.')
    .trim()
    .toLowerCase()
    .pipe(
      z.email('Cette adresse e-mail ne va pas. Exemple : nom@exemple.fr.').max(200, 'Cette adresse est trop longue.'),
    ),
  message: z
    .string('Dites en quelques mots ce que vous faites dans ce lieu.')
    .trim()
    .min(1, 'Dites en quelques mots ce que vous faites dans ce lieu.')
    .max(600, 'C’est trop long : 600 caractères au plus.'),
});

/** What somebody who has the link and no account fills in. */
export const takeSchema = z.object({
  displayName: name,
  organisation,
  password: z.string('Choisissez un mot de passe.').max(1000, 'Ce mot de passe est trop long.'),
});

/** The authority's answer. */
export const answerSchema = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('GRANT'), claimId: z.uuid() }),
  z.object({
    verdict: z.literal('REFUSE'),
    claimId: z.uuid(),
    reason: z
      .string('Dites pourquoi : la personne lira cette phrase.')
      .trim()
      .min(1, 'Dites pourquoi : la personne lira cette phrase.')
      .max(300, 'C’est trop long : 300 caractères au plus.'),
  }),
]);
