import type { LinksFunction } from '@remix-run/node';
import { links as authorityLinks } from '../authority-styles.ts';
import vouchersStyles from './vouchers.css?url';

/** The sheets of pages that print vouchers. */
export const links: LinksFunction = () => [...(authorityLinks() ?? []), { rel: 'stylesheet', href: vouchersStyles }];
