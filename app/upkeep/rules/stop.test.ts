import { expect, test } from 'vitest';
import { isOver, isUnderway, MOST_STOPS, stopFlaw, stopForm, stopInstants, tourFlaw, weeklyDays } from './stop.ts';

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

test('a weekly stop skips public holidays, but for the day that was chosen, and never runs on for ever', () => {
  expect(weeklyDays('2026-12-11', '2027-01-08')).toEqual({
    days: ['2026-12-11', '2026-12-18', '2027-01-08'],
    skipped: ['2026-12-25', '2027-01-01'],
  });
  expect(weeklyDays('2026-12-25', '2026-12-31')).toEqual({ days: ['2026-12-25'], skipped: [] });
  expect(weeklyDays('2026-12-11', null).days).toEqual(['2026-12-11']);
  expect(weeklyDays('2026-12-11', '2199-12-31').days).toHaveLength(MOST_STOPS + 1);
});

test('a tour is refused for the first of its stops that cannot be, those before it counted', () => {
  const days = ['2026-12-01', '2026-12-08', '2026-12-15'];
  const tour = days.map((day) => ({ ...stop, day }));
  expect(tourFlaw(tour, [{ ...stop, day: '2026-12-08' }], at)).toEqual({ flaw: 'STOP_ELSEWHERE', day: '2026-12-08' });
  expect(tourFlaw(tour, Array(MOST_STOPS - 2).fill({ ...stop, day: '2027-01-05' }), at)).toEqual({
    flaw: 'TOO_MANY_STOPS',
    day: '2026-12-15',
  });
  expect(tourFlaw(tour, [], at)).toBeNull();
});

test('the hours on the wall of Paris are instants, winter and summer, and where the clocks jump', () => {
  expect(stopInstants(stop).startsAt.toISOString()).toBe('2026-12-01T13:00:00.000Z');
  expect(stopInstants({ ...stop, day: '2027-07-01' }).endsAt.toISOString()).toBe('2027-07-01T15:00:00.000Z');
  expect(stopInstants({ day: '2027-03-28', starts: '02:30', ends: '04:00' }).startsAt.toISOString()).toBe(
    '2027-03-28T01:30:00.000Z',
  );
});
