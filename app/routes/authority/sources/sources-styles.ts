import type { LinksFunction } from '@remix-run/node';
import authorityStyles from '#app/styles/authority.css?url';
import sourcesStyles from './sources.css?url';

/** The sheets of these pages, beside the common one. */
export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: authorityStyles },
  { rel: 'stylesheet', href: sourcesStyles },
];
