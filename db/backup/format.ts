import { z } from 'zod';

/*
 * A backup is a gzip of lines of text (docs/backup.md shows how to read it by hand):
 *
 *   {"format":"passerelle-backup-1", …}          the head
 *   {"table":"public.partner","columns":[…]}     then, for each table, its rows as COPY writes them,
 *   …                                            one a line: a new line inside a value is written \n
 *   \.                                           and the mark of their end, which no row can be
 *   {"end":true, …}                              the tail: SHA-256 of each table's rows, and of all that stands before it
 */
export const FORMAT = 'passerelle-backup-1';

/** What ends the rows of a table, as in the files of `psql`. */
export const END_OF_ROWS = Buffer.from('\\.\n');

const link = z.object({ seq: z.number().int().min(0), hash: z.string() });

const head = z.object({
  format: z.literal(FORMAT),
  /** The version of Passerelle that wrote it, and of PostgreSQL that it read. */
  passerelle: z.string(),
  postgresql: z.string(),
  at: z.string(),
  /** HMAC of a fixed text under the installation's key, to tell at a restoration whether the key is the same; null when unknown. */
  keyMark: z.string().nullable(),
  migrations: z.array(z.object({ at: z.number(), hash: z.string() })).min(1),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int().min(0), leftEmpty: z.boolean() }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  /** The heads of the chains of seals; without those that did not exist yet at its migration. */
  seals: z.record(z.string(), link),
  /** How many rows broke each invariant; null when the database was older than the program that read it. */
  invariants: z.record(z.string(), z.number()).nullable(),
});

const tail = z.object({
  end: z.literal(true),
  tables: z.record(z.string(), z.object({ rows: z.number().int().min(0), sha256: z.string() })),
  sha256: z.string(),
});

/** What a backup says of itself before its rows. */
export type BackupHead = z.infer<typeof head>;
export type BackupTable = BackupHead['tables'][number];
export type BackupTail = z.infer<typeof tail>;

/** The file cannot be restored, or not there. The message is a French sentence; nothing was changed. */
export class BackupRefused extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'BackupRefused';
  }
}

/** Reads the first line. Throws BackupRefused when it is not that of a backup this version reads. */
export function parseHead(line: string | null): BackupHead {
  const value = parseJson(line);
  const format = z.object({ format: z.string() }).safeParse(value);
  if (!format.success) throw new BackupRefused('Ce fichier n’est pas une sauvegarde de Passerelle.');
  if (format.data.format !== FORMAT) {
    throw new BackupRefused(
      `Cette sauvegarde est au format « ${format.data.format} » ; cette version de Passerelle lit « ${FORMAT} ».`,
    );
  }
  const parsed = head.safeParse(value);
  if (!parsed.success) throw damaged('son en-tête n’est pas complet');
  return parsed.data;
}

/** Reads the last line. Throws BackupRefused when it is missing or something else. */
export function parseTail(line: string | null): BackupTail {
  if (line === null) throw damaged('elle est coupée avant la fin');
  const parsed = tail.safeParse(parseJson(line));
  if (!parsed.success) throw damaged('sa dernière ligne n’est pas celle d’une sauvegarde');
  return parsed.data;
}

/** A file that is not as it was written. */
export function damaged(how: string, options?: ErrorOptions): BackupRefused {
  return new BackupRefused(
    `Cette sauvegarde est abîmée : ${how}. Rien n’a été changé ; prenez une autre copie.`,
    options,
  );
}

/** How many lines end in these bytes: rows have one each. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function parseJson(line: string | null): unknown {
  if (line === null) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
