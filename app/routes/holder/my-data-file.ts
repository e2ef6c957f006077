import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireHolder } from '#app/access/guards.ts';
import { readPersonData } from '#db/queries/privacy.ts';

/** What is written about the person, as a file that another service can read (RGPD, articles 15 and 20). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { holderId } = requireHolder({ request, context });
  const of = await context.services.db.snapshot((tx) => readPersonData(tx, holderId));
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="mes-donnees.json"',
    'Cache-Control': 'no-store',
  };
  return new Response(JSON.stringify(of, null, 2), { headers });
}
