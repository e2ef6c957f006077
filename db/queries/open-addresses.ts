import { desc, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';

export interface NewVenue {
  id: string;
  slug: string;
  name: string;
  street: string;
  postcode: string;
  commune: string;
  summary: string | null;
  updatedAt: Date;
}

/** The venues that came last into the directory: ids are made in the order of time (UUIDv7). */
export async function newestVenues(
  tx: Tx,
  where: { inseeCodes: readonly string[] | null },
  limit: number,
): Promise<NewVenue[]> {
  return tx
    .select({
      id: venue.id,
      slug: venue.slug,
      name: venue.name,
      street: venue.street,
      postcode: venue.postcode,
      commune: venue.commune,
      summary: venue.summary,
      updatedAt: venue.updatedAt,
    })
    .from(venue)
    .where(where.inseeCodes === null ? undefined : inArray(venue.inseeCode, [...where.inseeCodes]))
    .orderBy(desc(venue.id))
    .limit(limit);
}

/** A public page of the site, by its path. */
export interface PublicAddress {
  path: string;
  changedAt: Date;
}

/** Sessions are worth finding before they begin. */
const addresses = (now: Date): SQL => sql`
  select '/lieux/' || slug as path, updated_at as changed_at, 0 as kind, id from venue
  union all
  select '/ateliers/' || id, updated_at, 1, id from session where state = 'OPEN' and starts_at > ${now.toISOString()}::timestamptz`;

/** How many pages of venues and of sessions to come there are. */
export async function countAddresses(tx: Tx, now: Date): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${addresses(now)}) a`);
  return row?.n ?? 0;
}

/** One slice of them, always in the same order. */
export async function listAddresses(
  tx: Tx,
  now: Date,
  slice: { offset: number; limit: number },
): Promise<PublicAddress[]> {
  const rows = await tx.execute<{ path: string; changed_at: string }>(sql`
    select path, changed_at from (${addresses(now)}) a order by kind, id limit ${slice.limit} offset ${slice.offset}`);
  return rows.map((row) => ({ path: row.path, changedAt: new Date(row.changed_at) }));
}
