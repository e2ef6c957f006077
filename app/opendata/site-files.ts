import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { countAddresses, listAddresses } from '#db/queries/open-addresses.ts';
import { Problem } from './rules/problem.ts';
import { LARGEST_SITEMAP, partsOf, type SitemapEntry, writeSitemap, writeSitemapIndex } from './rules/sitemap.ts';
import { tagged } from './tagged.ts';

const PAGES = ['/', '/lieux', '/lieux/carte', '/ateliers', '/donnees', '/donnees/api', '/donnees/integrer'];
/** What regards one person or one trade is nobody else's business. */
const PRIVATE = ['/mon-pass', '/ticket/', '/partenaire', '/espace-lieu', '/metropole', '/connexion', '/invitation/'];

/** GET /sitemap.xml: every public page, in one file or in parts that an index names. */
export async function sitemap(services: Services, request: Request): Promise<Response> {
  const origin = originSeen(services.env, request);
  const now = services.clock.now();
  const asked = new URL(request.url).searchParams.get('partie');
  const total = PAGES.length + (await services.db.read((tx) => countAddresses(tx, now)));
  const parts = partsOf(total);
  if (asked === null && parts > 1) {
    const urls = Array.from({ length: parts }, (_, i) => `${origin}/sitemap.xml?partie=${i + 1}`);
    return tagged(request, writeSitemapIndex(urls), 'application/xml; charset=utf-8');
  }
  const part = asked === null ? 1 : /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  if (part < 1 || part > parts) throw new Problem('INTROUVABLE');
  const fixed = part === 1 ? PAGES : [];
  const slice = {
    offset: Math.max(0, (part - 1) * LARGEST_SITEMAP - PAGES.length),
    limit: LARGEST_SITEMAP - fixed.length,
  };
  const addresses = await services.db.read((tx) => listAddresses(tx, now, slice));
  const entries: SitemapEntry[] = [
    ...fixed.map((path) => ({ url: origin + path, changedAt: null })),
    ...addresses.map(({ path, changedAt }) => ({ url: origin + path, changedAt })),
  ];
  return tagged(request, writeSitemap(entries), 'application/xml; charset=utf-8');
}

/** GET /robots.txt */
export function robots({ env }: Services, request: Request): Response {
  const lines = [
    '# Les pages publiques sont à tout le monde ; celles d’une personne ou d’un métier ne regardent personne d’autre.',
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${originSeen(env, request)}/sitemap.xml`,
    '',
  ];
  return tagged(request, lines.join('\n'), 'text/plain; charset=utf-8');
}
