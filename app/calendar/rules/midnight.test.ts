import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideMark } from '#app/booking/rules/decide-marking.ts';
import { inForce } from '#app/partners/rules/convention.ts';
import { choosePasses, inGrace } from '#app/passes/rules/wallet.ts';
import { cutoffIsOver, dueDay, lastMonthEnd } from '#app/payment/rules/claim-dates.ts';
import { refuseLineAct } from '#app/payment/rules/review.ts';
import type { Services } from '#app/platform/services.ts';
import { NOTICE_DAYS, noticeExpiry } from '#app/purchasing/notice-expiry.ts';
import { scopeOf } from '#app/reporting/rules/scope.ts';
import { publicHolidays, publicHolidaysBetween } from './holidays.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  monthOf,
  parisDay,
  parisDayRange,
  parisTime,
  parisWallTime,
  weekday,
} from './paris-time.ts';
import { daysOfWeekly, type Weekday } from './recurrence.ts';

/** Days on which a rule goes wrong first: both changes of the clocks, the ends of months and years, a leap day. */
const EDGES = ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2026-12-31', '2027-01-01', '2028-02-29'];

const anyDay = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays('2026-01-01', n)),
);
/** An instant around a midnight in Paris: within the two hours before it or after it, to the millisecond. */
const aroundMidnight = fc
  .tuple(anyDay, fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -7_200_000, max: 7_200_000 })))
  .map(([day, ms]) => new Date(parisDayRange(day).start.getTime() + ms));
const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const offset = fc.integer({ min: -40, max: 40 });

const holds = <T>(property: fc.IProperty<T>, numRuns = 200) => fc.assert(property, { numRuns });
/** Whether an instant is in a day of Paris or before it, by the instants alone: another road to the same answer. */
const upTo = (at: Date, day: string) => at < parisDayRange(day).end;
const from = (at: Date, day: string) => at >= parisDayRange(day).start;

