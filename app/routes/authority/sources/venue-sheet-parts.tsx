import { saySource } from '#app/routes/_shared/upkeep/conflict-card.tsx';
import type { FieldGroup } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import type { Said } from '#app/sources/words-of.ts';
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
  /** What is shown to the public. */
  readonly words: string | null;
}

interface ConflictsProps {
  readonly conflicts: readonly { readonly group: FieldGroup; readonly said: readonly Said[] }[];
  readonly opKey: string;
}

/** What sources do not say alike: the first is shown to the public, another may be chosen. */
export function Conflicts({ conflicts, opKey }: ConflictsProps) {
  if (conflicts.length === 0) return <p>Les sources de ce lieu disent la même chose.</p>;
  return (
    <section aria-labelledby="titre-desaccords">
      <h2 id="titre-desaccords">Les sources ne disent pas la même chose</h2>
      {conflicts.map(({ group, said }) => (
        <section key={group} className="panel" aria-label={GROUP_WORDS[group]}>
          <h3>{GROUP_WORDS[group]}</h3>
          <ul className="people-list">
            {said.map((one, n) => (
              <li key={one.id}>
                <span>
                  {one.words ?? 'rien'}
                  <br />
                  <span className="hint">{saySource(one)}</span>
                </span>
                {n === 0 ? (
                  <Tag look="ok">affiché</Tag>
                ) : (
                  <ActForm act="choose" opKey={opKey}>
                    <input type="hidden" name="group" value={group} />
                    <input type="hidden" name="recordId" value={one.id} />
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
}

/** What is shown to the public, and from whom. */
export function WhoSaysWhat({ provenance, records }: WhoSaysWhatProps) {
  return (
    <DataTable
      caption="Ce qui est affiché, et qui le dit"
      rows={provenance}
      keyOf={({ group }) => group}
      columns={[
        { header: 'Information', cell: ({ group }) => GROUP_WORDS[group] },
        { header: 'Ce qui est affiché', cell: ({ words }) => words ?? '—' },
        { header: 'D’après', cell: ({ ids }) => [...new Set(ids.map((id) => sayWho(records, id)))].join(' ; ') },
      ]}
    />
  );
}

function sayWho(records: readonly SaidBy[], id: string): string {
  const record = records.find((one) => one.id === id);
  return record === undefined ? '' : saySource(record);
}
