import { plainText } from '#app/directory/rules/words.ts';
import { sourceWords } from '#app/directory/texts.fr.ts';
import { FIELD_GROUPS, type FieldGroup } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';

interface Side {
  readonly slug: string;
  /** What each side says of each group; null for nothing. */
  readonly words: Readonly<Partial<Record<FieldGroup, string | null>>>;
  readonly sources: readonly string[];
}

/** Two venues, field by field; what differs is said in words too. */
export function SideBySide({ sides: [a, b] }: { readonly sides: readonly [Side, Side] }) {
  const groups = (Object.keys(FIELD_GROUPS) as FieldGroup[])
    .map((group) => ({ group, of: [a.words[group] ?? null, b.words[group] ?? null] as const }))
    .filter(({ of }) => of.some((words) => words !== null));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="scroller" aria-label="Les deux fiches, champ par champ" tabIndex={0}>
      <table className="side-by-side">
        <caption className="visually-hidden">Les deux fiches, champ par champ</caption>
        <thead>
          <tr>
            <th scope="col">Champ</th>
            <th scope="col">
              <a href={`/lieux/${a.slug}`}>Fiche 1</a>
            </th>
            <th scope="col">
              <a href={`/lieux/${b.slug}`}>Fiche 2</a>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">D’après</th>
            {[a, b].map((side) => (
              <td key={side.slug}>{[...new Set(side.sources)].map(sourceWords).join(', ')}</td>
            ))}
          </tr>
          {groups.map(({ group, of: [one, other] }) => {
            const differs = one !== null && other !== null && plainText(one) !== plainText(other);
            return (
              <tr key={group} className={differs ? 'differs' : undefined}>
                <th scope="row">
                  {GROUP_WORDS[group]}
                  {differs && <span className="hint"> (différent)</span>}
                </th>
                <td>{one ?? '—'}</td>
                <td>{other ?? '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
