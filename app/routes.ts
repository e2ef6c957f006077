import { index, type RouteConfig, route } from '@remix-run/route-config';

/**
 * The sitemap: every French address, one English-named file each. Links, QR codes and tests rely on
 * these addresses: they never change without a redirect.
 */
export default [
  index('routes/public/home.tsx'),
  route('sante', 'routes/api/health.tsx'),
  route('*', 'routes/_shared/not-found.tsx'),
] satisfies RouteConfig;
