import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  isDay,
  mondayOf,
  monthOf,
  parisDay,
  parisDayRange,
  parisTime,
  parisWallTime,
  weekday,
} from './paris-time.ts';

const HOUR = 3_600_000;

describe('the day in Paris', () => {
  it('turns at midnight in Paris, not in UTC', () => {
    expect(parisDay(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01');
    expect(parisDay(new Date('2026-07-14T21:59:59Z'))).toBe('2026-07-14');
    expect(parisDay(new Date('2026-07-14T22:00:00Z'))).toBe('2026-07-15');
    expect(parisTime(new Date('2026-12-31T23:05:00Z'))).toBe('00:05');
  });

  it('lasts 23, 24 or 25 hours', () => {
    const hours = (day: string) => {
      const { start, end } = parisDayRange(day);
      return (end.getTime() - start.getTime()) / HOUR;
    };
    expect([hours('2026-03-29'), hours('2026-11-24'), hours('2026-10-25')]).toEqual([23, 24, 25]);
    expect(parisDayRange('2026-11-24').start.toISOString()).toBe('2026-11-23T23:00:00.000Z');
  });
});

describe('a wall time', () => {
  it('is one instant on an ordinary day', () => {
    expect(parisWallTime('2026-11-24', '14:00')).toEqual({ kind: 'ok', at: new Date('2026-11-24T13:00:00Z') });
    expect(parisWallTime('2026-06-02', '09:30')).toEqual({ kind: 'ok', at: new Date('2026-06-02T07:30:00Z') });
  });

  it('comes twice in the night of October, never in the night of March', () => {
    expect(parisWallTime('2026-10-25', '02:30')).toEqual({ kind: 'ambiguous' });
    expect(parisWallTime('2026-03-29', '02:30')).toEqual({ kind: 'missing' });
    expect(parisWallTime('2027-10-31', '02:30')).toEqual({ kind: 'ambiguous' });
    expect(parisWallTime('2027-03-28', '02:30')).toEqual({ kind: 'missing' });
  });

  it('is certain again at the edges of those nights', () => {
    expect(parisWallTime('2026-10-25', '03:00').kind).toBe('ok');
    expect(parisWallTime('2026-10-25', '01:59').kind).toBe('ok');
    expect(parisWallTime('2026-03-29', '03:00')).toEqual({ kind: 'ok', at: new Date('2026-03-29T01:00:00Z') });
  });
});

describe('days as text', () => {
  it('knows the days that exist', () => {
    expect(['2026-02-28', '2028-02-29', '2026-12-31'].every(isDay)).toBe(true);
    for (const wrong of [
      '2026-02-30',
      '2026-13-01',
      '26-01-01',
      '2026-1-1',
      '2026-01-01T00:00',
      '',
      'hier',
      '9999-01-01',
    ]) {
      expect(isDay(wrong), wrong).toBe(false);
    }
  });

  it('counts across months, years and clock changes', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
    expect(weekday('2026-11-24')).toBe(2);
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(monthOf('2026-11-24')).toBe('2026-11');
  });
});
