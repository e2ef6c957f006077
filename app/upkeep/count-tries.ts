import type { Services } from '#app/platform/services.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';

const HOUR = 3600;
/** What one address, and one venue, may bring about: a mailbox is not filled, nor a team drowned, by anybody. */
const LIMITS = {
  claim: { perAddress: { limit: 6, seconds: HOUR }, perVenue: { limit: 3, seconds: 24 * HOUR } },
  report: { perAddress: { limit: 6, seconds: HOUR }, perVenue: { limit: 20, seconds: 24 * HOUR } },
} as const;

/** Counts one try to write about a page from an address. Seconds to wait; null when it may be made. */
export async function waitBefore(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  what: keyof typeof LIMITS,
  asked: { venueId: string; clientAddress: string },
): Promise<number | null> {
  const { perAddress, perVenue } = LIMITS[what];
  const limits = [
    { subject: `page-${what}:address:${asked.clientAddress}`, ...perAddress },
    { subject: `page-${what}:venue:${asked.venueId}`, ...perVenue },
  ];
  for (const { subject, limit, seconds } of limits) {
    const taken = await db.transaction((tx) => takeAttempt(tx, subject, limit, seconds, clock.now()));
    if (!taken.allowed) return taken.retryAfterSeconds;
  }
  return null;
}

/** What to say to who must wait. */
export function sayWait(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const wait = minutes < 60 ? `${minutes} minute${minutes > 1 ? 's' : ''}` : `${Math.ceil(minutes / 60)} h`;
  return `Il y a eu beaucoup d’envois pour ce lieu ou depuis cette connexion. Réessayez dans ${wait}.`;
}
