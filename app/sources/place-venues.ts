import { geocodeDue } from '#app/platform/geocode-address.ts';
import { createGeocoder, type Geocoder } from '#app/platform/geocoder.ts';
import type { Services } from '#app/platform/services.ts';
import { readAddresses } from '#db/queries/geocoding.ts';
import { lockVenueRecords, readUnplacedRecords, updateRecords } from '#db/queries/sources/records.ts';
import { recomposeVenues } from './recompose-venues.ts';
import { addressKey } from './rules/geocoding.ts';

/**
 * Asks the geocoding service about one batch of addresses, and puts the venues where it says they are. How
 * many addresses it placed.
 */
export async function placeVenues(
  services: Services,
  geocoder: Geocoder,
  wait?: (ms: number) => Promise<void>,
): Promise<{ addresses: number; venues: number }> {
  const keys = new Set(await geocodeDue(services, geocoder, wait));
  if (keys.size === 0) return { addresses: 0, venues: 0 };
  const now = services.clock.now();
  return services.db.transaction(async (tx) => {
    await lockVenueRecords(tx);
    const answers = await readAddresses(tx, [...keys]);
    const changed = (await readUnplacedRecords(tx)).flatMap((record) => {
      const place = answers.get(addressKey(record.fields))?.place ?? null;
      if (place === null) return [];
      const { lat, lon, precision: positionPrecision } = place;
      return [{ ...record, fields: { ...record.fields, lat, lon, positionPrecision } }];
    });
    await updateRecords(tx, changed, now);
    const venueIds = [...new Set(changed.map(({ venueId }) => venueId))];
    await recomposeVenues(tx, venueIds, now);
    return { addresses: keys.size, venues: venueIds.length };
  });
}

/** Batches of one turn of the machine: some hundreds of addresses. */
const BATCHES = 20;

/** The machine's own turn: batch after batch, until nothing waits or the service asks for a pause. */
export async function placeWaitingVenues(services: Services): Promise<Readonly<Record<string, number>>> {
  const geocoder = createGeocoder(services.env);
  const counts = { addresses: 0, venues: 0 };
  for (let n = 0; geocoder !== null && n < BATCHES; n += 1) {
    const done = await placeVenues(services, geocoder);
    if (done.addresses === 0) break;
    counts.addresses += done.addresses;
    counts.venues += done.venues;
  }
  return counts;
}
