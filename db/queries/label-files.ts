import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export interface LabelFile {
  id: string;
  orgId: string;
  siret: string;
  representative: string;
  representativeRole: string;
  trainings: string;
  startsOn: string;
  endsOn: string | null;
  accountId: string;
  /** The account was in force before this file: the file renews the label and leaves the account alone. */
  accountCarried: boolean;
  holderName: string;
  last4: string;
  typedBy: string;
  typedAt: Date;
  typedByName: string | null;
  firstBy: string | null;
  firstByName: string | null;
  secondBy: string | null;
  secondByName: string | null;
  refusedAt: Date | null;
  refuseReason: string | null;
}

type FileRow = Omit<LabelFile, 'typedAt' | 'refusedAt'> & { typedAt: string; refusedAt: string | null };

const FILES = sql`
  select f.id, f.org_id as "orgId", f.siret, f.representative, f.representative_role as "representativeRole", f.trainings,
    f.starts_on::text as "startsOn", f.ends_on::text as "endsOn", f.bank_account_id as "accountId",
    a.second_at is not null and (f.second_at is null or a.second_at < f.second_at) as "accountCarried", a.holder_name as "holderName",
    a.iban_last4 as last4, f.typed_by as "typedBy", f.typed_at as "typedAt", f.first_by as "firstBy", f.second_by as "secondBy",
    f.refused_at as "refusedAt", f.refuse_reason as "refuseReason",
    (select display_name from user_account where id = f.typed_by) as "typedByName",
    (select display_name from user_account where id = f.first_by) as "firstByName",
    (select display_name from user_account where id = f.second_by) as "secondByName"
  from label_file f join org_bank_account a on a.id = f.bank_account_id`;

const toFile = (row: FileRow): LabelFile => ({
  ...row,
  typedAt: new Date(row.typedAt),
  refusedAt: row.refusedAt === null ? null : new Date(row.refusedAt),
});

/** The files of an organisation, the latest first. */
export async function listLabelFiles(tx: Tx, orgId: string): Promise<LabelFile[]> {
  const rows = await tx.execute<FileRow & Record<string, unknown>>(
    sql`${FILES} where f.org_id = ${orgId} order by f.typed_at desc, f.id`,
  );
  return rows.map(toFile);
}

export async function findFileForUpdate(tx: Tx, id: string): Promise<LabelFile | null> {
  const rows = await tx.execute<FileRow & Record<string, unknown>>(
    sql`${FILES} where f.id = ${id} for no key update of f, a`,
  );
  return rows[0] === undefined ? null : toFile(rows[0]);
}

/** Throws on `label_file_one_open` when another file of the organisation waits. */
export async function insertLabelFile(
  tx: Tx,
  row: Pick<
    LabelFile,
    | 'id'
    | 'orgId'
    | 'siret'
    | 'representative'
    | 'representativeRole'
    | 'trainings'
    | 'startsOn'
    | 'endsOn'
    | 'accountId'
    | 'typedBy'
  > & { now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into label_file (id, org_id, siret, representative, representative_role, trainings, starts_on, ends_on, bank_account_id, typed_by, typed_at)
    values (${row.id}, ${row.orgId}, ${row.siret}, ${row.representative}, ${row.representativeRole}, ${row.trainings}, ${row.startsOn}::date,
      ${row.endsOn}::date, ${row.accountId}, ${row.typedBy}, ${moment(row.now)})`);
}

export async function writeFileValidated(
  tx: Tx,
  id: string,
  which: 'FIRST' | 'SECOND',
  by: string,
  now: Date,
): Promise<void> {
  await tx.execute(
    which === 'FIRST'
      ? sql`update label_file set first_by = ${by}, first_at = ${moment(now)} where id = ${id}`
      : sql`update label_file set second_by = ${by}, second_at = ${moment(now)} where id = ${id}`,
  );
}

export async function writeFileRefused(tx: Tx, id: string, by: string, reason: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update label_file set refused_by = ${by}, refused_at = ${moment(now)}, refuse_reason = ${reason} where id = ${id}`,
  );
}

export async function writeOrganisationSiret(tx: Tx, orgId: string, siret: string): Promise<void> {
  await tx.execute(sql`update venue_org set siret = ${siret} where id = ${orgId}`);
}

/** The last day covered by the label's periods from a day on; ALWAYS when one has no end, null when none covers it or comes later. */
export async function lastLabelDay(tx: Tx, orgId: string, from: string): Promise<string | 'ALWAYS' | null> {
  const rows = await tx.execute<{ last: string | null; n: number }>(sql`
    select max(ends_on)::text as last, count(*) filter (where ends_on is null)::int as n from org_label
    where org_id = ${orgId} and (ends_on is null or ends_on >= ${from}::date)`);
  return (rows[0]?.n ?? 0) > 0 ? 'ALWAYS' : (rows[0]?.last ?? null);
}

export interface LabelDocument {
  id: string;
  fileId: string;
  orgId: string;
  sha256: string;
  name: string;
  mediaType: string;
  size: number;
}

export async function insertDocument(
  tx: Tx,
  row: Omit<LabelDocument, 'orgId'> & { addedBy: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into label_document (id, file_id, sha256, name, media_type, size, added_by, added_at)
    values (${row.id}, ${row.fileId}, ${row.sha256}, ${row.name}, ${row.mediaType}, ${row.size}, ${row.addedBy}, ${moment(row.now)})`);
}

const DOCUMENTS = sql`
  select d.id, d.file_id as "fileId", f.org_id as "orgId", d.sha256, d.name, d.media_type as "mediaType", d.size
  from label_document d join label_file f on f.id = d.file_id`;

export async function listDocuments(tx: Tx, orgId: string): Promise<LabelDocument[]> {
  return tx.execute<LabelDocument & Record<string, unknown>>(
    sql`${DOCUMENTS} where f.org_id = ${orgId} order by d.added_at, d.id`,
  );
}

/** One document, of one organisation when `orgId` is given. */
export async function findDocument(tx: Tx, id: string, orgId: string | null): Promise<LabelDocument | null> {
  const rows = await tx.execute<LabelDocument & Record<string, unknown>>(
    sql`${DOCUMENTS} where d.id = ${id} and ${orgId === null ? sql`true` : sql`f.org_id = ${orgId}`}`,
  );
  return rows[0] ?? null;
}

/** Files and accounts that wait for somebody of the authority. */
export async function listWaitingFiles(
  tx: Tx,
): Promise<{ orgId: string; orgName: string; what: 'FILE' | 'ACCOUNT'; validated: boolean; typedAt: Date }[]> {
  const rows = await tx.execute<{
    orgId: string;
    orgName: string;
    what: 'FILE' | 'ACCOUNT';
    validated: boolean;
    at: string;
  }>(sql`
    select w.org_id as "orgId", o.name as "orgName", w.what, w.validated, w.at from (
      select org_id, 'FILE' as what, first_by is not null as validated, typed_at as at from label_file where second_by is null and refused_at is null
      union all
      select a.org_id, 'ACCOUNT', a.first_by is not null, a.typed_at from org_bank_account a
        where a.second_by is null and a.refused_at is null and not exists (select 1 from label_file f where f.bank_account_id = a.id)
    ) w join venue_org o on o.id = w.org_id order by w.at, o.name`);
  return rows.map(({ at, ...row }) => ({ ...row, typedAt: new Date(at) }));
}
