import type { LinksFunction } from '@remix-run/node';
import authorityStyles from '#app/styles/authority.css?url';

/** The sheet of the authority's pages, beside the common one. */
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: authorityStyles }];
