import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';

/** Whether an organisation may accept passes on a Paris day. */
export async function isLabelled(tx: Tx, orgId: string, day: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from org_label where org_id = ${orgId} and daterange(starts_on, ends_on, '[]') @> ${day}::date`);
  return rows.length > 0;
}

/** Whether a venue is one of an organisation's. */
export async function venueBelongsTo(tx: Tx, venueId: string, orgId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from venue where id = ${venueId} and org_id = ${orgId}`);
  return rows.length > 0;
}

export async function organisationExists(tx: Tx, orgId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from venue_org where id = ${orgId}`);
  return rows.length > 0;
}

export async function insertOrganisation(
  tx: Tx,
  row: { id: string; name: string; siret: string | null; now: Date },
): Promise<void> {
  await tx.execute(
    sql`insert into venue_org (id, name, siret, created_at) values (${row.id}, ${row.name}, ${row.siret}, ${moment(row.now)})`,
  );
}

/** Gives venues to an organisation, those only that have none; returns how many. */
export async function attachVenues(tx: Tx, orgId: string, venueIds: readonly string[]): Promise<number> {
  const rows = await tx.execute(sql`
    update venue set org_id = ${orgId} where id = any (${uuids(venueIds)}) and org_id is null returning id`);
  return rows.length;
}

/** Opens a period of label by a file that two people validated: the trigger `org_label_two_people` refuses any other. */
export async function insertLabel(
  tx: Tx,
  row: {
    id: string;
    orgId: string;
    fileId: string;
    startsOn: string;
    endsOn: string | null;
    grantedBy: string;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into org_label (id, org_id, file_id, starts_on, ends_on, granted_by, created_at)
    values (${row.id}, ${row.orgId}, ${row.fileId}, ${row.startsOn}::date, ${row.endsOn}::date, ${row.grantedBy}, ${moment(row.now)})`);
}

export async function findLabelForUpdate(
  tx: Tx,
  labelId: string,
): Promise<{ orgId: string; startsOn: string; endsOn: string | null } | null> {
  const rows = await tx.execute<{ orgId: string; startsOn: string; endsOn: string | null }>(sql`
    select org_id as "orgId", starts_on::text as "startsOn", ends_on::text as "endsOn"
    from org_label where id = ${labelId} for no key update`);
  return rows[0] ?? null;
}

export async function writeLabelEnd(tx: Tx, labelId: string, endsOn: string): Promise<void> {
  await tx.execute(sql`update org_label set ends_on = ${endsOn}::date where id = ${labelId}`);
}

/** Open sessions of an organisation after a Paris day that no other period of it covers. */
export async function countSessionsAfter(tx: Tx, orgId: string, day: string): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from session s
    where s.org_id = ${orgId} and s.state = 'OPEN' and (s.starts_at at time zone 'Europe/Paris')::date > ${day}::date
      and not exists (select 1 from org_label l where l.org_id = s.org_id
        and daterange(l.starts_on, l.ends_on, '[]') @> (s.starts_at at time zone 'Europe/Paris')::date)`);
  return rows[0]?.n ?? 0;
}
