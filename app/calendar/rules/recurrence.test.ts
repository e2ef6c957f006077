import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { daysOfWeekly, type WeeklyRule, weeklyRrule } from './recurrence.ts';

const rule = (change: Partial<WeeklyRule> = {}): WeeklyRule => ({
  first: '2026-10-13',
  days: [2],
  until: '2026-11-03',
  except: [],
  ...change,
});
const instants = (text: string | null) =>
  new RRuleTemporal({ rruleString: text ?? '' }).all().map((at) => at.toInstant().toString());

describe('a weekly rule', () => {
  it('gives its days, both ends included', () => {
    expect(daysOfWeekly(rule(), 60)).toEqual(['2026-10-13', '2026-10-20', '2026-10-27', '2026-11-03']);
    expect(daysOfWeekly(rule({ days: [4, 2], until: '2026-10-22' }), 60)).toEqual([
      '2026-10-13',
      '2026-10-15',
      '2026-10-20',
      '2026-10-22',
    ]);
  });

  it('begins on the first day that matches, and leaves days out', () => {
    expect(daysOfWeekly(rule({ first: '2026-10-14', except: ['2026-10-27'] }), 60)).toEqual([
      '2026-10-20',
      '2026-11-03',
    ]);
  });

  it('is empty when nothing can match', () => {
    expect(daysOfWeekly(rule({ days: [] }), 60)).toEqual([]);
    expect(daysOfWeekly(rule({ until: '2026-10-12' }), 60)).toEqual([]);
    expect(weeklyRrule(rule({ until: '2026-10-12' }), '14:00')).toBeNull();
  });

  it('stops one day after the limit, however far its end', () => {
    expect(daysOfWeekly(rule({ days: [1, 2, 3, 4, 5, 6, 7], until: '2126-01-01' }), 60)).toHaveLength(61);
  });

  it('counts the days whose hour does not exist: the hour is not its business', () => {
    const nights = rule({ first: '2027-03-21', days: [7], until: '2027-04-04' });
    expect(daysOfWeekly(nights, 60)).toEqual(['2027-03-21', '2027-03-28', '2027-04-04']);
  });
});

describe('the rule kept of a series', () => {
  it('is written as RFC 5545 does, ends in UTC on the last second of the last day in Paris', () => {
    expect(weeklyRrule(rule({ days: [4, 2, 2], except: ['2026-10-20', '2026-10-22'] }), '14:30')).toBe(
      [
        'DTSTART;TZID=Europe/Paris:20261013T143000',
        'RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261103T225959Z',
        'EXDATE;TZID=Europe/Paris:20261020T143000,20261022T143000',
      ].join('\n'),
    );
  });

  it('stays at 14:00 on the wall through October and March', () => {
    expect(instants(weeklyRrule(rule({ except: ['2026-11-03'] }), '14:00'))).toEqual([
      '2026-10-13T12:00:00Z',
      '2026-10-20T12:00:00Z',
      '2026-10-27T13:00:00Z',
    ]);
    expect(instants(weeklyRrule(rule({ first: '2027-03-23', until: '2027-03-30' }), '14:00'))).toEqual([
      '2027-03-23T13:00:00Z',
      '2027-03-30T12:00:00Z',
    ]);
  });
});
