import { expect, it } from 'vitest';
import { publicHolidays, publicHolidaysBetween } from './holidays.ts';

it('knows the eleven holidays of a year, those that follow Easter included', () => {
  expect(publicHolidays(2027)).toEqual([
    '2027-01-01',
    '2027-03-29',
    '2027-05-01',
    '2027-05-06',
    '2027-05-08',
    '2027-05-17',
    '2027-07-14',
    '2027-08-15',
    '2027-11-01',
    '2027-11-11',
    '2027-12-25',
  ]);
  expect([2024, 2025, 2026, 2028, 2038].map((year) => publicHolidays(year)[1])).toEqual([
    '2024-04-01',
    '2025-04-21',
    '2026-04-06',
    '2028-04-17',
    '2038-04-26',
  ]);
});

it('gives those of a span, across years, ends included', () => {
  expect(publicHolidaysBetween('2026-12-25', '2027-03-29')).toEqual(['2026-12-25', '2027-01-01', '2027-03-29']);
});
