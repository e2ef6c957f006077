import type { LinksFunction } from '@remix-run/node';
import allocationStyles from '#app/routes/_shared/journeys.css?url';
import partnerStyles from '#app/styles/partner.css?url';

/** The sheets of the partner's pages on its stock. */
export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: partnerStyles },
  { rel: 'stylesheet', href: allocationStyles },
];
