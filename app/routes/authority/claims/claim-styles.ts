import type { LinksFunction } from '@remix-run/node';
import authorityStyles from '#app/styles/authority.css?url';
import paymentStyles from '#app/styles/payment.css?url';

/** The sheets of the pages about payments, beside the common one. */
export const links: LinksFunction = () => [authorityStyles, paymentStyles].map((href) => ({ rel: 'stylesheet', href }));
