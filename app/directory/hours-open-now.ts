import { madeOnce } from '#app/platform/kept/made-once.ts';
import type { Services } from '#app/platform/services.ts';
import { distinctOpeningHours } from '#db/queries/venue-search.ts';
import { openAmong } from './read-opening-hours.ts';

/**
 * The published hours by which a venue is open at this moment, read once a minute for all who ask. To be
 * asked for before a connection is borrowed for the search: it borrows its own.
 */
export function hoursOpenNow(services: Pick<Services, 'db' | 'clock'>): Promise<readonly string[]> {
  return madeOnce(services).take('venues', 'hours open now', async () => {
    const texts = await services.db.read(distinctOpeningHours);
    const value = await openAmong(texts, services.clock.now());
    return { value, bytes: value.reduce((sum, text) => sum + 2 * text.length + 50, 0) };
  });
}
