import { describe, expect, it } from 'vitest';
import type { OrgSessionDetail } from '#db/queries/venue-space.ts';
import { nextDayLike, publishForm, publishInputOf, readDays } from './session-form.ts';

const answers = {
  title: 'Premiers pas',
  description: 'On commence.',
  theme: 'ORDINATEUR',
  level: 'DEBUTANT',
  venueId: '01890a5d-ac96-774b-bcce-b302099a8057',
  audience: 'EVERYONE',
  languages: ['fr'],
  capacity: 8,
  pricePasses: 1,
  start: '14:00',
  end: '16:00',
  firstDay: '2026-12-01',
  repeat: 'WEEKLY',
  until: '2027-01-05',
};
const input = (change: Record<string, unknown> = {}, model: Partial<OrgSessionDetail> | null = null) =>
  publishInputOf(publishForm.parse({ ...answers, ...change }), model as OrgSessionDetail | null);

describe('the form that publishes', () => {
  it('repeats on the weekday of the first day when no day is ticked, without holidays or written days', () => {
    expect(input({ skipHolidays: true, except: '22/12/2026; 29.12.2026' }).weekly).toEqual({
      days: [2],
      until: '2027-01-05',
      except: ['2026-12-22', '2026-12-25', '2026-12-29', '2027-01-01'],
    });
    expect(input({ days: ['1', '4'] }).weekly).toEqual({ days: [1, 4], until: '2027-01-05', except: [] });
    expect(input({ repeat: 'ONCE' }).weekly).toBeNull();
  });

  it('asks the end of a series, and dates that can be read', () => {
    const issues = (change: Record<string, unknown>) =>
      publishForm.safeParse({ ...answers, ...change }).error?.issues.map(({ path }) => path[0]);
    expect(issues({ until: undefined })).toEqual(['until']);
    expect(issues({ repeat: 'ONCE', until: undefined })).toBeUndefined();
    expect(issues({ except: 'Noël' })).toEqual(['except']);
    expect(readDays('31/02/2027')).toBeNull();
    expect(readDays(' 1/3/2027,24-12-2026 ')).toEqual(['2027-03-01', '2026-12-24']);
  });

  it('takes again the course it was copied from, unless its words changed', () => {
    const model = {
      title: 'Premiers pas',
      description: 'On commence.',
      theme: 'ORDINATEUR',
      level: 'DEBUTANT',
      courseId: 'c',
    } as const;
    expect(input({}, model).course).toEqual({ courseId: 'c' });
    expect(input({ title: 'Deuxième pas' }, model).course).toMatchObject({ title: 'Deuxième pas' });
    expect(input().course).toMatchObject({ title: 'Premiers pas' });
  });

  it('proposes the same weekday, after today and after what is already published', () => {
    expect(nextDayLike('2026-11-24', '2026-11-24', '2026-11-22')).toBe('2026-12-01');
    expect(nextDayLike('2026-11-24', '2026-12-15', '2026-11-22')).toBe('2026-12-22');
    expect(nextDayLike('2026-10-06', '2026-10-27', '2026-11-22')).toBe('2026-11-24');
    expect(nextDayLike('2026-10-06', '2026-10-27', '2026-11-24')).toBe('2026-12-01');
  });
});
