import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { faultCode } from '../faults.ts';
import {
  type BackupHead,
  BackupRefused,
  type BackupTable,
  countLines,
  damaged,
  END_OF_ROWS,
  parseHead,
  parseTail,
} from './format.ts';

/** What is done with a backup while it is read from its first line to its last. */
export interface Visitor {
  /** Called once, before any row. */
  head?(head: BackupHead): Promise<void>;
  /** Called for each table; it reads all of its rows, or none. */
  table?(table: BackupTable, rows: AsyncIterable<Buffer>): Promise<void>;
}

/**
 * Reads a backup once, whole, in bounded memory, and resolves to its head when every row counted and every checksum is
 * as written. Throws BackupRefused otherwise, after the visitor has seen rows that may be wrong: read it once without a
 * visitor before anything is written, and do not commit before it resolves.
 */
export async function walkBackup(file: string, visitor: Visitor = {}): Promise<BackupHead> {
  const source = openFile(file);
  try {
    return await walk(new Lines(source), visitor);
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    throw refusal(error, file) ?? error;
  } finally {
    source.destroy();
  }
}

async function walk(lines: Lines, visitor: Visitor): Promise<BackupHead> {
  const head = parseHead(await lines.next());
  await visitor.head?.(head);
  const found = new Map<string, { rows: number; sha256: string }>();
  for (const table of head.tables) {
    const said = JSON.stringify({ table: table.name, columns: table.columns });
    if ((await lines.next()) !== said) throw damaged(`la table ${table.name} n’y est pas à sa place`);
    const tally = { rows: 0, hash: createHash('sha256') };
    const rows = counted(lines.rows(), tally);
    await visitor.table?.(table, rows);
    for await (const _ of rows) {
      // Read past, where nobody wanted them.
    }
    found.set(table.name, { rows: tally.rows, sha256: tally.hash.digest('hex') });
  }
  const before = lines.digest();
  const tail = parseTail(await lines.next());
  for (const { name, rows } of head.tables) {
    const [said, read] = [tail.tables[name], found.get(name)];
    if (said?.sha256 !== read?.sha256 || said?.rows !== read?.rows || rows !== read?.rows) {
      throw damaged(`les lignes de ${name} ne sont pas celles qui ont été écrites`);
    }
  }
  if (tail.sha256 !== before) throw damaged('sa somme de contrôle n’est pas celle qui a été écrite');
  if ((await lines.next()) !== null) throw damaged('il y a quelque chose après sa fin');
  return head;
}

async function* counted(rows: AsyncIterable<Buffer>, tally: { rows: number; hash: Hash }): AsyncGenerator<Buffer> {
  for await (const bytes of rows) {
    tally.rows += countLines(bytes);
    tally.hash.update(bytes);
    yield bytes;
  }
}

/** No line that is not rows is longer: a head has some kilobytes. */
const LONGEST_LINE = 16 * 2 ** 20;

/** Cuts a stream of bytes into lines, and blocks of rows up to their mark; hashes all that it has handed out. */
class Lines {
  readonly #source: AsyncIterator<Buffer>;
  readonly #hash = createHash('sha256');
  #rest: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its end; null after the last one. */
  async next(): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end !== -1) return this.#take(end + 1).toString('utf8', 0, end);
      if (this.#rest.length > LONGEST_LINE) return null;
      if (!(await this.#more())) {
        if (this.#rest.length === 0) return null;
        throw damaged('elle est coupée avant la fin');
      }
    }
  }

  /** Whole rows, in pieces, up to the mark, which is consumed. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#rest.subarray(0, END_OF_ROWS.length).equals(END_OF_ROWS)) {
        this.#take(END_OF_ROWS.length);
        return;
      }
      const mark = this.#rest.indexOf(MARK_AFTER_ROW);
      const end = mark === -1 ? this.#rest.lastIndexOf(10) : mark;
      if (end !== -1) yield this.#take(end + 1);
      if (mark === -1 && !(await this.#more())) throw damaged('elle est coupée avant la fin');
    }
  }

  /** SHA-256 of all the bytes handed out so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    this.#hash.update(taken);
    return taken;
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value } = await this.#source.next();
    if (done === true) {
      this.#ended = true;
      return false;
    }
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}

const MARK_AFTER_ROW = Buffer.from('\n\\.\n');

function openFile(file: string) {
  // The last callback: what breaks is told to whoever reads.
  return pipeline(
    createReadStream(file, { highWaterMark: 2 ** 18 }),
    createGunzip({ chunkSize: 2 ** 18 }),
    () => undefined,
  );
}

function refusal(error: unknown, file: string): BackupRefused | null {
  switch (faultCode(error)) {
    case 'ENOENT':
      return new BackupRefused(`Le fichier ${file} n’existe pas.`, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EISDIR':
      return new BackupRefused(`Le fichier ${file} ne peut pas être lu.`, { cause: error });
    case 'Z_BUF_ERROR':
      return damaged('elle est coupée avant la fin', { cause: error });
    case 'Z_DATA_ERROR':
      return damaged('ses octets ne sont plus ceux qui ont été écrits, ou ce n’est pas une sauvegarde', {
        cause: error,
      });
    default:
      return null;
  }
}
