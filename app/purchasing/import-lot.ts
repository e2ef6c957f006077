import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Secrets } from '#app/platform/secrets.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import { closeImport, findTaken, findWaitingFile, insertImport, wasImported } from '#db/queries/lot-imports.ts';
import { writeLot } from '#db/queries/passes.ts';
import { readSupplierFile } from './read-supplier-file.ts';
import { cents } from './rules/funding.ts';
import { checkRows, type FileBooklet, kindOf, MOST_BYTES, type RowProblem } from './rules/supplier-file.ts';
import { openFile, sealFile } from './seal.ts';

/** What a refusal shows of wrong rows; the others are counted. */
const MOST_SHOWN = 50;

/** Keeps a supplier's file, sealed, until its columns are named: an hour at most. Value: the import's id. */
export const keepSupplierFile = intention({
  name: 'keep-supplier-file',
  /** The bytes in base64. */
  input: z.object({ contents: z.base64().max(Math.ceil((MOST_BYTES * 4) / 3) + 4) }),
  may: 'lot.create',
  async run(tx, { contents }, ctx) {
    const bytes = Buffer.from(contents, 'base64');
    const kind = kindOf(bytes);
    if (kind === null) return refuse('FILE_KIND');
    const digest = ctx.secrets.index('supplier-file', contents);
    if (await wasImported(tx, digest)) return refuse('FILE_IMPORTED');
    const table = await readSupplierFile(bytes, kind);
    if (table.kind === 'REFUSED') return refuse(`FILE_${table.reason}`);
    const importId = ctx.newId();
    const sealed = sealFile(ctx.secrets, importId, bytes);
    await insertImport(tx, { id: importId, digest, kind, sealed, by: ctx.actor.userId }, ctx.now);
    return ok({ importId });
  },
});

const column = z.number().int().min(0).max(99);
const lot = z.object({
  importId: z.uuid(),
  serialColumn: column,
  codeColumn: column,
  label: z.string().trim().min(1).max(80),
  faceCents: cents('Écrivez la valeur d’un pass.').refine((face) => face <= 100_000n),
  validFrom: daySchema('Choisissez le premier jour de validité.'),
  validUntil: daySchema('Choisissez le dernier jour de validité.'),
});

/**
 * Makes a lot of a supplier's file, all or nothing: one wrong row and nothing is written. The file is
 * deleted in the same transaction; of its codes only keyed hashes stay. Value: the lot's id.
 */
export const importLot = intention({
  name: 'import-lot',
  input: lot,
  may: 'lot.create',
  async run(tx, given, ctx) {
    if (given.validUntil < given.validFrom) return refuse('VALIDITY');
    if (given.serialColumn === given.codeColumn) return refuse('SAME_COLUMN');
    const file = await findWaitingFile(tx, given.importId, ctx.actor.userId, ctx.now, 'lock');
    if (file === null) return refuse('FILE_GONE');
    const table = await readSupplierFile(openFile(ctx.secrets, file.id, file.sealed), file.kind);
    if (table.kind === 'REFUSED') return refuse(`FILE_${table.reason}`);
    const { booklets, problems } = checkRows(table.rows, given);
    const wrong = [...problems, ...(await takenProblems(tx, ctx.secrets, booklets))];
    if (wrong.length > 0)
      return refuse('ROWS', { total: wrong.length, rows: JSON.stringify(wrong.slice(0, MOST_SHOWN)) });
    const lotId = ctx.newId();
    const { importId, label, faceCents, validFrom, validUntil } = given;
    const size = booklets[0]?.codes.length ?? 0;
    const codes = booklets.flatMap((booklet) => booklet.codes);
    try {
      await writeLot(
        tx,
        {
          id: lotId,
          label,
          bookletCount: booklets.length,
          bookletSize: size,
          faceCents,
          validFrom,
          validUntil,
          createdBy: ctx.actor.userId,
        },
        { ids: booklets.map(() => ctx.newId()), serials: booklets.map(({ serial }) => serial) },
        { ids: codes.map(() => ctx.newId()), hmacs: codes.map((code) => ctx.secrets.index('pass-code-index', code)) },
        { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now },
      );
      await closeImport(tx, importId, lotId, ctx.now);
    } catch (error) {
      const broken = brokenConstraint(error);
      if (broken === 'pass_lot_label_unique') return refuse('LABEL_TAKEN');
      if (broken === 'lot_import_file_once') return refuse('FILE_IMPORTED');
      // Another import of the same codes ended while this one was checked.
      if (broken === 'booklet_serial_unique' || broken === 'pass_code_hmac_unique') return refuse('FILE_IMPORTED');
      throw error;
    }
    return ok({ lotId });
  },
});

async function takenProblems(tx: Tx, secrets: Secrets, booklets: readonly FileBooklet[]): Promise<RowProblem[]> {
  const hmacOf = (code: string) => secrets.index('pass-code-index', code);
  const serials = booklets.map(({ serial }) => serial);
  const taken = await findTaken(
    tx,
    serials,
    booklets.flatMap(({ codes }) => codes.map(hmacOf)),
  );
  return booklets.flatMap(({ serial, codes, rows }) => [
    ...(taken.serials.has(serial) ? [{ row: rows[0] ?? 1, reason: `Le carnet ${serial} existe déjà.` }] : []),
    ...codes.flatMap((code, i) =>
      taken.hmacs.has(hmacOf(code)) ? [{ row: rows[i] ?? 1, reason: 'Ce code existe déjà dans un autre lot.' }] : [],
    ),
  ]);
}
