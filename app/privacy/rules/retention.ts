import { z } from 'zod';

/** What is kept for a time only, and then goes by itself. */
export const KEPT = ['IDENTITY', 'MESSAGE', 'INVITATION', 'SESSION', 'PAGE_CONTACT'] as const;
export type Kept = (typeof KEPT)[number];

/** A duration as the authority has set it, with the reason for it in law, in words. */
export interface RetentionRule {
  what: Kept;
  months: number;
  basis: string;
}

/** From a month to ten years: beyond, nothing of it would be "no longer than necessary" (RGPD, article 5.1.e). */
export const MONTHS_MIN = 1;
export const MONTHS_MAX = 120;

const wrong = `Écrivez un nombre de mois, de ${MONTHS_MIN} à ${MONTHS_MAX}.`;

/** How long, as it is asked. */
export const months = z.number(wrong).int(wrong).min(MONTHS_MIN, wrong).max(MONTHS_MAX, wrong);
