import { hoursInWords } from '#app/directory/ordinary-week.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import type { OpenConflict } from './open-conflicts.ts';
import type { FieldGroup, VenueFields, VenueRecord } from './rules/fields.ts';
import { groupWords } from './texts.fr.ts';

/** What a record says of a group, for people: hours in French, never in the syntax of files. Null for nothing. */
export function wordsOf(fields: Partial<VenueFields>, group: FieldGroup, now: Date): string | null {
  if (group === 'phone') return fields.phone == null || fields.phone === '' ? null : phoneWords(fields.phone);
  if (group !== 'hours') return groupWords(fields, group);
  const { openingHours = null, hoursText = null } = fields;
  return hoursInWords({ openingHours, hoursText }, now);
}

/** What one source says of what is in question. */
export interface Said {
  readonly id: string;
  readonly source: string;
  readonly saidOn: string;
  /** Null when it says that there is nothing. */
  readonly words: string | null;
}

/** A disagreement as it is shown to whoever settles it. */
export interface ShownConflict extends Pick<OpenConflict, 'venueId' | 'group' | 'seen'> {
  readonly shown: Said;
  readonly others: readonly Said[];
}

export function showConflict({ venueId, group, seen, shown, others }: OpenConflict, now: Date): ShownConflict {
  const said = ({ id, source, saidOn, fields }: VenueRecord): Said => ({
    id,
    source,
    saidOn,
    words: wordsOf(fields, group, now),
  });
  return { venueId, group, seen, shown: said(shown), others: others.map(said) };
}
