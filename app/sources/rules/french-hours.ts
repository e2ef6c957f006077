/** The days of a week as OpenStreetMap abbreviates them, Monday first. */
export const OSM_DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
export type OsmDay = (typeof OSM_DAYS)[number];

/**
 * Hours written in French words. `osm` is the opening_hours syntax when nothing had to be guessed; else
 * null, and the words stay the words.
 */
export interface HoursRead {
  osm: string | null;
  /** The words as published; null when there were none. */
  words: string | null;
}

type DayRead =
  | { kind: 'open'; spans: readonly string[]; appointment: boolean }
  | { kind: 'appointment' }
  | { kind: 'closed' }
  | { kind: 'unsaid' }
  | { kind: 'unsure' };

const BY_APPOINTMENT = '"sur rendez-vous"';

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[–—−]/g, '-')
    .replace(/[’`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

const TIME = String.raw`(?:(\d{1,2})(?:\s?(?:h|:)\s?(\d{2})?(?!\d)|\s?heures?)?|(midi)|(minuit))`;
const SPAN = new RegExp(String.raw`^(?:de |entre )?${TIME}\s*(?:-|a\s?|jusqu'a |et (?=\d))\s*${TIME}`);
const BETWEEN = /^(?:\s|,|\/|&|-|puis|et(?: de)?(?=\s)|;)+/;
const UNIT = /h|:|midi|minuit|heure/;

/** One day's hours: « 9h-12h et 14h-17h », « fermé », « sur RDV » … */
export function readDay(text: string): DayRead {
  const said = plain(text).replace(/\.$/, '');
  if (said === '' || said === '-') return { kind: 'unsaid' };
  if (/^ferm(?:e|ee|eture)$/.test(said)) return { kind: 'closed' };
  const appointment = /\b(?:sur|avec) (?:rdv|r\.d\.v\.?|rendez-vous)\b/;
  if (new RegExp(`^(?:uniquement |seulement )?${appointment.source}(?: uniquement| seulement)?$`).test(said))
    return { kind: 'appointment' };
  const half = /\bferme (?:le matin|l'apm|l'apres-midi|l'aprem|apres-midi)\b/.exec(said)?.[0];
  const bare = said
    .replace(half ?? '\u0000', ' ')
    .replace(/[([]?\bsans (?:rdv|rendez-vous)\b[)\]]?/, ' ')
    .replace(new RegExp(`[([]?(?:uniquement )?${appointment.source}[)\\]]?$`), ' ')
    .trim();
  const spans = readSpans(bare.replace(/^[\s,:-]+|[\s,:-]+$/g, ''));
  if (spans === null || (half !== undefined && !halfAgrees(half, spans))) return { kind: 'unsure' };
  return {
    kind: 'open',
    spans: spans.map(({ from, to }) => `${clock(from)}-${clock(to)}`),
    appointment: appointment.test(said),
  };
}

interface Span {
  from: number;
  to: number;
}

/** Minutes of the day, one span after the other; null as soon as a word is left over. */
function readSpans(text: string): Span[] | null {
  const spans: Span[] = [];
  let left = text;
  while (left !== '') {
    const found = SPAN.exec(left);
    if (found === null || !UNIT.test(found[0])) return null;
    const from = minutes(found[1], found[2], found[3], undefined);
    const to = minutes(found[5], found[6], found[7], found[8]);
    const before = spans.at(-1)?.to ?? -1;
    if (from === null || to === null || to <= from || from < before) return null;
    spans.push({ from, to });
    left = left.slice(found[0].length);
    if (left !== '') {
      const gap = BETWEEN.exec(left);
      if (gap === null) return null;
      left = left.slice(gap[0].length);
      if (left === '') return null;
    }
  }
  return spans.length === 0 ? null : spans;
}

/** Midnight only ends a day. */
function minutes(hour?: string, minute?: string, noon?: string, midnight?: string): number | null {
  if (noon !== undefined) return 720;
  if (midnight !== undefined) return 1440;
  if (hour === undefined) return null;
  const total = Number(hour) * 60 + Number(minute ?? 0);
  return Number(minute ?? 0) > 59 || total > 1440 ? null : total;
}

function halfAgrees(half: string, spans: readonly Span[]): boolean {
  return half.includes('matin') ? spans.every(({ from }) => from >= 720) : spans.every(({ to }) => to <= 840);
}

function clock(total: number): string {
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/** A week told day by day, as forms ask it. A day left empty is a day on which nothing opens. */
export function readWeek(week: Readonly<Partial<Record<OsmDay, string>>>): HoursRead {
  const said = OSM_DAYS.flatMap((day, n) => {
    const text = (week[day] ?? '').replace(/\s+/g, ' ').trim();
    return text === '' || text === '-' ? [] : [{ name: DAY_NAMES[n] ?? day, day, text }];
  });
  if (said.length === 0) return { osm: null, words: null };
  const words = said.map(({ name, text }) => `${name} : ${text}`).join(' ; ');
  const read = said.map(({ day, text }) => ({ day, read: readDay(text) }));
  return { osm: toOsm(read), words };
}

const DAY_NAMES = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const DAY = String.raw`(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)s?\b\.?`;
const DAYS = String.raw`(?:(?:du |de )?${DAY}(?: ?(?:au|a|-) ?${DAY})?|tous les jours|7j\/7)`;
const DAY_LIST = new RegExp(
  String.raw`^(?:le |les )?(${DAYS}(?:(?: ?, ?(?:et )?| et |\/| & )(?:le |les )?${DAYS})*)\s*:?\s*`,
);

/** Hours in running words: « Lundi au vendredi : 9h-12h et 14h-17h ; samedi 9h-12h ». */
export function readWords(text: string): HoursRead {
  const words = text.trim();
  if (words === '') return { osm: null, words: null };
  if (readDay(words).kind === 'appointment') return { osm: BY_APPOINTMENT, words };
  const read: { day: OsmDay; read: DayRead }[] = [];
  for (const clause of clausesOf(plain(words.replace(/\n/g, ' ; ')))) {
    const found = DAY_LIST.exec(clause);
    if (found === null) return { osm: null, words };
    const hours = readDay(clause.slice(found[0].length));
    for (const day of daysOf(found[1] ?? '')) {
      if (hours.kind === 'unsaid' || read.some((known) => known.day === day)) return { osm: null, words };
      read.push({ day, read: hours });
    }
  }
  return { osm: toOsm(read), words };
}

/** A clause begins at a day that follows hours; semicolons and full stops end one too. */
function clausesOf(text: string): string[] {
  const marked = text.replace(
    new RegExp(
      String.raw`(\d ?h ?(?:\d{2})?|\d:\d{2}|ferme|rendez-vous|rdv)\s*(?:,|\.|;|\/| et| -)?\s+(?=(?:et )?(?:le |les )?${DAYS})`,
      'g',
    ),
    '$1;',
  );
  return marked
    .split(/;|\.(?=\s|$)/)
    .map((clause) => clause.trim().replace(/^et /, ''))
    .filter((clause) => clause !== '');
}

function daysOf(list: string): OsmDay[] {
  if (/tous les jours|7j\/7/.test(list)) return [...OSM_DAYS];
  return list.split(/ ?, ?(?:et )?| et |\/| & /).flatMap((part) => {
    const [first, last] = [...part.matchAll(new RegExp(DAY, 'g'))].map(([name]) => dayIndex(name));
    if (first === undefined) return [];
    return OSM_DAYS.slice(first, (last ?? first) + 1);
  });
}

function dayIndex(name: string): number {
  return DAY_NAMES.findIndex((known) => known.startsWith(name.slice(0, 3)));
}

/** Days with the same hours together, in the order of the week; null when one day is unsure. */
function toOsm(read: readonly { day: OsmDay; read: DayRead }[]): string | null {
  if (read.length === 0 || read.some(({ read: { kind } }) => kind === 'unsure')) return null;
  const byHours = new Map<string, OsmDay[]>();
  for (const day of OSM_DAYS) {
    const hours = hoursOf(read.find((one) => one.day === day)?.read);
    if (hours !== null) byHours.set(hours, [...(byHours.get(hours) ?? []), day]);
  }
  if (byHours.size === 0) return 'off';
  return [...byHours].map(([hours, days]) => `${dayRanges(days)} ${hours}`).join('; ');
}

function hoursOf(day: DayRead | undefined): string | null {
  if (day?.kind === 'appointment') return BY_APPOINTMENT;
  if (day?.kind !== 'open') return null;
  return `${day.spans.join(',')}${day.appointment ? ` ${BY_APPOINTMENT}` : ''}`;
}

/** « Mo-Th,Sa ». */
function dayRanges(days: readonly OsmDay[]): string {
  const runs: OsmDay[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const follows = run !== undefined && OSM_DAYS.indexOf(day) === OSM_DAYS.indexOf(run.at(-1) ?? 'Mo') + 1;
    if (follows) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}
