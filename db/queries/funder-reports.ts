import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export interface NewReport {
  id: string;
  title: string;
  firstDay: string;
  lastDay: string;
  version: number;
  /** Canonical JSON, byte for byte. */
  content: string;
  hash: string;
  ledgerHead: { seq: number; hash: string };
  /** Seq 0 while nothing was ever claimed. */
  moneyHead: { seq: number; hash: string } | null;
  publishedBy: string;
  publishedAt: Date;
}

export async function insertReport(tx: Tx, r: NewReport): Promise<void> {
  const money = r.moneyHead === null || r.moneyHead.seq === 0 ? null : r.moneyHead;
  await tx.execute(sql`
    insert into funder_report (id, title, first_day, last_day, version, content, hash, seal_seq, seal_hash, money_seq, money_hash, published_by, published_at)
    values (${r.id}, ${r.title}, ${r.firstDay}::date, ${r.lastDay}::date, ${r.version}, ${r.content}, ${r.hash},
      ${r.ledgerHead.seq}, ${r.ledgerHead.hash}, ${money?.seq ?? null}, ${money?.hash ?? null}, ${r.publishedBy}, ${moment(r.publishedAt)})`);
}

/** The last version published of a period. */
export async function findLastVersion(
  tx: Tx,
  firstDay: string,
  lastDay: string,
): Promise<{ version: number; hash: string } | null> {
  const rows = await tx.execute<{ version: number; hash: string }>(sql`
    select version, hash from funder_report where first_day = ${firstDay}::date and last_day = ${lastDay}::date
    order by version desc limit 1`);
  return rows[0] ?? null;
}

/** Whether a report was published under this signature. */
export async function hasReport(tx: Tx, hash: string): Promise<boolean> {
  return (await tx.execute(sql`select 1 from funder_report where hash = ${hash}`)).length > 0;
}

export interface ReportRow {
  id: string;
  title: string;
  firstDay: string;
  lastDay: string;
  version: number;
  hash: string;
  publishedAt: Date;
  /** The version that took its place; null for the one in force. */
  supersededBy: { id: string; version: number } | null;
}

interface RawRow extends Omit<ReportRow, 'publishedAt' | 'supersededBy'> {
  at: string;
  nextId: string | null;
  nextVersion: number | null;
}

const COLUMNS = sql`r.id, r.title, r.first_day::text as "firstDay", r.last_day::text as "lastDay", r.version, r.hash, r.published_at as at,
  n.id as "nextId", n.version as "nextVersion"`;
const FROM = sql`funder_report r left join lateral (select id, version from funder_report n
  where n.first_day = r.first_day and n.last_day = r.last_day and n.version > r.version order by n.version desc limit 1) n on true`;

/** The reports published, the latest first. */
export async function listReports(tx: Tx, limit: number): Promise<ReportRow[]> {
  const rows = await tx.execute<RawRow & Record<string, unknown>>(sql`
    select ${COLUMNS} from ${FROM} order by r.published_at desc, r.id desc limit ${limit}`);
  return rows.map(toRow);
}

/** One report with its content, byte for byte; null when there is none. */
export async function findReport(tx: Tx, id: string): Promise<(ReportRow & { content: string }) | null> {
  const rows = await tx.execute<RawRow & { content: string } & Record<string, unknown>>(sql`
    select ${COLUMNS}, r.content from ${FROM} where r.id = ${id}::uuid`);
  const row = rows[0];
  return row === undefined ? null : { ...toRow(row), content: row.content };
}

function toRow({ at, nextId, nextVersion, ...row }: RawRow): ReportRow {
  return {
    id: row.id,
    title: row.title,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    version: row.version,
    hash: row.hash,
    publishedAt: new Date(at),
    supersededBy: nextId === null || nextVersion === null ? null : { id: nextId, version: nextVersion },
  };
}
