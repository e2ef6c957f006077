import { z } from 'zod';
import { addDays, type Day, isDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { PUBLICS, type Public } from '#app/partners/rules/person.ts';

/** What a report looks at: a period of Paris days, both included, and at most one partner, commune and public. */
export interface ReportFilters {
  firstDay: Day;
  lastDay: Day;
  partnerId: string | null;
  commune: string | null;
  publicKind: Public | null;
}

/** The same as instants: `until` is excluded; `now` is the moment the figures are read. */
export interface ReportScope extends ReportFilters {
  from: Date;
  until: Date;
  now: Date;
}

const day = z.string().refine(isDay).nullable().catch(null);
const asked = z.object({
  du: day,
  au: day,
  partenaire: z.uuid().nullable().catch(null),
  commune: z
    .string()
    .trim()
    .min(1)
    .max(80)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL cannot hold a NUL in a text
    .refine((words) => !/\u0000/.test(words))
    .nullable()
    .catch(null),
  public: z.enum(PUBLICS).nullable().catch(null),
});

/** Reads the filters of an address. What is senseless is left out; the year to date is the usual period. */
export function readFilters(params: URLSearchParams, today: Day): ReportFilters {
  const read = asked.parse(
    Object.fromEntries(['du', 'au', 'partenaire', 'commune', 'public'].map((n) => [n, params.get(n)])),
  );
  const lastDay = read.au ?? today;
  const firstDay = read.du ?? (lastDay < today ? addDays(lastDay, -364) : `${today.slice(0, 4)}-01-01`);
  const inOrder = firstDay <= lastDay;
  return {
    firstDay: inOrder ? firstDay : lastDay,
    lastDay: inOrder ? lastDay : firstDay,
    partnerId: read.partenaire,
    commune: read.commune,
    publicKind: read.public,
  };
}

export function scopeOf(filters: ReportFilters, now: Date): ReportScope {
  return { ...filters, from: parisDayRange(filters.firstDay).start, until: parisDayRange(filters.lastDay).end, now };
}

/** The address of a report page with the same filters. */
export function filterQuery(filters: ReportFilters): string {
  const params = new URLSearchParams({ du: filters.firstDay, au: filters.lastDay });
  if (filters.partnerId !== null) params.set('partenaire', filters.partnerId);
  if (filters.commune !== null) params.set('commune', filters.commune);
  if (filters.publicKind !== null) params.set('public', filters.publicKind);
  return `?${params}`;
}
