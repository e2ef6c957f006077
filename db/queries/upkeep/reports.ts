import { sql } from 'drizzle-orm';
import type { ContactChannel, ReportState, ReportSubject } from '#app/upkeep/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';

export async function insertReport(
  tx: Tx,
  r: {
    id: string;
    venueId: string;
    subject: ReportSubject;
    words: string;
    contact: { channel: ContactChannel; address: string } | null;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into venue_report (id, venue_id, subject, words, channel, address, state, created_at)
    values (${r.id}, ${r.venueId}, ${r.subject}, ${r.words}, ${r.contact?.channel ?? null}, ${r.contact?.address ?? null}, 'OPEN', ${moment(r.now)})`);
}

/** A report that waits for an answer. */
export interface OpenReport {
  id: string;
  venueId: string;
  orgId: string | null;
  slug: string;
  venue: string;
  commune: string;
  subject: ReportSubject;
  words: string;
  channel: ContactChannel | null;
  createdAt: Date;
}

/** The reports nobody has answered, the oldest first: of one page, or of all of them. */
export async function listOpenReports(
  tx: Tx,
  of: { venueId: string } | { id: string } | 'ALL',
  limit: number,
): Promise<OpenReport[]> {
  const which = of === 'ALL' ? sql`true` : 'id' in of ? sql`r.id = ${of.id}` : sql`r.venue_id = ${of.venueId}`;
  const rows = await tx.execute<Omit<OpenReport, 'createdAt'> & { createdAt: string }>(sql`
    select r.id, r.venue_id as "venueId", v.org_id as "orgId", v.slug, v.name as venue, v.commune, r.subject, r.words, r.channel,
      r.created_at as "createdAt"
    from venue_report r join venue v on v.id = r.venue_id
    where r.state = 'OPEN' and ${which} order by r.created_at, r.id limit ${limit}`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** How many reports nobody has answered. */
export async function countOpenReports(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from venue_report where state = 'OPEN'`);
  return row?.n ?? 0;
}

/** Answers a report; false when somebody was faster. */
export async function closeReport(
  tx: Tx,
  id: string,
  end: { state: Exclude<ReportState, 'OPEN'>; answer: string | null; by: string; now: Date },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update venue_report set state = ${end.state}, answer = ${end.answer}, handled_at = ${moment(end.now)}, handled_by = ${end.by}
    where id = ${id} and state = 'OPEN' returning id`);
  return rows.length === 1;
}
