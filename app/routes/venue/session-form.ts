import { z } from 'zod';
import { publicHolidaysBetween } from '#app/calendar/rules/holidays.ts';
import { addDays, type Day, isDay, weekday } from '#app/calendar/rules/paris-time.ts';
import type { Weekday } from '#app/calendar/rules/recurrence.ts';
import { courseSchema, daySchema, hourSchema, type PublishInput, settingsSchema } from '#app/training/rules/publish.ts';
import type { Audience, Language, Level, Theme } from '#app/training/rules/session.ts';
import type { OrgSessionDetail, OrgVenue } from '#db/queries/venue-space.ts';

const { venueId, audience, languages, capacity, pricePasses } = settingsSchema.shape;
const name = z.string().max(80, 'Ce nom est trop long : 80 lettres au plus.').optional();

/** The questions that publishing and editing share. */
const shared = {
  ...courseSchema.shape,
  venueId,
  roomName: name,
  mediatorName: name,
  audience,
  languages,
  wheelchair: z.boolean().default(false),
  capacity,
  pricePasses,
  start: hourSchema,
  end: hourSchema,
};

const WEEKDAY_VALUES = ['1', '2', '3', '4', '5', '6', '7'] as const;

export const publishForm = z
  .object({
    ...shared,
    /** The session it was copied from: its course is taken again when its words have not changed. */
    model: z.uuid().optional(),
    firstDay: daySchema,
    repeat: z.enum(['ONCE', 'WEEKLY'], 'Choisissez : une seule fois, ou chaque semaine.'),
    days: z.array(z.enum(WEEKDAY_VALUES)).default([]),
    until: daySchema.optional(),
    skipHolidays: z.boolean().default(false),
    except: z.string().max(500).optional(),
  })
  .superRefine((form, ctx) => {
    if (form.repeat === 'WEEKLY' && form.until === undefined) {
      ctx.addIssue({ code: 'custom', path: ['until'], message: 'Choisissez le dernier jour de la série.' });
    }
    if (readDays(form.except ?? '') === null) {
      ctx.addIssue({ code: 'custom', path: ['except'], message: 'Écrivez les dates ainsi : 24/12/2026, 31/12/2026.' });
    }
  });
export type PublishForm = z.infer<typeof publishForm>;

export const editForm = z.object({
  ...shared,
  day: daySchema,
  scope: z.enum(['ONE', 'REST']).default('ONE'),
});
export type EditForm = z.infer<typeof editForm>;

/** What the settings of a form mean to an intention. */
export function settingsOf(form: PublishForm | EditForm) {
  return { ...form, roomName: form.roomName ?? null, mediatorName: form.mediatorName ?? null };
}

/** The words of the course a form asks for. */
export function courseOf({ title, description, theme, level }: PublishForm | EditForm) {
  return { title, description, theme, level };
}

/** What a form asks to publish; `model` is the session it was copied from, if it still is theirs. */
export function publishInputOf(form: PublishForm, model: OrgSessionDetail | null): PublishInput {
  const course = courseOf(form);
  const same =
    model !== null &&
    model.title === course.title &&
    model.description === course.description &&
    model.theme === course.theme &&
    model.level === course.level;
  const { firstDay, start, end } = form;
  return {
    ...settingsOf(form),
    firstDay,
    start,
    end,
    course: same ? { courseId: model.courseId } : course,
    weekly: form.repeat === 'ONCE' || form.until === undefined ? null : weeklyOf(form, form.until),
  };
}

function weeklyOf(form: PublishForm, until: Day): NonNullable<PublishInput['weekly']> {
  const ticked = form.days.map((day) => Number(day) as Weekday);
  const written = readDays(form.except ?? '') ?? [];
  const holidays = form.skipHolidays ? publicHolidaysBetween(form.firstDay, until) : [];
  return {
    // No box ticked: the weekday of the first day, which is what most people mean.
    days: ticked.length > 0 ? ticked : [weekday(form.firstDay) as Weekday],
    until,
    except: [...new Set([...written, ...holidays])].sort().slice(0, 60),
  };
}

/** "24/12/2026, 31/12/2026" as days; null when one of them is no date. */
export function readDays(text: string): Day[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const days = words.map((word) => {
    const [, d = '', m = '', y = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(word) ?? [];
    return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  });
  return days.every(isDay) ? days : null;
}

/** The answers a form already shows, as text fields hold them. */
export interface SessionDefaults {
  title?: string;
  description?: string;
  theme?: Theme;
  level?: Level;
  venueId?: string;
  roomName?: string;
  mediatorName?: string;
  audience: Audience;
  languages: Language[];
  wheelchair: boolean;
  capacity: number;
  pricePasses: number;
  start: string;
  end: string;
}

/** What most sessions are: so that a first one takes a minute. */
export function usualSession(venue: OrgVenue | undefined): SessionDefaults {
  return {
    ...(venue === undefined ? {} : { venueId: venue.id }),
    audience: 'EVERYONE',
    languages: ['fr'],
    wheelchair: venue?.wheelchair === true,
    capacity: 8,
    pricePasses: 1,
    start: '14:00',
    end: '16:00',
  };
}

/** A session's own answers. */
export function answersOf(session: OrgSessionDetail): SessionDefaults {
  const {
    title,
    description,
    theme,
    level,
    venueId,
    audience,
    languages,
    wheelchair,
    capacity,
    pricePasses,
    start,
    end,
  } = session;
  return {
    ...{
      title,
      description,
      theme,
      level,
      venueId,
      audience,
      languages,
      wheelchair,
      capacity,
      pricePasses,
      start,
      end,
    },
    ...(session.roomName === null ? {} : { roomName: session.roomName }),
    ...(session.mediatorName === null ? {} : { mediatorName: session.mediatorName }),
  };
}

/** The first day, after today and after the last of a series, on the weekday of another day. */
export function nextDayLike(day: Day, last: Day, today: Day): Day {
  const after = last > today ? last : today;
  return addDays(after, ((weekday(day) - weekday(after) + 6) % 7) + 1);
}
