import { madeOnce } from '#app/platform/kept/made-once.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { countAddresses, listAddresses } from '#db/queries/open-addresses.ts';
import { inSlices } from './in-slices.ts';
import { Problem } from './rules/problem.ts';
import {
  LARGEST_SITEMAP,
  partsOf,
  SITEMAP_BEGIN,
  SITEMAP_END,
  type SitemapEntry,
  sitemapLine,
  writeSitemapIndex,
} from './rules/sitemap.ts';
import { tag, tagged, taggedOnce } from './tagged.ts';

const XML = 'application/xml; charset=utf-8';
const PAGES = ['/', '/lieux', '/lieux/carte', '/ateliers', '/donnees', '/donnees/api', '/donnees/integrer'];
/** What regards one person or one trade is nobody else's business. */
const PRIVATE = ['/mon-pass', '/ticket/', '/partenaire', '/espace-lieu', '/metropole', '/connexion', '/invitation/'];

/** GET /sitemap.xml: every public page, in one file or in parts that an index names. */
export async function sitemap(services: Services, request: Request): Promise<Response> {
  const origin = originSeen(services.env, request);
  const asked = new URL(request.url).searchParams.get('partie');
  const parts = await countParts(services);
  if (asked === null && parts > 1) {
    const urls = Array.from({ length: parts }, (_, i) => `${origin}/sitemap.xml?partie=${i + 1}`);
    return tagged(request, tag(writeSitemapIndex(urls)), XML);
  }
  const part = asked === null ? 1 : /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  if (part < 1 || part > parts) throw new Problem('INTROUVABLE');
  const text = await taggedOnce(services, 'sessions', ['sitemap', origin, part], () =>
    writePart(services, origin, part),
  );
  return tagged(request, text, XML);
}

function countParts(services: Services): Promise<number> {
  return madeOnce(services).take('sessions', 'sitemap parts', async () => {
    const pages = await services.db.read((tx) => countAddresses(tx, services.clock.now()));
    return { value: partsOf(PAGES.length + pages), bytes: 8 };
  });
}

async function writePart({ db, clock }: Services, origin: string, part: number): Promise<string> {
  const fixed = part === 1 ? PAGES : [];
  const slice = {
    offset: Math.max(0, (part - 1) * LARGEST_SITEMAP - PAGES.length),
    limit: LARGEST_SITEMAP - fixed.length,
  };
  const addresses = await db.read((tx) => listAddresses(tx, clock.now(), slice));
  const entries: SitemapEntry[] = [
    ...fixed.map((path) => ({ url: origin + path, changedAt: null })),
    ...addresses.map(({ path, changedAt }) => ({ url: origin + path, changedAt })),
  ];
  return SITEMAP_BEGIN + (await inSlices(entries, sitemapLine)).join('') + SITEMAP_END;
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
  return tagged(request, tag(lines.join('\n')), 'text/plain; charset=utf-8');
}
