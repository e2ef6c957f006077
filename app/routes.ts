import { index, type RouteConfig, route } from '@remix-run/route-config';

/**
 * The sitemap: every French address, one English-named file each. Links, QR codes and tests rely on
 * these addresses: they never change without a redirect.
 */
export default [
  index('routes/public/home.tsx'),
  route('lieux', 'routes/public/venues.tsx'),
  route('lieux.geojson', 'routes/public/venues-points.ts'),
  route('lieux/carte', 'routes/public/venues-map.tsx'),
  route('lieux/:slug', 'routes/public/venue.tsx'),
  route('tuiles/fond/:z/:x/:y', 'routes/public/venues-tile.ts'),
  route('tuiles/esquisse.geojson', 'routes/public/venues-sketch.ts'),
  route('ateliers', 'routes/public/sessions.tsx'),
  route('ateliers/:id', 'routes/public/session.tsx'),
  route('ticket/:code', 'routes/public/ticket.tsx'),
  route('mon-pass', 'routes/holder/pass.tsx'),
  route('mon-pass/reserver/:sessionId', 'routes/holder/book.tsx'),
  route('mon-pass/reservations/:bookingId', 'routes/holder/booking.tsx'),
  route('mon-pass/reservations/:bookingId/deplacer', 'routes/holder/move.tsx'),
  route('mon-pass/reservations/:bookingId/annuler', 'routes/holder/cancel.tsx'),
  route('mon-pass/sortir', 'routes/holder/leave.tsx'),
  route('connexion', 'routes/account/sign-in.tsx'),
  route('deconnexion', 'routes/account/sign-out.tsx'),
  route('invitation/:token', 'routes/account/invitation.tsx'),
  route('partenaire', 'routes/partner/desk.tsx'),
  route('partenaire/orienter', 'routes/partner/refer.tsx'),
  route('partenaire/ticket/:bookingId', 'routes/partner/ticket.tsx'),
  route('partenaire/reservations/:bookingId', 'routes/partner/booking.tsx'),
  route('partenaire/personnes', 'routes/partner/people.tsx'),
  route('partenaire/personnes/:holderId', 'routes/partner/person.tsx'),
  route('partenaire/personnes/:holderId/code', 'routes/partner/slip.tsx'),
  route('partenaire/carnets', 'routes/partner/booklets.tsx'),
  route('sante', 'routes/api/health.tsx'),
  route('*', 'routes/_shared/not-found.tsx'),
] satisfies RouteConfig;
