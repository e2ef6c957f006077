import { data } from '@remix-run/node';
import type { Services } from '#app/platform/services.ts';
import { type ClaimedPage, findPage } from '#db/queries/upkeep/claims.ts';

/** The venue at a readable address; a 404 in French when there is none. */
export async function findVenuePage({ db }: Pick<Services, 'db'>, slug: string | undefined): Promise<ClaimedPage> {
  const readable = slug !== undefined && /^[a-z0-9-]{1,120}$/.test(slug);
  const page = readable ? await db.read((tx) => findPage(tx, { slug })) : null;
  if (page === null) throw data({ message: 'Ce lieu n’est pas, ou n’est plus, dans la liste.' }, { status: 404 });
  return page;
}
