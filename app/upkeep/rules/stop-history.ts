import type { Day } from '#app/calendar/rules/paris-time.ts';
import { isOver, type PlacedStop, type Stop, type StopFlaw, tourFlaw, type WallMoment } from './stop.ts';

/** What one change of a tour did, in the order of days. A stop that was moved is one taken back and one announced. */
export interface TourChange {
  announced: readonly (PlacedStop & { takenBack: boolean })[];
  takenBack: readonly PlacedStop[];
}

export type TourUndoFlaw = 'CHANGE_UNDONE' | 'NOTHING_TO_UNDO' | StopFlaw;

/**
 * Undoes a change of a tour, as far as it can still be: what it announced is taken back, what it took back is announced
 * again, but for what is over and what was taken or put back since. Refused when nothing is left, or when the venue is
 * elsewhere by now.
 */
export function decideTourUndo(
  { announced, takenBack, undone }: TourChange & { undone: boolean },
  toCome: readonly PlacedStop[],
  at: WallMoment,
): { ok: true; remove: PlacedStop[]; announce: PlacedStop[] } | { ok: false; flaw: TourUndoFlaw; day?: Day } {
  if (undone) return { ok: false, flaw: 'CHANGE_UNDONE' };
  const remove = announced.filter((stop) => !stop.takenBack && !isOver(stop, at));
  const staying = toCome.filter(({ id }) => !remove.some((stop) => stop.id === id));
  const announce = takenBack.filter((stop) => !isOver(stop, at) && !staying.some((other) => isSame(stop, other)));
  if (remove.length + announce.length === 0) return { ok: false, flaw: 'NOTHING_TO_UNDO' };
  const found = tourFlaw(announce, staying, at);
  return found === null ? { ok: true, remove, announce } : { ok: false, ...found };
}

/** Whether somebody who reads the history may be offered to undo it: an obstacle can be taken away, a past day cannot. */
export function mayUndo(
  change: TourChange & { undone: boolean },
  toCome: readonly PlacedStop[],
  at: WallMoment,
): boolean {
  const decided = decideTourUndo(change, toCome, at);
  return decided.ok || (decided.flaw !== 'NOTHING_TO_UNDO' && decided.flaw !== 'CHANGE_UNDONE');
}

/** The same hours of the same day at the same place: put back since, under another id. */
function isSame(a: Stop, b: Stop): boolean {
  return a.day === b.day && a.starts === b.starts && a.ends === b.ends && a.place === b.place && a.street === b.street;
}