describe('around midnight in Paris and both changes of the clocks', () => {
  it('days follow one another without a gap, of 23, 24 or 25 hours', () => {
    holds(
      fc.property(anyDay, (day) => {
        const { start, end } = parisDayRange(day);
        expect(end).toEqual(parisDayRange(addDays(day, 1)).start);
        expect([parisDay(start), parisDay(new Date(end.getTime() - 1)), parisDay(end)]).toEqual([
          day,
          day,
          addDays(day, 1),
        ]);
        expect([23, 24, 25]).toContain((end.getTime() - start.getTime()) / 3_600_000);
      }),
    );
  });

  it('a wall time is its own day and hour again, missing or twice only in the hour after two of those Sundays', () => {
    holds(
      fc.property(anyDay, clockTime, (day, time) => {
        const wall = parisWallTime(day, time);
        if (wall.kind === 'ok') {
          expect([parisDay(wall.at), parisTime(wall.at)]).toEqual([day, time]);
          return;
        }
        expect(time.slice(0, 2)).toBe('02');
        expect(weekday(day)).toBe(7);
        expect(monthOf(addDays(day, 7))).not.toBe(monthOf(day));
        expect(day.slice(5, 7)).toBe(wall.kind === 'missing' ? '03' : '10');
      }),
    );
  });

  it('expiry: a pass is good until the last instant of its last day, and its grace until that of its own', () => {
    holds(
      fc.property(aroundMidnight, offset, fc.integer({ min: 0, max: 62 }), (at, days, grace) => {
        const expiresOn = addDays(parisDay(at), days);
        const redeemUntil = addDays(expiresOn, grace);
        const pass = { id: 'a', expiresOn, redeemUntil };
        expect(choosePasses([pass], 1, parisDay(at)).kind === 'CHOSEN').toBe(upTo(at, expiresOn));
        expect(inGrace([pass], parisDay(at)).length === 1).toBe(upTo(at, redeemUntil));
      }),
    );
  });

  it('notices: each last day of the next thirty is in one span and one only, counted from the day in Paris', async () => {
    await fc.assert(
      fc.asyncProperty(aroundMidnight, fc.integer({ min: -3, max: 40 }), async (at, days) => {
        const spans = await noticeSpans(at);
        expect(spans.map((span) => span.days)).toEqual([...NOTICE_DAYS]);
        expect(spans.every(({ today }) => today === parisDay(at))).toBe(true);
        const lastDay = addDays(parisDay(at), days);
        const told = spans.filter(
          (span) => lastDay > addDays(span.today, span.moreThan) && lastDay <= addDays(span.today, span.days),
        );
        expect(told.length).toBe(days >= 0 && days <= 30 ? 1 : 0);
        if (told[0] !== undefined) expect(told[0].days).toBe(days > 15 ? 30 : 15);
      }),
    );
  });

  it('claim month: a claim goes up to the last instant of the month before, and to no day that is not over', () => {
    holds(
      fc.property(aroundMidnight, (at) => {
        const cutoff = lastMonthEnd(parisDay(at));
        expect(parisDayRange(cutoff).end).toEqual(parisDayRange(`${monthOf(parisDay(at))}-01`).start);
        expect(from(at, addDays(cutoff, 1))).toBe(true);
        expect(cutoffIsOver(cutoff, parisDay(at))).toBe(true);
        expect(cutoffIsOver(parisDay(at), parisDay(at))).toBe(false);
      }),
    );
  });

  it('promised day and time to answer: whole days of Paris, whatever the length of each', () => {
    holds(
      fc.property(aroundMidnight, fc.integer({ min: 0, max: 90 }), (at, days) => {
        const today = parisDay(at);
        expect(daysBetween(today, dueDay(today, days))).toBe(days);
        const line = { claimState: 'SUBMITTED', said: ['CONTESTED'], contestedOn: addDays(today, -days) } as const;
        expect(refuseLineAct(line, 'REJECT', today, 15)).toBe(days > 15 ? null : 'ANSWER_AWAITED');
      }),
    );
  });

  it('session day: a presence is marked from the first instant of its day, never before', () => {
    holds(
      fc.property(aroundMidnight, offset, (at, days) => {
        const day = addDays(parisDay(at), days);
        const booking = { state: 'CONFIRMED', startsAt: parisDayRange(day).start, day, claimed: false } as const;
        expect(decideMark(booking, 'PRESENT', parisDay(at)).kind).toBe(from(at, day) ? 'ATTEND' : 'REFUSE');
      }),
    );
  });

  it('session day: a weekly series keeps its weekday and its hour when the clocks change', () => {
    holds(
      fc.property(anyDay, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 8, max: 20 }), (first, on, hour) => {
        const days = daysOfWeekly({ first, days: [on as Weekday], until: addDays(first, 80), except: [] }, 20);
        expect(days.length).toBeGreaterThanOrEqual(11);
        for (const [i, day] of days.entries()) {
          expect(weekday(day)).toBe(on);
          expect(daysBetween(days[0] ?? day, day)).toBe(7 * i);
          const wall = parisWallTime(day, `${String(hour).padStart(2, '0')}:00`);
          expect(wall.kind === 'ok' && parisTime(wall.at)).toBe(`${String(hour).padStart(2, '0')}:00`);
        }
      }),
      30,
    );
  });

  it('convention: in force from the first instant of its first day to the last of its last, two years less a day', () => {
    holds(
      fc.property(aroundMidnight, offset, fc.boolean(), (at, days, revoked) => {
        const startsOn = addDays(parisDay(at), days);
        const endsOn = addDays(addMonths(startsOn, 24), -1);
        const one = { startsOn, endsOn, revoked };
        expect(inForce([one], parisDay(at)) !== null).toBe(!revoked && from(at, startsOn) && upTo(at, endsOn));
        // The day it ends, the next one has not begun; the day after, it has.
        const next = { startsOn: addDays(endsOn, 1), endsOn: addMonths(endsOn, 24), revoked: false };
        expect([inForce([next], endsOn), inForce([next], addDays(endsOn, 1))]).toEqual([null, next]);
      }),
    );
  });

  it('holidays: eleven a year, on the weekdays the Church and the law give them, and those between two days are all of them', () => {
    holds(
      fc.property(
        fc.integer({ min: 1950, max: 2150 }),
        anyDay,
        fc.integer({ min: 0, max: 400 }),
        (year, first, length) => {
          const days = publicHolidays(year);
          expect(days.length).toBe(11);
          expect([...days].sort()).toEqual(days);
          const moving = days
            .filter((day) => !/-(01-01|05-01|05-08|07-14|08-15|11-01|11-11|12-25)$/.test(day))
            .map(weekday);
          // Easter Monday, Ascension Day (a Thursday), Whit Monday; one may fall on a fixed holiday.
          expect(moving.filter((day) => day !== 1 && day !== 4)).toEqual([]);
          const last = addDays(first, length);
          const between = publicHolidaysBetween(first, last);
          const counted = [...Array(length + 1).keys()].map((n) => addDays(first, n));
          expect(between).toEqual(counted.filter((day) => publicHolidays(Number(day.slice(0, 4))).includes(day)));
        },
      ),
    );
  });

  it('report period: it holds the instants of its days, all of them and no other', () => {
    holds(
      fc.property(aroundMidnight, offset, fc.integer({ min: 0, max: 400 }), (at, days, length) => {
        const firstDay = addDays(parisDay(at), days);
        const lastDay = addDays(firstDay, length);
        const { from: first, until } = scopeOf(
          { firstDay, lastDay, partnerId: null, commune: null, publicKind: null },
          at,
        );
        const inside = first <= at && at < until;
        expect(inside).toBe(firstDay <= parisDay(at) && parisDay(at) <= lastDay);
        expect(parisDayRange(addDays(lastDay, 1)).start).toEqual(until);
      }),
    );
  });
});

/** What the daily job asks of the database at a moment: only the numbers of its spans matter here, so none is opened. */
async function noticeSpans(now: Date): Promise<{ today: string; moreThan: number; days: number }[]> {
  const spans: { today: string; moreThan: number; days: number }[] = [];
  const execute = async ({ queryChunks }: { queryChunks: unknown[] }) => {
    const given = queryChunks.filter((chunk) => typeof chunk === 'string' || typeof chunk === 'number');
    spans.push({ days: Number(given[0]), today: String(given[1]), moreThan: Number(given[2]) });
    expect(given.slice(3)).toEqual([given[1], given[0]]);
    return [];
  };
  const db = { transaction: (use: (tx: unknown) => Promise<unknown>) => use({ execute }) };
  await noticeExpiry({ db, clock: { now: () => now } } as unknown as Services);
  return spans;
}
