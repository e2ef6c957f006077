import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { listDocuments } from '#db/queries/conventions.ts';

/** A signed document, as it was sent: downloaded, never shown inside the site. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireAuthority({ request, context });
  const { db, files } = context.services;
  const id = z.uuid().safeParse(params.id);
  const asked = new URL(request.url).searchParams.get('piece');
  const documents = id.success ? await db.read((tx) => listDocuments(tx, id.data)) : [];
  const found = asked === null ? documents[0] : documents.find((one) => one.id === asked);
  const bytes = found === undefined ? null : await files.get(found.sha256);
  if (found === undefined || bytes === null) throw notFound();
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="convention.pdf"; filename*=UTF-8''${encodeURIComponent(found.fileName)}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
