import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { addressKey } from '#app/sources/rules/geocoding.ts';
import type { Tx } from '#db/client.ts';
import { askAddresses, readAddresses } from '#db/queries/geocoding.ts';
import { lockVenueRecords, readVenueRow } from '#db/queries/sources/records.ts';
import { endStops, findStop, insertStop, listStopsTakenBack, listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { communeCentre } from '#db/queries/venues.ts';
import {
  isOver,
  MOST_STOPS,
  type Stop,
  type StopPosition,
  stopAddress,
  stopSchema,
  tourFlaw,
  wallMoment,
  weeklyDays,
} from './rules/stop.ts';

/**
 * The team of a venue that travels says where it will stop: once, or every week until a day, public holidays skipped.
 * All of it is announced, or none. Value: the first stop, how many there are, the holidays skipped.
 */
export const announceStop = intention({
  name: 'announce-stop',
  input: z.object({ venueId: z.uuid(), stop: stopSchema, until: z.string().refine(isDay).nullable().default(null) }),
  may: 'page.edit',
  async run(tx, { venueId, stop, until }, ctx) {
    if (!(await holds(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    const at = wallMoment(ctx.now);
    const { days, skipped } = weeklyDays(stop.day, until);
    const stops = days.map((day) => ({ ...stop, day, id: ctx.newId() }));
    const found = tourFlaw(stops, await listStopsToCome(tx, venueId, at, MOST_STOPS), at);
    if (found !== null) return refuse(found.flaw, { day: found.day });
    const stopId = stops[0]?.id ?? '';
    const more = { venueId, tourId: stopId, position: await positionOf(tx, stop, ctx.now), now: ctx.now };
    for (const one of stops) await insertStop(tx, { ...one, ...more });
    return ok({ stopId, stops: stops.length, skipped });
  },
});

/**
 * Takes back a stop that is not over, or with it all of its tour that is still to come; one that is over stays as
 * it was. Value: how many were taken back.
 */
export const cancelStop = intention({
  name: 'cancel-stop',
  input: z.object({ venueId: z.uuid(), stopId: z.uuid(), whole: z.boolean().default(false) }),
  may: 'page.edit',
  async run(tx, { venueId, stopId, whole }, ctx) {
    if (!(await holds(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    const stop = await findStop(tx, venueId, stopId);
    if (stop === null) return refuse('STOP_NOT_FOUND');
    const at = wallMoment(ctx.now);
    if (isOver(stop, at)) return refuse('STOP_OVER');
    const tour = whole ? await listStopsToCome(tx, venueId, at, MOST_STOPS) : [];
    const ids = [
      stopId,
      ...tour.filter(({ id, tourId }) => tourId === stop.tourId && id !== stopId).map(({ id }) => id),
    ];
    await endStops(tx, ids, ctx.now);
    return ok({ stops: ids.length });
  },
});

/** Undoes the taking back of a stop: it is announced again, as it was. Value: the stop that stands for it. */
export const restoreStop = intention({
  name: 'restore-stop',
  input: z.object({ venueId: z.uuid(), stopId: z.uuid() }),
  may: 'page.edit',
  async run(tx, { venueId, stopId }, ctx) {
    if (!(await holds(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    const at = wallMoment(ctx.now);
    const gone = (await listStopsTakenBack(tx, venueId, at, MOST_STOPS)).find(({ id }) => id === stopId);
    if (gone === undefined) return refuse('STOP_NOT_FOUND');
    const found = tourFlaw([gone], await listStopsToCome(tx, venueId, at, MOST_STOPS), at);
    if (found !== null) return refuse(found.flaw, { day: found.day });
    const id = ctx.newId();
    await insertStop(tx, { ...gone, id, venueId, position: await positionOf(tx, gone, ctx.now), now: ctx.now });
    return ok({ stopId: id });
  },
});

/** Whether the page is the organisation’s. Two people of a team take turns, or both would find the hour free. */
async function holds(tx: Tx, venueId: string, orgId: string): Promise<boolean> {
  await lockVenueRecords(tx);
  return (await readVenueRow(tx, venueId))?.orgId === orgId;
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
