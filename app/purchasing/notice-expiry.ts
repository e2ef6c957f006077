import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import { queueExpiryNotices } from '#db/queries/expiry.ts';

/** How many days before the last one people are told, the earliest first. */
export const NOTICE_DAYS = [30, 15] as const;

/**
 * Tells people whose passes end soon, once for each span: whoever was given a booklet with twenty days left
 * is told at once that they have few, and again at fifteen. A day on which this did not run is made up for
 * by the next. Value: how many messages were queued.
 */
export async function noticeExpiry({ db, clock }: Services): Promise<{ queued: number }> {
  const now = clock.now();
  const today = parisDay(now);
  let queued = 0;
  for (const [i, days] of NOTICE_DAYS.entries()) {
    const moreThan = NOTICE_DAYS[i + 1] ?? -1;
    queued += await db.transaction((tx) => queueExpiryNotices(tx, { today, days, moreThan, now }));
  }
  return { queued };
}
