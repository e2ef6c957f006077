/** How a file of values separated by signs is written. */
export interface CsvLook {
  separator: ',' | ';';
  /** Written first, so that a spreadsheet reads the accents. */
  byteOrderMark: boolean;
}

/** RFC 4180, as the national platform reads it. */
export const STANDARD_CSV: CsvLook = { separator: ',', byteOrderMark: false };
/** What a spreadsheet set to French opens by itself. */
export const SPREADSHEET_CSV: CsvLook = { separator: ';', byteOrderMark: true };

type Cell = string | number | undefined;

/** One line of the file, its end included. */
export function csvLine(cells: readonly Cell[], { separator }: CsvLook): string {
  return `${cells.map((cell) => writeCell(cell, separator)).join(separator)}\r\n`;
}

function writeCell(cell: Cell, separator: string): string {
  if (cell === undefined) return '';
  const text = typeof cell === 'number' ? String(cell) : inert(cell);
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * A spreadsheet runs what begins with one of these signs; an apostrophe makes it a text. Numbers and
 * telephone numbers stay exact: « +33478… » is the form the standard wants, and computes nothing.
 */
function inert(text: string): string {
  if (/^[+-]?[\d .]*$/.test(text)) return text;
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
