import { z } from 'zod';
import type { Services } from '#app/platform/services.ts';
import { findDocument } from '#db/queries/label-files.ts';

/** A document of a label file, as an attachment; null when there is none, or not for this organisation. */
export async function sendDocument(
  services: Services,
  asked: string | undefined,
  orgId: string | null,
): Promise<Response | null> {
  const id = z.uuid().safeParse(asked);
  const found = id.success ? await services.db.read((tx) => findDocument(tx, id.data, orgId)) : null;
  const bytes = found === null ? null : await services.files.get(found.sha256);
  if (found === null || bytes === null) return null;
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': found.mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
