import { notFound } from '#app/access/guards.ts';
import type { VenueActor } from '#app/access/rules/actor.ts';
import type { Services } from '#app/platform/services.ts';
import { readVenueRow } from '#db/queries/sources/records.ts';
import type { Venue } from '#db/queries/venues.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The row of a page that the signed-in team holds; 404 for what is not theirs, or is nothing. */
export async function heldPage(
  { db }: Pick<Services, 'db'>,
  actor: VenueActor,
  id: string | undefined,
): Promise<Venue> {
  const row = id !== undefined && UUID.test(id) ? await db.read((tx) => readVenueRow(tx, id)) : null;
  if (row === null || row.orgId !== actor.orgId) throw notFound();
  return row;
}
