import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { lookupOpens } from '#app/privacy/rules/lookup.ts';
import { findLookup } from '#db/queries/lookups.ts';

/** The look-up of the address, to who made it and within the hour; a 404 for everybody else. */
export async function openedLookup({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const id = z.uuid().safeParse(params.id);
  const lookup = id.success ? await context.services.db.read((tx) => findLookup(tx, id.data)) : null;
  if (!id.success || lookup === null || !lookupOpens(lookup, actor.userId, context.services.clock.now()))
    throw notFound();
  return { actor, lookup: { ...lookup, id: id.data } };
}

/** The same with one of the people it found. */
export async function openedPerson(args: LoaderFunctionArgs) {
  const { actor, lookup } = await openedLookup(args);
  const { holderId } = args.params;
  if (holderId === undefined || !lookup.holderIds.includes(holderId)) throw notFound();
  return { actor, lookup, holderId };
}
