import { xmlText } from './xml.ts';

export interface AtomEntry {
  /** A UUID. */
  id: string;
  title: string;
  url: string;
  summary: string;
  published: Date;
  updated: Date;
}

export interface AtomFeed {
  title: string;
  subtitle: string;
  /** The feed itself. */
  url: string;
  /** The page people read instead. */
  page: string;
  author: string;
  licence: string;
  entries: readonly AtomEntry[];
}

/** An Atom feed (RFC 4287). With no entry it was updated at the beginning of the era: it must say something. */
export function writeAtom(feed: AtomFeed): string {
  const updated = new Date(Math.max(0, ...feed.entries.map((entry) => entry.updated.getTime())));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
    `<id>${xmlText(feed.url)}</id>`,
    `<title>${xmlText(feed.title)}</title>`,
    `<subtitle>${xmlText(feed.subtitle)}</subtitle>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(feed.url)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(feed.page)}"/>`,
    `<author><name>${xmlText(feed.author)}</name></author>`,
    `<rights>${xmlText(feed.licence)}</rights>`,
    `<updated>${updated.toISOString()}</updated>`,
    ...feed.entries.map(writeEntry),
    '</feed>',
    '',
  ].join('\n');
}

function writeEntry({ id, title, url, summary, published, updated }: AtomEntry): string {
  return [
    '<entry>',
    `<id>urn:uuid:${xmlText(id)}</id>`,
    `<title>${xmlText(title)}</title>`,
    `<link rel="alternate" type="text/html" href="${xmlText(url)}"/>`,
    `<published>${published.toISOString()}</published>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<summary>${xmlText(summary)}</summary>`,
    '</entry>',
  ].join('');
}
