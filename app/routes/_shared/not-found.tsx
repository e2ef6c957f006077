import { data } from '@remix-run/node';

/** Every address the sitemap does not name: the root is loaded as usual, so its page is whole. */
export function loader(): never {
  throw data(null, { status: 404 });
}

export const action = loader;

export default function NotFound() {
  return null;
}
