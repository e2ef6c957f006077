import type { Services } from '#app/platform/services.ts';
import { forgetAttempts } from '#db/queries/rate-limits.ts';

const HOUR_MS = 3_600_000;
/** Longer than any window that counts attempts. */
const KEPT_MS = 48 * HOUR_MS;

/** Throws away, at the start and every hour, what only had to be kept for a while. */
export function startHousekeeping({ db, clock, log }: Services): { stop(): Promise<void> } {
  const tidy = () =>
    db
      .transaction((tx) => forgetAttempts(tx, new Date(clock.now().getTime() - KEPT_MS)))
      .catch((error: unknown) => log.warn('housekeeping', { reason: error instanceof Error ? error.name : null }));
  let running = tidy();
  const timer = setInterval(() => {
    running = tidy();
  }, HOUR_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
