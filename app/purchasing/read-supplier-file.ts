import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { type FileKind, MOST_ROWS } from './rules/supplier-file.ts';

/** A file as a table: its heading, and the rows under it. */
export type SupplierTable =
  | { kind: 'TABLE'; heading: string[]; rows: string[][] }
  | { kind: 'REFUSED'; reason: 'UNREADABLE' | 'EMPTY' | 'TOO_LONG' };

/** An archive that would open into more than this is not a list of codes. */
const MOST_OPENED_BYTES = 64 * 1024 * 1024;

/** Reads a supplier's file of a known kind: the first sheet of a workbook, or a CSV separated by ; , or tabulations. */
export async function readSupplierFile(bytes: Uint8Array, kind: FileKind): Promise<SupplierTable> {
  let cells: string[][];
  try {
    cells = kind === 'XLSX' ? await readWorkbook(bytes) : readCsv(bytes);
  } catch {
    // Whatever a parser says of a broken file, to people it is a broken file.
    return { kind: 'REFUSED', reason: 'UNREADABLE' };
  }
  const [heading, ...rows] = cells.filter((row) => row.some((cell) => cell !== ''));
  if (heading === undefined || rows.length === 0) return { kind: 'REFUSED', reason: 'EMPTY' };
  return rows.length > MOST_ROWS ? { kind: 'REFUSED', reason: 'TOO_LONG' } : { kind: 'TABLE', heading, rows };
}

function readCsv(bytes: Uint8Array): string[][] {
  const text = decode(bytes).replace(/^\ufeff/, '');
  const heading = text.split('\n', 1)[0] ?? '';
  const [delimiter] = [';', ',', '\t'].sort((a, b) => heading.split(b).length - heading.split(a).length);
  return parse(text, { delimiter: delimiter ?? ';', trim: true, relax_column_count: true, to: MOST_ROWS + 2 });
}

/** UTF-8, or what old spreadsheets write when it is not. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  if (openedBytes(bytes) > MOST_OPENED_BYTES) throw new Error('the workbook is too large once opened');
  const sheets = await readXlsxFile(Buffer.from(bytes));
  const [first] = sheets;
  return (first?.data ?? []).map((row) => row.map(sayCell));
}

/** What an archive says it opens into: the sizes in its central directory, one header an entry. */
function openedBytes(bytes: Uint8Array): number {
  const archive = Buffer.from(bytes);
  let total = 0;
  for (let at = archive.indexOf('PK\u0001\u0002'); at !== -1; at = archive.indexOf('PK\u0001\u0002', at + 4)) {
    if (at + 28 <= archive.length) total += archive.readUInt32LE(at + 24);
  }
  return total;
}

/** A number too long for a spreadsheet has lost digits: it stays in the notation that the rules refuse. */
function sayCell(cell: unknown): string {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? String(cell) : cell.toExponential();
  return typeof cell === 'string' ? cell.trim() : cell === null || cell === undefined ? '' : String(cell);
}
