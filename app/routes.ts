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
  route('sante', 'routes/api/health.tsx'),
  route('*', 'routes/_shared/not-found.tsx'),
] satisfies RouteConfig;
