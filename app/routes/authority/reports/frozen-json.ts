import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { findReport } from '#db/queries/funder-reports.ts';

/** The report byte for byte: `sha256sum` of this file is its signature. */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  await requireAuthority({ request, context });
  const id = z.uuid().safeParse(params.id);
  const found = id.success ? await context.services.db.read((tx) => findReport(tx, id.data)) : null;
  if (found === null) throw notFound();
  return new Response(found.content, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="rapport-${found.firstDay}-${found.lastDay}-v${found.version}.json"`,
    },
  });
}
