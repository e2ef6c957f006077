import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures are aligned on their units. */
  readonly numeric?: boolean;
  /** The cell that names the row; the first column unless one says so. */
  readonly namesRow?: boolean;
}

interface DataTableProps<Row> {
  /** What the table shows: its title, also spoken for its scrolling region. */
  readonly caption: string;
  /** A heading above says it already. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Cells of the last line, one a column. */
  readonly totals?: readonly ReactNode[];
}

/** A table that scrolls within itself on a narrow screen, with the keyboard too. */
export function DataTable<Row>({ caption, captionHidden = false, columns, rows, keyOf, totals }: DataTableProps<Row>) {
  const naming = Math.max(
    0,
    columns.findIndex(({ namesRow }) => namesRow === true),
  );
  const look = (column: Column<Row> | undefined) => (column?.numeric === true ? 'num' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="scroller" aria-label={caption} tabIndex={0}>
      <table>
        <caption className={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.header} scope="col" className={look(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, i) =>
                i === naming ? (
                  <th key={column.header} scope="row" className={look(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.header} className={look(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {totals !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column, i) => (
                <td key={column.header} className={look(column)}>
                  {totals[i]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
