import { addMonths, type Day } from '#app/calendar/rules/paris-time.ts';
import { mailboxOf } from './claim.ts';
import type { ContactChannel } from './states.ts';

/** How often a page is confirmed. The EXCLUDE constraint of `venue_confirmation_request` says the same. */
export const CONFIRM_MONTHS = 6;
/** How long the link of a request works: until well after the next reminder would be due to be noticed. */
export const CONFIRM_LINK_DAYS = 60;

/** Whether a page is to be asked about: nobody confirmed it nor was asked for six months. `since` is the later of both. */
export function isDue(since: Day, today: Day): boolean {
  return addMonths(since, CONFIRM_MONTHS) <= today;
}

/** How a venue is reached: its published mailbox, else a mobile phone, else by hand (a letter, a call). */
export function channelOf(venue: { emails: readonly string[]; phone: string | null }): {
  channel: ContactChannel;
  address: string | null;
} {
  const mailbox = mailboxOf(venue.emails);
  if (mailbox !== null) return { channel: 'EMAIL', address: mailbox };
  if (venue.phone !== null && isMobile(venue.phone)) return { channel: 'SMS', address: venue.phone };
  return { channel: 'LETTER', address: null };
}

/** A French number that receives SMS. */
export function isMobile(phone: string): boolean {
  return /^\+33[67]\d{8}$/.test(phone);
}

export type ConfirmFlaw = 'REQUEST_UNKNOWN' | 'REQUEST_ANSWERED' | 'REQUEST_EXPIRED';

/** Why the link of a request no longer confirms, or null. */
export function confirmFlaw(
  request: { answeredAt: Date | null; expiresAt: Date } | null,
  now: Date,
): ConfirmFlaw | null {
  if (request === null) return 'REQUEST_UNKNOWN';
  if (request.answeredAt !== null) return 'REQUEST_ANSWERED';
  return request.expiresAt <= now ? 'REQUEST_EXPIRED' : null;
}
