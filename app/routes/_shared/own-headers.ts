import type { HeadersFunction } from '@remix-run/node';

/**
 * The headers that a page's own loader or action gave with `data`: Remix drops them from documents unless
 * the route exports this.
 */
export const headers: HeadersFunction = ({ actionHeaders, loaderHeaders }) => {
  const own = new Headers(loaderHeaders);
  // Remix sends cookies by itself: named here, they would go out twice.
  for (const [name, value] of actionHeaders) own.set(name, value);
  own.delete('Set-Cookie');
  return own;
};
