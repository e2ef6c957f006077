import { z } from 'zod';
import type { Services } from '#app/platform/services.ts';
import { listRemovals } from '#db/queries/open-venues.ts';
import { sinceField } from './rules/export-query.ts';
import { readQuery } from './rules/read-query.ts';

export const removalsQuery = z.object({ depuis: sinceField.optional() });

/** More than a territory removes in years; the answer says where to go on. */
const MOST = 10_000;

/** The venues removed from the directory, so that whoever copied it can forget them too. */
export async function removedVenues({ db }: Services, request: Request): Promise<Response> {
  const { depuis } = readQuery(removalsQuery, new URL(request.url).searchParams);
  const removals = await db.read((tx) => listRemovals(tx, depuis ?? null, MOST));
  const rows = removals.map(({ id, removedAt, mergedInto }) => ({
    id,
    retire_le: removedAt.toISOString(),
    remplace_par: mergedInto,
  }));
  return Response.json(rows, { headers: { 'Cache-Control': 'public, no-cache' } });
}
