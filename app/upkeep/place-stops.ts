import type { Services } from '#app/platform/services.ts';
import { addressKey } from '#app/sources/rules/geocoding.ts';
import { askAddresses, readAddresses } from '#db/queries/geocoding.ts';
import { listRoughStops, moveStop } from '#db/queries/upkeep/stops.ts';
import { stopAddress, wallMoment } from './rules/stop.ts';

/** More than every travelling venue of a territory announces; what is left has the next turn. */
const MOST_AT_ONCE = 5_000;

/**
 * Puts the stops to come that stand at the middle of their commune where the geocoding service has said meanwhile, from
 * the cache that venues' addresses share; also those whose answer came while no machine was there to write it. What
 * was never asked is asked now. How many moved.
 */
export function placeStops({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = clock.now();
  return db.transaction(async (tx) => {
    const rough = (await listRoughStops(tx, wallMoment(now), MOST_AT_ONCE)).flatMap((stop) => {
      const address = stopAddress(stop);
      return address === null ? [] : [{ id: stop.id, key: addressKey(address), address }];
    });
    const answers = await readAddresses(tx, [...new Set(rough.map(({ key }) => key))]);
    const unasked = rough.filter(({ key }) => !answers.has(key));
    await askAddresses(
      tx,
      unasked.map(({ address }) => address),
      now,
    );
    let moved = 0;
    for (const { id, key } of rough) {
      const place = answers.get(key)?.place ?? null;
      if (place === null) continue;
      await moveStop(tx, id, place, now);
      moved += 1;
    }
    return moved;
  });
}
