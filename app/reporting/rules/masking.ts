/** A figure as it may be shown: null stands for "fewer than 6, or hidden so that another cannot be found". */
export type Masked = number | null;

/** A cell that counts fewer persons than this is not shown: somebody could be recognised. */
export const SMALLEST_SHOWN = 6;

/** Whether one figure alone may be shown. Nobody is recognised in a zero. */
export function mayShow(count: number): boolean {
  return count === 0 || count >= SMALLEST_SHOWN;
}

/** One figure that stands alone. */
export function maskOne(count: number): Masked {
  return mayShow(count) ? count : null;
}

/**
 * A row of counts whose total is shown beside it. Small cells are hidden; then, while a subtraction from the
 * total would give one away (it stands alone, or what is hidden is too little for each cell to be uncertain),
 * the smallest cell still shown is hidden too. Zeros are never sacrificed: they hide nothing.
 */
export function maskRow(counts: readonly number[]): Masked[] {
  const cells: Masked[] = counts.map(maskOne);
  for (let next = nextToHide(counts, cells); next !== null; next = nextToHide(counts, cells)) cells[next] = null;
  return cells;
}

/**
 * A table of counts with totals of rows and of columns beside it: rows and columns are looked at in turn
 * until no hidden cell can be found by subtraction.
 */
export function maskTable(counts: readonly (readonly number[])[]): Masked[][] {
  const cells: Masked[][] = counts.map((row) => row.map(maskOne));
  const width = Math.max(0, ...counts.map((row) => row.length));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [r, row] of counts.entries()) {
      const next = nextToHide(row, cells[r] ?? []);
      if (next === null) continue;
      (cells[r] as Masked[])[next] = null;
      changed = true;
    }
    for (let c = 0; c < width; c += 1) {
      const column = counts.map((row) => row[c] ?? 0);
      const next = nextToHide(
        column,
        cells.map((row) => row[c] ?? null),
      );
      if (next === null) continue;
      (cells[next] as Masked[])[c] = null;
      changed = true;
    }
  }
  return cells;
}

/** Which lines of a table to hide whole, from the persons each of them stands for. */
export interface Hidden {
  /** One answer a line, in the order given. */
  rows: boolean[];
  /** Whether the total must be hidden too: it stands for fewer than six persons, or for one line alone. */
  total: boolean;
}

/**
 * Which lines of a table of several figures to hide, from the persons behind each line; the total is shown, or
 * known from another page. As `maskRow`; and when nobody is left to hide behind, the empty lines are hidden too,
 * so that "six persons in six lines" does not say one person each.
 */
export function hideSmall(persons: readonly number[], total: number = sum(persons)): Hidden {
  const cells = maskRow(persons);
  const rows = cells.map((cell) => cell === null);
  const hidden = persons.filter((_, i) => rows[i]);
  if (hidden.length > 0 && !shelters(hidden)) for (const [i, n] of persons.entries()) if (n === 0) rows[i] = true;
  const alone = persons.length === 1 && rows[0] === true;
  return { rows, total: !mayShow(total) || alone };
}

/** Whether figures hidden together keep each of them uncertain: every one could be one, and every one could be six. */
function shelters(hidden: readonly number[]): boolean {
  return hidden.length >= 2 && sum(hidden) >= hidden.length - 1 + SMALLEST_SHOWN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, n) => total + n, 0);
}

/** The smallest shown cell that must be hidden for the others' sake, or null when the line is safe. */
function nextToHide(counts: readonly number[], cells: readonly Masked[]): number | null {
  const hidden = counts.filter((_, i) => cells[i] === null);
  if (hidden.length === 0 || shelters(hidden)) return null;
  let smallest: number | null = null;
  for (const [i, count] of counts.entries()) {
    if (cells[i] === null || count === 0) continue;
    if (smallest === null || count < (counts[smallest] ?? 0)) smallest = i;
  }
  return smallest;
}
