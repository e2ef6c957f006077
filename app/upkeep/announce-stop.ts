import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { lockVenueRecords, readVenueRow } from '#db/queries/sources/records.ts';
import { changeToUndo } from '#db/queries/upkeep/stop-changes.ts';
import { findStop, listStopsTakenBack, listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { isOver, MOST_STOPS, stopSchema, tourFlaw, wallMoment, weeklyDays } from './rules/stop.ts';
import { writeTour } from './write-tour.ts';

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
    const announce = days.map((day) => ({ ...stop, day }));
    const found = tourFlaw(announce, await listStopsToCome(tx, venueId, at, MOST_STOPS), at);
    if (found !== null) return refuse(found.flaw, { day: found.day });
    const { stopIds } = await writeTour(tx, { venueId, announce, remove: [], undoes: null }, ctx);
    return ok({ stopId: stopIds[0] ?? '', stops: stopIds.length, skipped });
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
    const remove = [
      stopId,
      ...tour.filter(({ id, tourId }) => tourId === stop.tourId && id !== stopId).map(({ id }) => id),
    ];
    await writeTour(tx, { venueId, announce: [], remove, undoes: null }, ctx);
    return ok({ stops: remove.length });
  },
});

/**
 * A stop that is not over goes to another place, day or hour: one change, by which it is taken back and announced
 * anew. Value: the stop that stands for it; the same one when nothing is new.
 */
export const moveStop = intention({
  name: 'move-stop',
  input: z.object({ venueId: z.uuid(), stopId: z.uuid(), stop: stopSchema }),
  may: 'page.edit',
  async run(tx, { venueId, stopId, stop }, ctx) {
    if (!(await holds(tx, venueId, ctx.actor.orgId))) return refuse('NOT_YOUR_PAGE');
    const before = await findStop(tx, venueId, stopId);
    if (before === null) return refuse('STOP_NOT_FOUND');
    const at = wallMoment(ctx.now);
    if (isOver(before, at)) return refuse('STOP_OVER');
    if (Object.entries(stop).every(([word, value]) => before[word as keyof typeof stop] === value))
      return ok({ stopId });
    const others = (await listStopsToCome(tx, venueId, at, MOST_STOPS)).filter(({ id }) => id !== stopId);
    const found = tourFlaw([stop], others, at);
    if (found !== null) return refuse(found.flaw, { day: found.day });
    const announce = [{ ...stop, tourId: before.tourId }];
    const { stopIds } = await writeTour(tx, { venueId, announce, remove: [stopId], undoes: null }, ctx);
    return ok({ stopId: stopIds[0] ?? '' });
  },
});

/**
 * Announces again, as it was, a stop that was taken back: that undoes the change which did nothing else, and is a change
 * of its own where several were taken back together. Value: the stop that stands for it.
 */
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
    const undoes = await changeToUndo(tx, stopId);
    const { stopIds } = await writeTour(tx, { venueId, announce: [gone], remove: [], undoes }, ctx);
    return ok({ stopId: stopIds[0] ?? '' });
  },
});

/** Whether the page is the organisation’s. Two people of a team take turns, or both would find the hour free. */
async function holds(tx: Tx, venueId: string, orgId: string): Promise<boolean> {
  await lockVenueRecords(tx);
  return (await readVenueRow(tx, venueId))?.orgId === orgId;
}
