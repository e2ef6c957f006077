import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';
import { uuids } from './acts.ts';

/** A venue as it is written; the venue's own additions (organisation, welcome note, closures …) are not the import's. */
export type VenueWrite = Omit<typeof venue.$inferInsert, 'orgId' | 'welcomeNote' | 'closures' | 'confirmedAt'>;

/** Every address in use, or that once was and still leads somewhere. */
export async function readVenueSlugs(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ slug: string }>(
    sql`select slug from venue union select gone_slug from venue_merge where gone_slug is not null and undone_at is null`,
  );
  return rows.map(({ slug }) => slug);
}

/** The addresses of venues, by id: an address once given is never taken back. */
export async function readSlugsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<{ id: string; slug: string }>(
    sql`select id, slug from venue where id = any (${uuids(ids)})`,
  );
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** Rows of a statement: PostgreSQL takes 65,535 parameters at most, and a venue has some forty. */
const BATCH = 500;

/**
 * Creates or rewrites venues, by id. The address (slug), the organisation and the venue's own additions stay.
 */
export async function writeVenues(tx: Tx, writes: readonly VenueWrite[]): Promise<void> {
  for (let from = 0; from < writes.length; from += BATCH) {
    await tx
      .insert(venue)
      .values(writes.slice(from, from + BATCH))
      .onConflictDoUpdate({ target: venue.id, set: REWRITTEN });
  }
}

const KEPT = new Set(['id', 'slug', 'orgId', 'welcomeNote', 'closures', 'confirmedAt']);
const columns = Object.entries(venue).filter(
  ([, column]) => typeof column === 'object' && column !== null && 'name' in column,
);
const REWRITTEN = Object.fromEntries(
  columns
    .filter(([key]) => !KEPT.has(key))
    .map(([key, column]) => [key, sql.raw(`excluded."${(column as { name: string }).name}"`)]),
);
