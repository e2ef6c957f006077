import { sql } from 'drizzle-orm';
import type { FileKind } from '#app/purchasing/rules/supplier-file.ts';
import type { Tx } from '../client.ts';
import { moment, texts } from './acts.ts';

/** How long a file waits for its second screen. */
const KEPT = sql.raw(`interval '1 hour'`);

export interface WaitingFile {
  id: string;
  kind: FileKind;
  sealed: Uint8Array;
}

export async function insertImport(
  tx: Tx,
  i: { id: string; digest: string; kind: FileKind; sealed: Uint8Array; by: string },
  now: Date,
): Promise<void> {
  const hex = Buffer.from(i.sealed).toString('hex');
  await tx.execute(sql`
    insert into lot_import (id, digest, kind, sealed, uploaded_by, uploaded_at)
    values (${i.id}, ${i.digest}, ${i.kind}, decode(${hex}, 'hex'), ${i.by}, ${moment(now)})`);
}

/** Whether this very file has made a lot already. */
export async function wasImported(tx: Tx, digest: string): Promise<boolean> {
  return (await tx.execute(sql`select 1 from lot_import where digest = ${digest} and lot_id is not null`)).length > 0;
}

/** A file that somebody sent within the hour and has not imported yet, or null; locked when it is to be imported. */
export async function findWaitingFile(
  tx: Tx,
  id: string,
  by: string,
  now: Date,
  lock: 'lock' | 'look',
): Promise<(WaitingFile & { digest: string }) | null> {
  const rows = await tx.execute<{ id: string; kind: FileKind; hex: string; digest: string }>(sql`
    select id, kind, encode(sealed, 'hex') as hex, digest from lot_import
    where id = ${id} and uploaded_by = ${by} and sealed is not null and uploaded_at > ${moment(now)} - ${KEPT}
    ${lock === 'lock' ? sql`for update` : sql``}`);
  const row = rows[0];
  return row === undefined
    ? null
    : { id: row.id, kind: row.kind, digest: row.digest, sealed: Buffer.from(row.hex, 'hex') };
}

/** Ends an import: the file goes, its digest stays with the lot it made. */
export async function closeImport(tx: Tx, id: string, lotId: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update lot_import set lot_id = ${lotId}, imported_at = ${moment(now)}, sealed = null where id = ${id}`,
  );
}

/** Throws away the files nobody came back for. Answers how many. */
export async function forgetFiles(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.execute(sql`
    delete from lot_import where lot_id is null and uploaded_at <= ${moment(now)} - ${KEPT} returning id`);
  return rows.length;
}

/** Which of these serials and keyed hashes exist already. */
export async function findTaken(
  tx: Tx,
  serials: readonly string[],
  hmacs: readonly string[],
): Promise<{ serials: Set<string>; hmacs: Set<string> }> {
  const booklets = await tx.execute<{ serial: string }>(
    sql`select serial from booklet where serial = any (${texts(serials)})`,
  );
  const passes = await tx.execute<{ hmac: string }>(
    sql`select code_hmac as hmac from pass where code_hmac = any (${texts(hmacs)})`,
  );
  return { serials: new Set(booklets.map(({ serial }) => serial)), hmacs: new Set(passes.map(({ hmac }) => hmac)) };
}
