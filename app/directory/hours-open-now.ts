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
    const value = await openAmong(await publishedHours(services), services.clock.now());
    return { value, bytes: bytesOf(value) };
  });
}

/** Every distinct text: seconds of reading at a million venues, hence kept until a venue changes. */
function publishedHours(services: Pick<Services, 'db' | 'clock'>): Promise<readonly string[]> {
  const read = async () => {
    const value = await services.db.read(distinctOpeningHours);
    return { value, bytes: bytesOf(value) };
  };
  return madeOnce(services).take('venues', 'published hours', read, 'data move');
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + 2 * text.length + 50, 0);
}
