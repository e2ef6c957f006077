import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sourceWords } from '#app/directory/texts.fr.ts';
import { compose } from '#app/sources/rules/compose.ts';
import type { FieldGroup, VenueRecord } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';

/** What one source says of a venue: the names of what it says, and when it said it. */
export interface SaidBySource {
  readonly source: string;
  readonly saidOn: string;
  readonly groups: readonly FieldGroup[];
}

/** Who says what of a venue: one line for each source whose words are shown. */
export function provenanceOf(records: readonly VenueRecord[]): SaidBySource[] {
  if (records.length === 0) return [];
  const { provenance } = compose(records);
  return records
    .map((record) => ({
      source: record.source,
      saidOn: record.saidOn,
      groups: provenance.filter(({ records: from }) => from.includes(record)).map(({ group }) => group),
    }))
    .filter(({ groups }) => groups.length > 0)
    .sort((a, b) => b.saidOn.localeCompare(a.saidOn));
}

/** Discreet, for who wants to know. */
export function VenueProvenance({ said }: { readonly said: readonly SaidBySource[] }) {
  if (said.length === 0) return null;
  return (
    <details className="no-print">
      <summary>D’où viennent ces informations</summary>
      <ul>
        {said.map(({ source, saidOn, groups }) => (
          <li key={`${source} ${groups.join()}`}>
            {sourceWords(source)}, {saidOn > '1990' ? sayDate(saidOn) : 'date inconnue'}&nbsp;:{' '}
            {groups.map((group) => GROUP_WORDS[group].toLowerCase()).join(', ')}.
          </li>
        ))}
      </ul>
    </details>
  );
}
