import type { LinksFunction } from '@remix-run/node';
import vouchersStyles from '#app/styles/vouchers.css?url';
import { links as authorityLinks } from '../authority-styles.ts';

/** The sheets of pages that print vouchers. */
export const links: LinksFunction = () => [...(authorityLinks() ?? []), { rel: 'stylesheet', href: vouchersStyles }];
