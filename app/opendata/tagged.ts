import { createHash } from 'node:crypto';
import { type MadeOf, madeOnce } from '#app/platform/kept/made-once.ts';
import type { Services } from '#app/platform/services.ts';
import { isFresh } from './rules/conditional.ts';

/** A text as it leaves, and what tells it from another. */
export interface TaggedText {
  body: Buffer<ArrayBuffer>;
  etag: string;
}

export function tag(text: string): TaggedText {
  const body = Buffer.from(text);
  const digest = createHash('sha256').update(body).digest('base64url');
  // Weak: compression on the way changes the bytes.
  return { body, etag: `W/"${digest.slice(0, 27)}"` };
}

/** A text written once for all who ask it, until the data it is made of move. `asked` says all it depends on. */
export function taggedOnce(
  services: Services,
  of: MadeOf,
  asked: readonly unknown[],
  write: () => Promise<string>,
): Promise<TaggedText> {
  return madeOnce(services).take(of, JSON.stringify(asked), async () => {
    const value = tag(await write());
    return { value, bytes: value.body.length };
  });
}

/** Answers a text that anybody may keep and ask again: 304 when the client has the same one. */
export function tagged(
  request: Request,
  { body, etag }: TaggedText,
  contentType: string,
  more: Record<string, string> = {},
): Response {
  const headers = { ETag: etag, 'Cache-Control': 'public, no-cache', ...more };
  const ifNoneMatch = request.headers.get('If-None-Match');
  if (isFresh({ etag, lastModified: null }, { ifNoneMatch, ifModifiedSince: null }))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'Content-Type': contentType } });
}
