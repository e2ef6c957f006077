import { toMercator } from '#app/directory/rules/distance.ts';
import { freeSlug, venueSlug } from '#app/directory/rules/slug.ts';
import type { Tx } from '#db/client.ts';
import { type RecordInsert, readRecordsOf } from '#db/queries/sources/records.ts';
import { readSlugsOf, readVenueSlugs, type VenueWrite, writeVenues } from '#db/queries/venue-import.ts';
import { hashOf } from './read-rows.ts';
import { compose } from './rules/compose.ts';
import type { VenueRecord } from './rules/fields.ts';

/**
 * Writes venues anew from their records; those that do not exist yet are created. `coming` are records
 * that will be written after the venues they need.
 */
export async function recomposeVenues(
  tx: Tx,
  venueIds: readonly string[],
  now: Date,
  coming: readonly RecordInsert[] = [],
): Promise<void> {
  const byVenue = new Map<string, VenueRecord[]>(venueIds.map((id) => [id, []]));
  for (const record of [...(await readRecordsOf(tx, venueIds)), ...coming]) byVenue.get(record.venueId)?.push(record);
  const slugs = await readSlugsOf(tx, venueIds);
  const taken = slugs.size === venueIds.length ? new Set<string>() : new Set(await readVenueSlugs(tx));
  const writes = [...byVenue].map(([id, records]) => {
    const write = venueOf(id, records, now, (wanted) => slugs.get(id) ?? freeSlug(wanted, taken));
    taken.add(write.slug);
    return write;
  });
  await writeVenues(tx, writes);
}

/** The row of a venue, made of its records. `slugFor` gives its address for the one its name wants. */
export function venueOf(
  id: string,
  records: readonly VenueRecord[],
  now: Date,
  slugFor: (wanted: string) => string,
): VenueWrite {
  const { fields, leading } = compose(records);
  return {
    id,
    slug: slugFor(venueSlug(fields.name, fields.commune)),
    source: leading.source,
    sourceId: leading.sourceId,
    contentHash: hashOf(fields),
    sourceUpdatedOn: leading.saidOn,
    importedAt: now,
    updatedAt: now,
    ...writable(fields),
    ...(fields.lat === null || fields.lon === null ? NOWHERE : toMercator({ lat: fields.lat, lon: fields.lon })),
  };
}

const NOWHERE = { mx: null, my: null };

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly string[] ? string[] : T[K] };

/** The database's types want lists that it may change; it does not. */
function writable<T extends object>(fields: T): Writable<T> {
  return fields as Writable<T>;
}
