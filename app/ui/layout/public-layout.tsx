import type { ReactNode } from 'react';
import { NavLinks } from './nav-links.tsx';
import { PageFrame } from './page-frame.tsx';

const LINKS = [
  { href: '/lieux', label: 'Les lieux' },
  { href: '/ateliers', label: 'Les ateliers' },
  { href: '/mon-pass', label: 'Mon pass' },
  { href: '/connexion', label: 'Professionnels' },
];

/** Pages anyone may open. */
export function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <PageFrame
      home="/"
      beside={
        <nav aria-label="Menu principal">
          <NavLinks links={LINKS} />
        </nav>
      }
    >
      {children}
    </PageFrame>
  );
}
