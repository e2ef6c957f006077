import type { ReactNode } from 'react';
import { atCommune } from '#app/opendata/rules/at-commune.ts';

/** What other sites show of us: no menu, no cookie, links that open beside the site that shows it. */
export function EmbedFrame({
  title,
  code,
  children,
}: {
  readonly title: string;
  readonly code: string;
  readonly children: ReactNode;
}) {
  return (
    <main className="embed">
      {/* The pages of links refuse to be framed: they must not open in here. */}
      <base target="_blank" />
      <h1>{title}</h1>
      {children}
      <p className="hint">
        <a href={`/lieux/affiche?commune=${code}`} rel="noopener">
          Imprimer cette liste
        </a>{' '}
        · Source&nbsp;:{' '}
        <a href="/" rel="noopener">
          Passerelle
        </a>
        , Licence Ouverte 2.0
      </p>
    </main>
  );
}

/** « 12 lieux où l’on vous aide avec le numérique, à Villeurbanne ». */
export function embedTitle(count: number, name: string): string {
  if (count === 0) return `Pas encore de lieu ${atCommune(name)}`;
  return `${count} ${count === 1 ? 'lieu' : 'lieux'} où l’on vous aide avec le numérique, ${atCommune(name)}`;
}
