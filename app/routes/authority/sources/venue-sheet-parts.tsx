import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sourceWords } from '#app/directory/texts.fr.ts';
import type { FieldGroup, VenueFields } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS, groupWords } from '#app/sources/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { ActForm } from '../act-form.tsx';

interface SaidBy {
  readonly id: string;
  readonly source: string;
  readonly saidOn: string;
  readonly name: string;
}

interface FromRecords {
  readonly group: FieldGroup;
  readonly ids: readonly string[];
}

interface ConflictsProps {
  readonly conflicts: readonly FromRecords[];
  readonly records: readonly SaidBy[];
  readonly said: readonly { readonly id: string; readonly words: Partial<VenueFields> }[];
  readonly opKey: string;
}

/** What sources do not say alike: the first is shown to the public, another may be chosen. */
export function Conflicts({ conflicts, records, said, opKey }: ConflictsProps) {
  if (conflicts.length === 0) return <p>Les sources de ce lieu disent la même chose.</p>;
  return (
    <section aria-labelledby="titre-desaccords">
      <h2 id="titre-desaccords">Les sources ne disent pas la même chose</h2>
      {conflicts.map(({ group, ids }) => (
        <section key={group} className="panel" aria-label={GROUP_WORDS[group]}>
          <h3>{GROUP_WORDS[group]}</h3>
          <ul className="people-list">
            {ids.map((id, n) => (
              <li key={id}>
                <span>
                  {groupWords(said.find((record) => record.id === id)?.words ?? {}, group) ?? 'rien'}
                  <br />
                  <span className="hint">{sayWho(records, id)}</span>
                </span>
                {n === 0 ? (
                  <Tag look="ok">affiché</Tag>
                ) : (
                  <ActForm act="choose" opKey={opKey}>
                    <input type="hidden" name="group" value={group} />
                    <input type="hidden" name="recordId" value={id} />
                    <SubmitButton look="quiet">
                      J’affiche plutôt ceci<span className="visually-hidden"> pour : {GROUP_WORDS[group]}</span>
                    </SubmitButton>
                  </ActForm>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

interface WhoSaysWhatProps {
  readonly provenance: readonly FromRecords[];
  readonly records: readonly SaidBy[];
  readonly fields: VenueFields;
}

/** What is shown to the public, and from whom. */
export function WhoSaysWhat({ provenance, records, fields }: WhoSaysWhatProps) {
  return (
    <DataTable
      caption="Ce qui est affiché, et qui le dit"
      rows={provenance}
      keyOf={({ group }) => group}
      columns={[
        { header: 'Information', cell: ({ group }) => GROUP_WORDS[group] },
        { header: 'Ce qui est affiché', cell: ({ group }) => groupWords(fields, group) ?? '—' },
        { header: 'D’après', cell: ({ ids }) => [...new Set(ids.map((id) => sayWho(records, id)))].join(' ; ') },
      ]}
    />
  );
}

function sayWho(records: readonly SaidBy[], id: string): string {
  const record = records.find((one) => one.id === id);
  return record === undefined ? '' : saySource(record);
}

/** A source and the day of its words. */
export function saySource({ source, saidOn }: { readonly source: string; readonly saidOn: string }): string {
  return `${sourceWords(source)}, ${saidOn > '1990' ? sayDate(saidOn) : 'date inconnue'}`;
}
