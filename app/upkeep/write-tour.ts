import type { VenueActor } from '#app/access/rules/actor.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import type { IntentionContext } from '#app/platform/intention.ts';
import { addressKey } from '#app/sources/rules/geocoding.ts';
import type { Tx } from '#db/client.ts';
import { askAddresses, readAddresses } from '#db/queries/geocoding.ts';
import { insertChange } from '#db/queries/upkeep/changes.ts';
import { endStops, insertStop } from '#db/queries/upkeep/stops.ts';
import { communeCentre } from '#db/queries/venues.ts';
import { type Stop, type StopPosition, stopAddress } from './rules/stop.ts';

interface TourEdit {
  venueId: string;
  /** A stop without a tour begins one, which those after it without one join. */
  announce: readonly (Omit<Stop, 'id'> & { tourId?: string })[];
  /** Ids of stops to come. */
  remove: readonly string[];
  undoes: string | null;
}

/**
 * Writes what was decided of a tour as one change of its page, in its history: each stop names the change that announced
 * it, and the one that took it back. The change's id, and those of the stops announced.
 */
export async function writeTour(
  tx: Tx,
  { venueId, announce, remove, undoes }: TourEdit,
  ctx: IntentionContext<VenueActor>,
): Promise<{ changeId: string; stopIds: string[] }> {
  const changeId = ctx.newId();
  const change = { id: changeId, venueId, step: 'STOPS', before: {}, after: {}, shown: {}, undoes } as const;
  await insertChange(tx, { ...change, at: ctx.now, actor: ctx.actorRef });
  await endStops(tx, remove, changeId, ctx.now);
  const stops = announce.map((stop) => ({ ...stop, id: ctx.newId() }));
  const positions = new Map<string, StopPosition | null>();
  for (const stop of stops) {
    const place = JSON.stringify([stop.place, stop.street, stop.postcode, stop.inseeCode]);
    const position = positions.get(place) ?? (await positionOf(tx, stop, ctx.now));
    positions.set(place, position);
    const tourId = stop.tourId ?? stops[0]?.id ?? stop.id;
    await insertStop(tx, { ...stop, venueId, tourId, changeId, position, now: ctx.now });
  }
  return { changeId, stopIds: stops.map(({ id }) => id) };
}

/**
 * Where a known address is; else the middle of its commune until the geocoding service, which is asked, has answered
 * (`placeStops`); null when nobody knows where that is.
 */
async function positionOf(tx: Tx, stop: Omit<Stop, 'id'>, now: Date): Promise<StopPosition | null> {
  const address = stopAddress(stop);
  if (address !== null) {
    const key = addressKey(address);
    const known = (await readAddresses(tx, [key])).get(key);
    if (known?.state === 'EXACT') return known.place;
    await askAddresses(tx, [address], now);
  }
  const middle = territoryPlace(stop.inseeCode) ?? (await communeCentre(tx, stop.inseeCode));
  return middle === null ? null : { lat: middle.lat, lon: middle.lon, precision: 'COMMUNE' };
}
