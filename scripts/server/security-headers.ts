import type { Env } from '#app/platform/env.ts';

/** Hosts of the known map backgrounds, which the map's script fetches tiles, styles and fonts from. */
const BASEMAP_HOSTS: Record<string, string[]> = {
  ign: ['https://data.geopf.fr'],
  openfreemap: ['https://tiles.openfreemap.org'],
};

/** Headers of every response but the Content-Security-Policy, whose nonce is new each time. */
export function fixedHeaders(env: Env): ReadonlyArray<readonly [string, string]> {
  const headers: Array<readonly [string, string]> = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', 'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ];
  if (env.PUBLIC_URL?.startsWith('https:') === true) {
    headers.push(['Strict-Transport-Security', 'max-age=63072000; includeSubDomains']);
  }
  return headers;
}

/** Makes the Content-Security-Policy of a response from its nonce; one page alone may be framed by other sites. */
export function contentSecurityPolicy(env: Env): (nonce: string, framed: boolean) => string {
  const connect = ["'self'", ...basemapHosts(env.BASEMAP)].join(' ');
  const rest = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return (nonce, framed) =>
    `script-src 'nonce-${nonce}' 'strict-dynamic'; frame-ancestors ${framed ? '*' : "'none'"}; ${rest}`;
}

function basemapHosts(basemap: string): string[] {
  const known = BASEMAP_HOSTS[basemap];
  if (known !== undefined) return known;
  return URL.canParse(basemap) && basemap.startsWith('http') ? [new URL(basemap).origin] : [];
}
