import writeXlsxFile, { type Row, type SheetData } from 'write-excel-file/node';
import { type Cell, type ColumnKind, type FigureColumn, type FigureTable, HIDDEN } from './rules/figures.ts';
import { HIDDEN_WORDS } from './say-cell.fr.ts';

/** An export: its tables, and the lines that say what they stand on (period, moment, head of the ledger). */
export interface FiguresExport {
  title: string;
  facts: readonly (readonly [name: string, value: string])[];
  tables: readonly FigureTable[];
}

/** The byte order mark without which the Excel of France reads UTF-8 as Windows-1252. */
const BOM = '\ufeff';

/** The tables one under the other, as French spreadsheets open them: semicolons, decimal commas, CRLF. */
export function toCsv({ title, facts, tables }: FiguresExport): string {
  const lines: string[][] = [[title], ...facts.map(([name, value]) => [name, value])];
  for (const { title: name, columns, rows, totals, note } of tables) {
    lines.push([], [name], columns.map(header));
    for (const row of totals === null ? rows : [...rows, totals])
      lines.push(row.map((cell, i) => figureText(cell, columns[i]?.kind ?? 'text')));
    if (note !== null) lines.push([note]);
  }
  return `${BOM}${lines.map((cells) => cells.map(csvCell).join(';')).join('\r\n')}\r\n`;
}

/** One sheet a table. */
export function toXlsx({ title, facts, tables }: FiguresExport): Promise<Buffer> {
  const head: SheetData = [[bold(title)], ...facts.map(([name, value]) => [name, value]), []];
  const sheets = tables.map(({ title: name, columns, rows, totals }, i) => ({
    sheet: sheetName(name, i),
    data: [
      ...head,
      [bold(name)],
      columns.map((column) => bold(header(column))),
      ...rows.map((row) => sheetRow(row, columns)),
      ...(totals === null ? [] : [sheetRow(totals, columns)]),
    ],
    columns: columns.map((_, c) => ({ width: c === 0 ? 42 : 20 })),
  }));
  return writeXlsxFile(sheets).toBuffer();
}

function bold(value: string) {
  return { value, fontWeight: 'bold' as const };
}

function sheetRow(row: readonly Cell[], columns: readonly FigureColumn[]): Row {
  return row.map((cell, i) => {
    if (cell === null) return null;
    if (typeof cell === 'string') return cell === HIDDEN ? HIDDEN_WORDS : cell;
    return columns[i]?.kind === 'cents' ? cell / 100 : cell;
  });
}

/** Excel refuses []:*?/\ and more than 31 signs. */
function sheetName(title: string, i: number): string {
  return `${i + 1} ${title.replaceAll(/[[\]:*?/\\]/g, ' ')}`.slice(0, 31).trim();
}

function header({ name, kind }: FigureColumn): string {
  if (kind === 'cents') return `${name} (€)`;
  if (kind === 'days') return `${name} (jours)`;
  return kind === 'share' ? `${name} (part de 1)` : name;
}

function figureText(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell === HIDDEN ? HIDDEN_WORDS : cell;
  const figure = kind === 'cents' ? (cell / 100).toFixed(2) : String(Math.round(cell * 1e4) / 1e4);
  return figure.replace('.', ',');
}

/**
 * A cell that a spreadsheet shows and never runs: a text that begins like a formula is preceded by an apostrophe
 * (OWASP, CSV injection). Figures of ours are left as they are, a minus sign included.
 */
export function csvCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(,\d+)?$/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
