import type { LoaderFunctionArgs } from '@remix-run/node';
import { readPersonData } from '#db/queries/privacy.ts';
import { openedPerson } from './opened.ts';

/** What is written about the person who asked, as a file to hand over (RGPD, articles 15 and 20). */
export async function loader(args: LoaderFunctionArgs) {
  const { holderId } = await openedPerson(args);
  const of = await args.context.services.db.snapshot((tx) => readPersonData(tx, holderId));
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="donnees-de-la-personne.json"',
    'Cache-Control': 'no-store',
  };
  return new Response(JSON.stringify(of, null, 2), { headers });
}
