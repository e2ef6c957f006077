import { addDays, mondayOf, parisDay } from '#app/calendar/rules/paris-time.ts';
import type { OpenSpan } from '#app/directory/rules/opening-hours.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { openingOf } from '#app/directory/venue-opening.ts';
import { OSM_DAYS, type OsmDay } from '#app/sources/rules/french-hours.ts';
import type { Venue } from '#db/queries/venues.ts';

const WEEKS_TRIED = 6;

/** What the forms of the steps show at first: the page as it stands. */
export function stepDefaults(page: Venue, now: Date) {
  const { name, street, streetExtra, postcode, commune, phone, emails, websites, appointmentUrl, welcomeNote } = page;
  return {
    contact: {
      name,
      street,
      streetExtra: streetExtra ?? undefined,
      postcode,
      commune,
      phone: phone === null ? undefined : phoneWords(phone),
      email: emails[0],
      website: websites[0],
      appointmentUrl: appointmentUrl ?? undefined,
      welcomeNote: welcomeNote ?? undefined,
    },
    hours: {
      ...weekOf(page.openingHours, now),
      holidays:
        page.openingHours === null || /\bPH\s+off\b/.test(page.openingHours) ? ('OFF' as const) : ('UNSAID' as const),
      hoursText: page.hoursText ?? undefined,
    },
    publics: {
      publics: page.publics,
      specialCare: page.specialCare,
      wheelchair:
        page.wheelchair === null ? ('UNKNOWN' as const) : page.wheelchair ? ('YES' as const) : ('NO' as const),
      accessibilityUrl: page.accessibilityUrl ?? undefined,
    },
    services: { services: page.services, supportModes: page.supportModes, accessModes: page.accessModes },
    fees: { fees: page.fees },
    presentation: { summary: page.summary ?? undefined, detail: page.detail ?? undefined },
  };
}

/** An ordinary week in the words of the form: the next one without a public holiday. */
function weekOf(openingHours: string | null, now: Date): Partial<Record<OsmDay, string>> {
  if (openingHours === null) return {};
  const monday = mondayOf(parisDay(now));
  for (let week = 1; week <= WEEKS_TRIED; week += 1) {
    const opening = openingOf({ openingHours }, new Date(`${addDays(monday, 7 * week)}T12:00:00Z`));
    if (opening?.kind !== 'week') return {};
    if (opening.days.some(({ holiday }) => holiday)) continue;
    return Object.fromEntries(opening.days.map(({ spans }, n) => [OSM_DAYS[n] ?? 'Mo', spansWords(spans)]));
  }
  return {};
}

function spansWords(spans: readonly OpenSpan[]): string {
  const whole = spans.find(({ start, end }) => start === '00:00' && end === '24:00');
  if (whole?.note != null) return whole.note;
  const noted = spans.some(({ note }) => note !== null);
  return `${spans.map(({ start, end }) => `${clock(start)}-${clock(end)}`).join(' et ')}${noted ? ' sur rendez-vous' : ''}`;
}

/** "09:00" is typed « 9h », "14:30" « 14h30 ». */
function clock(time: string): string {
  const [hour = '', minute = ''] = time.split(':');
  return `${Number(hour)}h${minute === '00' ? '' : minute}`;
}
