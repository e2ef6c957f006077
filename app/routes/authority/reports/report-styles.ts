import type { LinksFunction } from '@remix-run/node';
import authorityStyles from '#app/styles/authority.css?url';
import reportStyles from '#app/styles/reports.css?url';

/** The sheets of the reports' pages, beside the common one. */
export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: authorityStyles },
  { rel: 'stylesheet', href: reportStyles },
];
