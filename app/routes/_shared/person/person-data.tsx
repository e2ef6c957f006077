import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayDatum, sayHeader } from './say-data.ts';

interface PersonDataProps {
  readonly of: Readonly<Record<string, readonly unknown[]>>;
  /** The headings, by the names of the parts. */
  readonly words: Readonly<Record<string, string>>;
}

/** All that is written about a person, part by part: to be read, or printed. */
export function PersonData({ of, words }: PersonDataProps) {
  return (
    <div className="flow">
      {Object.entries(of).map(([part, rows]) => (
        <section key={part}>
          <h2>{words[part] ?? part}</h2>
          {rows.length === 0 ? <p>Rien.</p> : <Rows part={words[part] ?? part} rows={rows as readonly Row[]} />}
        </section>
      ))}
    </div>
  );
}

type Row = Readonly<Record<string, unknown>>;

function Rows({ part, rows }: { readonly part: string; readonly rows: readonly Row[] }) {
  const columns = Object.keys(rows[0] ?? {}).map((name) => ({
    header: sayHeader(name),
    cell: (row: Row & { n: number }) => sayDatum(name, row[name]),
  }));
  const numbered = rows.map((row, n) => ({ ...row, n }));
  return <DataTable caption={part} captionHidden columns={columns} rows={numbered} keyOf={({ n }) => String(n)} />;
}
