import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { madeOnce } from '#app/platform/kept/made-once.ts';
import type { Services } from '#app/platform/services.ts';
import { listStopPlaces } from '#db/queries/upkeep/passing.ts';
import type { VenueCriteria } from '#db/queries/venue-conditions.ts';
import { haversine, type Position } from './rules/distance.ts';

const PLACE_BYTES = 64;
/** A search on the great circle and in the database may differ by a rounding. */
const MARGIN = 1.001;

/**
 * Where venues that travel stop in the days that searches look at, read once until a venue changes: most searches look
 * where nobody passes, and need not ask. To be asked for before a connection is borrowed: it borrows its own.
 */
export function stopPlaces(services: Pick<Services, 'db' | 'clock'>): Promise<readonly Position[]> {
  const today = parisDay(services.clock.now());
  const read = async () => {
    const value = await services.db.read((tx) => listStopPlaces(tx, today));
    return { value, bytes: value.length * PLACE_BYTES };
  };
  return madeOnce(services).take('venues', `places of stops ${today}`, read, 'data move');
}

/** Whether any of these places lies where a search looks. */
export function anyWithin(
  places: readonly Position[],
  { around, bounds }: Pick<VenueCriteria, 'around' | 'bounds'>,
): boolean {
  if (around !== null) return places.some((place) => haversine(around.position, place) <= around.radiusM * MARGIN);
  if (bounds === null) return places.length > 0;
  const { west, south, east, north } = bounds;
  return places.some(({ lat, lon }) => lat >= south && lat <= north && lon >= west && lon <= east);
}
