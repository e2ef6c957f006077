import type { LinksFunction } from '@remix-run/node';
import allocationStyles from '#app/routes/_shared/journeys.css?url';
import authorityStyles from '#app/styles/authority.css?url';

/** The sheets of the pages on booklets' journeys and conventions. */
export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: authorityStyles },
  { rel: 'stylesheet', href: allocationStyles },
];
