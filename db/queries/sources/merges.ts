import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { faultCode } from '#db/faults.ts';
import { venue } from '#db/schema/directory.ts';
import { venueMerge } from '#db/schema/sources.ts';
import { moment, uuids } from '../acts.ts';

export type Merge = typeof venueMerge.$inferSelect;

const FOREIGN_KEY = '23503';

/** Takes a venue away; false when something still refers to it: sessions, payments, claims … */
export async function deleteVenue(tx: Tx, id: string): Promise<boolean> {
  await tx.execute(sql`savepoint before_deletion`);
  try {
    await tx.delete(venue).where(eq(venue.id, id));
    await tx.execute(sql`release savepoint before_deletion`);
    return true;
  } catch (error) {
    if (faultCode(error) !== FOREIGN_KEY) throw error;
    await tx.execute(sql`rollback to savepoint before_deletion`);
    return false;
  }
}

/** Says to who copies our data where a removed venue went; the removal itself is written by the database. */
export async function tellMergedInto(tx: Tx, goneId: string, keptId: string): Promise<void> {
  await tx.execute(sql`update venue_removal set merged_into = ${keptId} where venue_id = ${goneId}`);
}

/** A venue that is back was not removed. */
export async function forgetRemoval(tx: Tx, venueId: string): Promise<void> {
  await tx.execute(sql`delete from venue_removal where venue_id = ${venueId}`);
}

/** Earlier merges into a venue follow it into another. Their ids. */
export async function carryMerges(tx: Tx, from: string, to: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    update venue_merge set kept_id = ${to} where kept_id = ${from} and undone_at is null returning id`);
  return rows.map(({ id }) => id);
}

/** Merges that had followed a venue come back to it. Undone ones too: their history is its own. */
export async function bringBackMerges(tx: Tx, ids: readonly string[], to: string): Promise<void> {
  await tx.execute(sql`update venue_merge set kept_id = ${to} where id = any (${uuids(ids)})`);
}

export async function findMerge(tx: Tx, id: string): Promise<Merge | null> {
  const [row] = await tx.select().from(venueMerge).where(eq(venueMerge.id, id));
  return row ?? null;
}

export async function closeMerge(tx: Tx, id: string, by: string, now: Date): Promise<void> {
  await tx.execute(sql`
    update venue_merge set undone_at = ${moment(now)}, undone_by = ${by} where id = ${id} and undone_at is null`);
}

export async function writeWelcomeNote(tx: Tx, venueId: string, note: string): Promise<void> {
  await tx.update(venue).set({ welcomeNote: note }).where(eq(venue.id, venueId));
}

/** The merges that made a venue what it is, the latest first. */
export async function listMergesInto(tx: Tx, venueId: string): Promise<Merge[]> {
  return tx
    .select()
    .from(venueMerge)
    .where(sql`${venueMerge.keptId} = ${venueId}::uuid and ${venueMerge.undoneAt} is null`)
    .orderBy(sql`${venueMerge.at} desc, ${venueMerge.id} desc`);
}

/** The address of the venue that an id, or the address of a venue that is no more, leads to. */
export async function resolveVenueSlug(tx: Tx, idOrSlug: string): Promise<string | null> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(idOrSlug);
  const rows = await tx.execute<{ slug: string }>(
    isId
      ? sql`select slug from venue where id = ${idOrSlug}::uuid
          union all select v.slug from venue_merge m join venue v on v.id = m.kept_id
            where m.gone_id = ${idOrSlug}::uuid and m.undone_at is null limit 1`
      : sql`select v.slug from venue_merge m join venue v on v.id = m.kept_id
          where m.gone_slug = ${idOrSlug} and m.undone_at is null limit 1`,
  );
  return rows[0]?.slug ?? null;
}

/** The id under which a venue is found today, when it became part of another. */
export async function resolveVenueId(tx: Tx, id: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from venue where id = ${id}::uuid
    union all select kept_id as id from venue_merge where gone_id = ${id}::uuid and undone_at is null limit 1`);
  return rows[0]?.id ?? null;
}

export interface MergedVenue {
  id: string;
  name: string;
  commune: string;
  records: number;
  latest: Date;
}

/** Venues made of several sources, the latest joined first. */
export async function listMergedVenues(tx: Tx, limit: number): Promise<{ venues: MergedVenue[]; total: number }> {
  const joined = sql`
    select v.id, v.name, v.commune, count(*)::int as records, max(r.first_seen_at) as latest
    from venue v join venue_record r on r.venue_id = v.id group by v.id having count(*) > 1`;
  const rows = await tx.execute<Omit<MergedVenue, 'latest'> & { latest: string }>(
    sql`${joined} order by latest desc, v.name, v.id limit ${limit}`,
  );
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${joined}) j`);
  return { venues: rows.map((row) => ({ ...row, latest: new Date(row.latest) })), total: counted?.n ?? 0 };
}
