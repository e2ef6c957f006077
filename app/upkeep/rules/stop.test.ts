import { expect, test } from 'vitest';
import { isOver, isUnderway, MOST_STOPS, stopFlaw, stopForm } from './stop.ts';

const at = { day: '2026-11-24', time: '15:00' };
const stop = { day: '2026-12-01', starts: '14:00', ends: '17:00' };

test('a stop is over at the minute it ends, and under way from the minute it begins', () => {
  const today = { ...stop, day: at.day };
  expect(isOver({ ...today, ends: '15:00' }, at)).toBe(true);
  expect(isOver({ ...today, ends: '15:01' }, at)).toBe(false);
  expect([isUnderway({ ...today, starts: '15:00' }, at), isUnderway(stop, at)]).toEqual([true, false]);
});

test('a venue is in one place at a time, and may go on to another at once', () => {
  expect(stopFlaw({ ...stop, starts: '16:59', ends: '18:00' }, [stop], at)).toBe('STOP_ELSEWHERE');
  expect(stopFlaw({ ...stop, starts: '17:00', ends: '18:00' }, [stop], at)).toBeNull();
  expect(stopFlaw({ ...stop, day: '2026-12-02' }, [stop], at)).toBeNull();
});

test('no stop in the past, in a year nobody plans for, or beyond what a page can say', () => {
  expect(stopFlaw({ ...stop, day: '2026-11-23' }, [], at)).toBe('STOP_OVER');
  expect(stopFlaw({ ...stop, day: '2062-12-01' }, [], at)).toBe('STOP_TOO_FAR');
  expect(stopFlaw({ ...stop, day: '2026-12-09' }, Array(MOST_STOPS).fill(stop), at)).toBe('TOO_MANY_STOPS');
});

test('hours the wrong way round are said beside the last one', () => {
  const typed = { ...stop, place: 'Place de la Mairie', postcode: '69700', commune: 'Givors', ends: '14:00' };
  expect(stopForm.safeParse(typed).error?.issues).toMatchObject([{ path: ['ends'] }]);
  expect(stopForm.safeParse({ ...typed, ends: '17:00' }).success).toBe(true);
});
