import { capital, sayDay } from '#app/calendar/rules/french-dates.ts';
import { sayClosure } from '#app/directory/closures.fr.ts';
import { FIELD_GROUPS, type FieldGroup } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import { wordsOf } from '#app/sources/words-of.ts';
import { sayStop } from '#app/ui/components/say-stop.ts';
import { same } from '#app/upkeep/rules/history.ts';
import type { PageWord, PageWords } from '#app/upkeep/rules/page-words.ts';
import type { Stop } from '#app/upkeep/rules/stop.ts';
import type { TourChange } from '#app/upkeep/rules/stop-history.ts';

export interface Difference {
  label: string;
  /** Null for nothing. */
  before: string | null;
  after: string | null;
}

/**
 * A change in words, one line for each thing changed: what stood there (said by the venue or by a source) and
 * what was written. What an undoing leaves to the other sources is said so.
 */
export function sayDifferences(
  change: { before: PageWords; after: PageWords; shown: PageWords },
  now: Date,
): Difference[] {
  const words = new Set([...Object.keys(change.before), ...Object.keys(change.after)]);
  const groups = (Object.keys(FIELD_GROUPS) as FieldGroup[]).filter(
    (group) => group !== 'position' && FIELD_GROUPS[group].some((key) => words.has(key)),
  );
  const lines = groups.map((group): Difference => {
    const unsaid = FIELD_GROUPS[group].every((key) => change.after[key] === undefined);
    return {
      label: GROUP_WORDS[group],
      before: wordsOf(change.shown, group, now),
      after: unsaid ? 'ce que disent les autres sources' : wordsOf(change.after, group, now),
    };
  });
  return [
    ...lines,
    ...own(change, 'welcomeNote', 'Comment venir', noteWords),
    ...own(change, 'closures', 'Fermetures', closuresWords),
  ];
}

function own(
  { before, after }: { before: PageWords; after: PageWords },
  word: PageWord & ('welcomeNote' | 'closures'),
  label: string,
  say: (words: PageWords) => string | null,
): Difference[] {
  return same(before[word], after[word]) ? [] : [{ label, before: say(before), after: say(after) }];
}

function noteWords({ welcomeNote }: PageWords): string | null {
  return welcomeNote ?? null;
}

function closuresWords({ closures = [] }: PageWords): string | null {
  return closures.length === 0 ? null : closures.map((closure) => sayClosure(closure)).join(' ; ');
}

const STOPS_SAID = 3;

/** What a change did to a tour: where the venue was to stop, where it is to stop. */
export function sayTourChange({ announced, takenBack }: TourChange, today: string): Difference[] {
  const [before, after] = [stopsWords(takenBack, today), stopsWords(announced, today)];
  if (before === null && after === null) return [];
  const label = before === null ? 'Annoncé' : after === null ? 'Retiré' : 'Modifié';
  return [{ label, before, after }];
}

function stopWords(stop: Stop, today: string): string {
  return `${capital(sayStop(stop, today))}${stop.note === null ? '' : ` (« ${stop.note} »)`}`;
}

/** The first of them, how many more there are and until when; null for none. */
function stopsWords(stops: readonly Stop[], today: string): string | null {
  if (stops.length === 0) return null;
  const said = stops.slice(0, STOPS_SAID).map((stop) => stopWords(stop, today));
  const [more, last] = [stops.length - STOPS_SAID, stops.at(-1)];
  if (more <= 0 || last === undefined) return said.join(' ; ');
  return `${said.join(' ; ')} ; et ${more === 1 ? 'un autre' : `${more} autres`}, jusqu’au ${sayDay(last.day, today)}`;
}
