import type { LinksFunction } from '@remix-run/node';
import stylesheet from '#app/styles/venue.css?url';

/** What only the venues' space needs: kept out of the sheet that public pages carry. */
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: stylesheet }];
