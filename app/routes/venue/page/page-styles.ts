import type { LinksFunction } from '@remix-run/node';
import { links as deskLinks } from '../desk-styles.ts';
import stylesheet from './page.css?url';

/** The sheet of the venues' space, and what only the pages about a page need. */
export const links: LinksFunction = () => [...deskLinks(), { rel: 'stylesheet', href: stylesheet }];
