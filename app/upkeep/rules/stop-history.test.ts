import { expect, test } from 'vitest';
import type { PlacedStop } from './stop.ts';
import { decideTourUndo, mayUndo } from './stop-history.ts';

const at = { day: '2026-11-24', time: '15:00' };
const stop = (id: string, day: string, over: Partial<PlacedStop> = {}): PlacedStop => ({
  id,
  tourId: 'a',
  place: 'Place de la Mairie',
  street: null,
  postcode: '69700',
  commune: 'Givors',
  inseeCode: '69091',
  day,
  starts: '14:00',
  ends: '17:00',
  note: null,
  lat: null,
  lon: null,
  precision: null,
  ...over,
});
const announced = (one: PlacedStop, takenBack = false) => ({ ...one, takenBack });
const [past, next, last] = [stop('1', '2026-11-17'), stop('2', '2026-12-01'), stop('3', '2026-12-08')];

test('undoing an announcement takes back what is still to come, and was not taken back since', () => {
  const change = { announced: [announced(past), announced(next), announced(last, true)], takenBack: [], undone: false };
  expect(decideTourUndo(change, [next], at)).toEqual({ ok: true, remove: [announced(next)], announce: [] });
  expect([mayUndo(change, [next], at), mayUndo({ ...change, undone: true }, [next], at)]).toEqual([true, false]);
});

test('undoing a removal announces again what is not over, nor put back since', () => {
  const change = { announced: [], takenBack: [past, next, last], undone: false };
  const again = stop('4', next.day);
  expect(decideTourUndo(change, [again], at)).toEqual({ ok: true, remove: [], announce: [last] });
  expect(decideTourUndo({ ...change, takenBack: [past, next] }, [again], at)).toMatchObject({
    flaw: 'NOTHING_TO_UNDO',
  });
});

test('it is refused while the venue is elsewhere, but for the stop that the same change announced', () => {
  const elsewhere = stop('5', next.day, { place: 'Gare' });
  const change = { announced: [], takenBack: [next], undone: false };
  expect(decideTourUndo(change, [elsewhere], at)).toEqual({ ok: false, flaw: 'STOP_ELSEWHERE', day: next.day });
  expect(mayUndo(change, [elsewhere], at)).toBe(true);
  const moved = { ...change, announced: [announced(elsewhere)] };
  expect(decideTourUndo(moved, [elsewhere], at)).toMatchObject({ ok: true, announce: [next] });
});
