import { type Cell, type FigureTable, HIDDEN } from '#app/reporting/rules/figures.ts';
import { sayCell } from '#app/reporting/say-cell.fr.ts';
import { BarList } from '#app/ui/charts/bar-list.tsx';
import { LineChart } from '#app/ui/charts/line-chart.tsx';
import { DataTable } from '#app/ui/components/data-table.tsx';

/** More bars than this and nobody reads them: the longest are drawn, and the table has them all. */
const MOST_BARS = 20;

interface FiguresSectionProps {
  readonly tables: readonly FigureTable[];
  /** The indicator they belong to, on a page that shows several: tables of two may bear the same title. */
  readonly of?: string;
}

const SHORT: Readonly<Record<string, string>> = {
  janvier: 'janv.',
  février: 'févr.',
  avril: 'avr.',
  juillet: 'juil.',
  septembre: 'sept.',
  octobre: 'oct.',
  novembre: 'nov.',
  décembre: 'déc.',
};

/** "sept. 2026" under a point of a drawing; mars, mai, juin and août are short enough. */
function shortMonth(month: string): string {
  const [name = '', year] = month.split(' ');
  return year === undefined ? month : `${SHORT[name] ?? name} ${year}`;
}

/** The tables of an indicator, each with its drawing. */
export function FiguresSection({ tables, of }: FiguresSectionProps) {
  const Heading = of === undefined ? 'h2' : 'h3';
  return (
    <div className="flow">
      {tables.map((table) => (
        <section key={table.title} className="figures">
          <Heading className="figures-title">{table.title}</Heading>
          {table.rows.length === 0 && table.totals === null ? (
            <p className="hint">Rien à compter avec ces filtres.</p>
          ) : (
            <>
              <Chart table={table} />
              <FigureDataTable table={table} of={of} />
            </>
          )}
          {table.note !== null && <p className="hint">{table.note}</p>}
        </section>
      ))}
    </div>
  );
}

function FigureDataTable({ table, of }: { table: FigureTable; of: string | undefined }) {
  const rows = table.rows.map((cells, i) => ({ key: String(i), cells }));
  const say = (cells: readonly Cell[], i: number) => sayCell(cells[i] ?? null, table.columns[i]?.kind ?? 'text');
  return (
    <DataTable<{ key: string; cells: readonly Cell[] }>
      caption={of === undefined ? table.title : `${of}, ${table.title}`}
      captionHidden
      rows={rows}
      keyOf={({ key }) => key}
      columns={table.columns.map(({ name, kind }, i) => ({
        header: name,
        numeric: kind !== 'text',
        cell: ({ cells }) => (cells[i] === HIDDEN ? <span className="hint">{say(cells, i)}</span> : say(cells, i)),
      }))}
      {...(table.totals === null ? {} : { totals: table.columns.map((_, i) => say(table.totals ?? [], i)) })}
    />
  );
}

function Chart({ table }: { table: FigureTable }) {
  const { chart, columns, rows } = table;
  if (chart === null || rows.length === 0) return null;
  if (chart.kind === 'LINES') {
    return (
      <LineChart
        title={table.title}
        steps={rows.map(([name]) => shortMonth(String(name)))}
        lines={chart.values.map((i) => ({
          name: columns[i]?.name ?? '',
          values: rows.map((row) => (typeof row[i] === 'number' ? row[i] : null)),
        }))}
      />
    );
  }
  const kind = columns[chart.value]?.kind ?? 'count';
  const many = rows.length > MOST_BARS;
  const drawn = many ? longest(rows, chart.value) : rows;
  return (
    <BarList
      title={many ? `${table.title}\u00a0: les ${drawn.length} premiers` : table.title}
      titleShown={many}
      bars={drawn.map((row) => {
        const cell = row[chart.value] ?? null;
        return { label: String(row[0]), value: typeof cell === 'number' ? cell : null, words: sayCell(cell, kind) };
      })}
    />
  );
}

/** The rows with the largest figures in a column, largest first; those that are masked have none. */
function longest(rows: FigureTable['rows'], column: number): FigureTable['rows'] {
  const known = rows.filter((row) => typeof row[column] === 'number');
  return known.sort((a, b) => Number(b[column]) - Number(a[column])).slice(0, MOST_BARS);
}
