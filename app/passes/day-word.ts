import type { Secrets } from '#app/platform/secrets.ts';
import { dayWordFromDigest } from './rules/code.ts';

/** The four digits a venue shows on a Paris day: derived, so that nothing has to be stored or sent. */
export function dayWord(secrets: Secrets, venueId: string, day: string): string {
  return dayWordFromDigest(secrets.hmac('day-word', `${venueId}|${day}`));
}
