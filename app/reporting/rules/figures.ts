import { hideSmall } from './masking.ts';

/** What stands in place of a figure that is not shown: small itself, or hidden so that a small one cannot be found. */
export const HIDDEN = 'HIDDEN';

/** Text, a count, cents, a share of 1, days … as its column says; null where nothing can be said. */
export type Cell = string | number | null;

export type ColumnKind = 'text' | 'count' | 'cents' | 'share' | 'days' | 'decimal';

export interface FigureColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Never hidden: it says nothing of the people of its line. */
  readonly open?: boolean | undefined;
}

/** A table of figures as it is shown, exported and frozen. Its words are French, its figures plain. */
export interface FigureTable {
  readonly title: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly totals: readonly Cell[] | null;
  readonly note: string | null;
  /** The column that counts the persons behind each line; null when no line is about people. */
  readonly persons: number | null;
  /** What to draw of it: bars of one column, or a line for each row over several. */
  readonly chart: { kind: 'BARS'; value: number } | { kind: 'LINES'; values: readonly number[] } | null;
}

/** One indicator of the funder's: R1 to R15. */
export interface Indicator {
  readonly code: ReportCode;
  readonly tables: readonly FigureTable[];
}

export const REPORT_CODES = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
] as const;
export type ReportCode = (typeof REPORT_CODES)[number];

/** The table as it may be shown: lines that stand for too few persons lose their figures, and so do their neighbours. */
export function maskFigures(table: FigureTable): FigureTable {
  const { persons, columns } = table;
  if (persons === null) return table;
  const total = table.totals?.[persons];
  const hidden = hideSmall(
    table.rows.map((row) => Number(row[persons] ?? 0)),
    ...(typeof total === 'number' ? [total] : []),
  );
  const hide = (row: readonly Cell[], small: boolean) =>
    small ? row.map((cell, i) => (columns[i]?.kind === 'text' || columns[i]?.open === true ? cell : HIDDEN)) : row;
  return {
    ...table,
    rows: table.rows.map((row, i) => hide(row, hidden.rows[i] === true)),
    totals: table.totals === null ? null : hide(table.totals, hidden.total),
  };
}

/** a ÷ b, or null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/**
 * The value under which this share of the persons stand, among values counted: the smallest one that at least that
 * many have (discrete, so that it is a value somebody has). Null of nobody.
 */
export function quantile(counted: readonly { value: number; persons: number }[], at: number): number | null {
  const sorted = [...counted].filter(({ persons }) => persons > 0).sort((a, b) => a.value - b.value);
  const all = sorted.reduce((sum, { persons }) => sum + persons, 0);
  let seen = 0;
  for (const { value, persons } of sorted) {
    seen += persons;
    if (seen >= at * all) return value;
  }
  return null;
}
