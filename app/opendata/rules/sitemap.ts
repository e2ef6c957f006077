import { xmlText } from './xml.ts';

/** The most addresses one file may hold (sitemaps.org). */
export const LARGEST_SITEMAP = 50_000;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

export interface SitemapEntry {
  url: string;
  changedAt: Date | null;
}

export const SITEMAP_BEGIN = `${HEAD}<urlset ${SPACE}>\n`;
export const SITEMAP_END = '</urlset>\n';

/** One page in a sitemap, between its begin and its end. */
export function sitemapLine({ url, changedAt }: SitemapEntry): string {
  const lastmod = changedAt === null ? '' : `<lastmod>${changedAt.toISOString()}</lastmod>`;
  return `<url><loc>${xmlText(url)}</loc>${lastmod}</url>\n`;
}

export function writeSitemapIndex(urls: readonly string[]): string {
  const lines = urls.map((url) => `<sitemap><loc>${xmlText(url)}</loc></sitemap>`);
  return `${HEAD}<sitemapindex ${SPACE}>\n${lines.join('\n')}\n</sitemapindex>\n`;
}

/** How many files it takes; one file needs no index. */
export function partsOf(total: number, largest = LARGEST_SITEMAP): number {
  return Math.max(1, Math.ceil(total / largest));
}
