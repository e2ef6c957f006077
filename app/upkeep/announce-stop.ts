import { z } from 'zod';
import type { Position } from '#app/directory/rules/distance.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { addressKey } from '#app/sources/rules/geocoding.ts';
import type { Tx } from '#db/client.ts';
import { readAddresses } from '#db/queries/geocoding.ts';
import { lockVenueRecords, readVenueRow } from '#db/queries/sources/records.ts';
import { endStop, findStop, insertStop, listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { communeCentre } from '#db/queries/venues.ts';
import { isOver, MOST_STOPS, type Stop, stopFlaw, stopSchema, wallMoment } from './rules/stop.ts';

/** The team of a venue that travels says where it will stop. Value: the stop. */
export const announceStop = intention({
  name: 'announce-stop',
  input: z.object({ venueId: z.uuid(), stop: stopSchema }),
  may: 'page.edit',
  async run(tx, { venueId, stop }, ctx) {
    if (!(await holds(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    const at = wallMoment(ctx.now);
    const flaw = stopFlaw(stop, await listStopsToCome(tx, venueId, at, MOST_STOPS), at);
    if (flaw !== null) return refuse(flaw);
    const stopId = ctx.newId();
    await insertStop(tx, { ...stop, id: stopId, venueId, position: await positionOf(tx, stop), now: ctx.now });
    return ok({ stopId });
  },
});

/** Takes back a stop that is not over; one that is stays in the history as it was. Value: nothing. */
export const cancelStop = intention({
  name: 'cancel-stop',
  input: z.object({ venueId: z.uuid(), stopId: z.uuid() }),
  may: 'page.edit',
  async run(tx, { venueId, stopId }, ctx) {
    if (!(await holds(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    const stop = await findStop(tx, venueId, stopId);
    if (stop === null) return refuse('STOP_NOT_FOUND');
    if (isOver(stop, wallMoment(ctx.now))) return refuse('STOP_OVER');
    await endStop(tx, stopId, ctx.now);
    return ok({});
  },
});

/** Whether the page is the organisation’s. Two people of a team take turns, or both would find the hour free. */
async function holds(tx: Tx, venueId: string, orgId: string): Promise<boolean> {
  await lockVenueRecords(tx);
  return (await readVenueRow(tx, venueId))?.orgId === orgId;
}

/** Where a known address is; else the middle of its commune; null when nobody knows where that is. */
async function positionOf(tx: Tx, stop: Omit<Stop, 'id'>): Promise<Position | null> {
  if (stop.street !== null) {
    const key = addressKey({ ...stop, street: stop.street });
    const known = (await readAddresses(tx, [key])).get(key);
    if (known?.state === 'EXACT') return known.place;
  }
  return territoryPlace(stop.inseeCode) ?? (await communeCentre(tx, stop.inseeCode));
}
