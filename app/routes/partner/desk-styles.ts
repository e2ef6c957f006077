import type { LinksFunction } from '@remix-run/node';
import stylesheet from '#app/styles/partner.css?url';

/** What only the partner's desk needs: kept out of the sheet that public pages carry. */
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: stylesheet }];
