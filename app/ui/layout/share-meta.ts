import type { MetaDescriptor } from '@remix-run/react';
import { pageMeta } from './page-meta.ts';
import type { RootFacts } from './root-facts.ts';

/** What the matches of a page's `meta` hold: the root's facts say where people see the site. */
type Matches = readonly ({ readonly id: string; readonly data?: unknown } | undefined)[];

/** Where people see the site; empty when even the root could not load. */
export function originOf(matches: Matches): string {
  const root = matches.find((match) => match?.id === 'root')?.data as RootFacts | null | undefined;
  return root?.origin ?? '';
}

/** The title and description of a public page, and what a message or a social network shows of its link. */
export function shareMeta(
  matches: Matches,
  page: { path: string; title: string; description: string },
): MetaDescriptor[] {
  const origin = originOf(matches);
  const metas = pageMeta(page.title, page.description);
  if (origin === '') return metas;
  const property = (name: string, content: string) => ({ property: `og:${name}`, content });
  return [
    ...metas,
    { tagName: 'link', rel: 'canonical', href: origin + page.path },
    property('type', 'website'),
    property('site_name', 'Passerelle'),
    property('locale', 'fr_FR'),
    property('url', origin + page.path),
    property('title', page.title),
    property('description', page.description),
    property('image', `${origin}/partage.png`),
    property('image:width', '1200'),
    property('image:height', '630'),
    property('image:alt', 'Passerelle : quelqu’un, près de chez vous, peut vous montrer.'),
    { name: 'twitter:card', content: 'summary_large_image' },
  ];
}
