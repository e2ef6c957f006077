import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';

/** A venue as it is written; the venue's own additions (organisation, welcome note) are not the import's. */
export type VenueWrite = Omit<typeof venue.$inferInsert, 'orgId' | 'welcomeNote'>;
/** What a source says of a venue. */
export type VenueFacts = Omit<VenueWrite, 'id' | 'slug' | 'importedAt' | 'updatedAt'>;

export interface VenueKey {
  id: string;
  slug: string;
  contentHash: string;
}

/** The venues already known from these sources, by JSON of [source, sourceId]. */
export async function readVenueKeys(tx: Tx, sources: readonly string[]): Promise<Map<string, VenueKey>> {
  if (sources.length === 0) return new Map();
  const rows = await tx
    .select({
      id: venue.id,
      slug: venue.slug,
      contentHash: venue.contentHash,
      source: venue.source,
      sourceId: venue.sourceId,
    })
    .from(venue)
    .where(inArray(venue.source, [...sources]));
  return new Map(rows.map(({ source, sourceId, ...key }) => [JSON.stringify([source, sourceId]), key]));
}

/** Every address in use. */
export async function readVenueSlugs(tx: Tx): Promise<string[]> {
  const rows = await tx.select({ slug: venue.slug }).from(venue);
  return rows.map(({ slug }) => slug);
}

/** Rows of a statement: PostgreSQL takes 65,535 parameters at most, and a venue has some forty. */
const BATCH = 500;

/**
 * Creates or rewrites venues, by source and identifier. The id, the address (slug) and what the venue
 * itself added stay; a wheelchair answer already known is not lost to a source that says nothing.
 */
export async function writeVenues(tx: Tx, writes: readonly VenueWrite[]): Promise<void> {
  for (let from = 0; from < writes.length; from += BATCH) {
    await tx
      .insert(venue)
      .values(writes.slice(from, from + BATCH))
      .onConflictDoUpdate({ target: [venue.source, venue.sourceId], set: REWRITTEN });
  }
}

const KEPT = new Set(['id', 'slug', 'orgId', 'welcomeNote', 'source', 'sourceId', 'wheelchair']);
const columns = Object.entries(venue).filter(
  ([, column]) => typeof column === 'object' && column !== null && 'name' in column,
);
const REWRITTEN = {
  ...Object.fromEntries(
    columns
      .filter(([key]) => !KEPT.has(key))
      .map(([key, column]) => [key, sql.raw(`excluded."${(column as { name: string }).name}"`)]),
  ),
  wheelchair: sql`coalesce(excluded."wheelchair", ${venue.wheelchair})`,
};
