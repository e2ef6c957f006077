import { plainVoucherCode } from '#app/passes/rules/code.ts';

/** The kinds of file a supplier may send. */
export const FILE_KINDS = ['CSV', 'XLSX'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** More would not be read in the time of one page. */
export const MOST_ROWS = 20_000;
export const MOST_BYTES = 1024 * 1024;
const MOST_PASSES_OF_BOOKLET = 50;

/** What a file is, by its first bytes, whatever its name says; null for what is neither of the two kinds. */
export function kindOf(bytes: Uint8Array): FileKind | null {
  if (bytes.length === 0) return null;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return bytes[2] === 3 && bytes[3] === 4 ? 'XLSX' : null;
  // A text has no control sign but tabulations and ends of lines; a PDF or an old .xls does.
  const head = bytes.subarray(0, 4096);
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return null;
  return new TextDecoder('latin1').decode(head.subarray(0, 5)) === '%PDF-' ? null : 'CSV';
}

const SERIAL = /^[0-9A-Z][0-9A-Z-]{1,29}$/;

/** A row that cannot be imported, by its number in the file (the heading is row 1), and why, in French. */
export interface RowProblem {
  readonly row: number;
  readonly reason: string;
}

export interface FileBooklet {
  readonly serial: string;
  /** In the order of the file. */
  readonly codes: readonly string[];
  /** The row of each code. */
  readonly rows: readonly number[];
}

export interface CheckedRows {
  readonly booklets: readonly FileBooklet[];
  readonly problems: readonly RowProblem[];
}

/**
 * Reads the rows under the heading: one pass each, with the serial of its booklet and its code. Any row
 * that cannot be read, a code written twice, booklets of different sizes: each is a problem of a row.
 */
export function checkRows(
  rows: readonly (readonly string[])[],
  { serialColumn, codeColumn }: { serialColumn: number; codeColumn: number },
): CheckedRows {
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const found = new Map<string, { serial: string; codes: string[]; rows: number[] }>();
  rows.forEach((cells, i) => {
    const row = i + 2;
    const serial = (cells[serialColumn] ?? '').trim().toUpperCase();
    const typed = cells[codeColumn] ?? '';
    const code = plainVoucherCode(typed) ?? '';
    const before = seen.get(code);
    const reason = problemOf(serial, typed) ?? (before === undefined ? null : `Ce code est déjà à la ligne ${before}.`);
    if (reason !== null) {
      problems.push({ row, reason });
      return;
    }
    seen.set(code, row);
    const booklet = found.get(serial) ?? { serial, codes: [], rows: [] };
    booklet.codes.push(code);
    booklet.rows.push(row);
    found.set(serial, booklet);
  });
  const booklets = [...found.values()];
  return { booklets, problems: [...problems, ...sizeProblems(booklets)].sort((a, b) => a.row - b.row) };
}

function problemOf(serial: string, typed: string): string | null {
  if (serial === '') return 'Le numéro du carnet manque.';
  if (!SERIAL.test(serial)) return 'Ce numéro de carnet a des signes que nous ne savons pas lire.';
  if (typed.trim() === '') return 'Le code manque.';
  if (/E\+\d+$/i.test(typed.trim()))
    return 'Le tableur a abîmé ce code. Demandez au fournisseur un fichier où les codes sont du texte.';
  return plainVoucherCode(typed) !== null ? null : 'Un code a de 9 à 24 chiffres ou lettres sans accent.';
}

/** Booklets of a lot all have the same number of passes: the one most of them have. */
function sizeProblems(booklets: readonly FileBooklet[]): RowProblem[] {
  const counts = new Map<number, number>();
  for (const { codes } of booklets) counts.set(codes.length, (counts.get(codes.length) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  const size = usual?.[0] ?? 0;
  return booklets.flatMap(({ serial, codes, rows }) => {
    const row = rows[0] ?? 1;
    if (codes.length > MOST_PASSES_OF_BOOKLET)
      return [{ row, reason: `Le carnet ${serial} a plus de ${MOST_PASSES_OF_BOOKLET} pass.` }];
    return codes.length === size
      ? []
      : [{ row, reason: `Le carnet ${serial} a ${codes.length} pass, les autres ${size}.` }];
  });
}
