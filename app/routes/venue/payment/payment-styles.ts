import type { LinksFunction } from '@remix-run/node';
import paymentStyles from '#app/styles/payment.css?url';
import venueStyles from '#app/styles/venue.css?url';

/** The sheets of the venue's pages about money. */
export const links: LinksFunction = () => [venueStyles, paymentStyles].map((href) => ({ rel: 'stylesheet', href }));
