import type { ReactNode } from 'react';
import type { Role } from '#app/access/rules/roles.ts';
import { type NavLink, NavLinks } from './nav-links.tsx';
import { PageFrame } from './page-frame.tsx';

export type DeskArea = 'partner' | 'venue' | 'authority';

/** The professional at the desk, as the page names them. */
export interface DeskActor {
  readonly displayName: string;
  readonly organisation: string;
  readonly role: Role;
}

const SECTIONS: Readonly<Record<DeskArea, readonly NavLink[]>> = {
  partner: [
    { href: '/partenaire', label: 'Aujourd’hui' },
    { href: '/partenaire/orienter', label: 'Orienter' },
    { href: '/partenaire/ou-aller', label: 'Où aller' },
    { href: '/partenaire/personnes', label: 'Personnes' },
    {
      href: '/partenaire/carnets',
      label: 'Carnets',
      also: ['/partenaire/envois', '/partenaire/pass-perdus', '/partenaire/fin-de-validite'],
    },
  ],
  venue: [
    { href: '/espace-lieu', label: 'Semaine' },
    { href: '/espace-lieu/ateliers', label: 'Ateliers' },
    { href: '/espace-lieu/encaisser', label: 'Encaisser' },
    { href: '/espace-lieu/remboursements', label: 'Remboursements', also: ['/espace-lieu/dossier'] },
    { href: '/espace-lieu/page', label: 'Ma fiche' },
  ],
  authority: [
    { href: '/metropole', label: 'Vue d’ensemble' },
    { href: '/metropole/passes', label: 'Pass', also: ['/metropole/achats'] },
    { href: '/metropole/carnets', label: 'Carnets' },
    { href: '/metropole/partenaires', label: 'Partenaires', also: ['/metropole/conventions', '/metropole/comites'] },
    { href: '/metropole/lieux', label: 'Lieux', also: ['/metropole/sources'] },
    { href: '/metropole/fiches', label: 'Fiches' },
    { href: '/metropole/remboursements', label: 'Remboursements' },
    { href: '/metropole/rapports', label: 'Rapports' },
    { href: '/metropole/messages', label: 'Messages' },
    { href: '/metropole/equipe', label: 'Équipe', also: ['/metropole/donnees-personnelles', '/metropole/taches'] },
  ],
};

const HOMES: Readonly<Record<DeskArea, string>> = {
  partner: '/partenaire',
  venue: '/espace-lieu',
  authority: '/metropole',
};

const ROLE_LABELS: Readonly<Record<Role, string>> = {
  AGENT: 'Agent',
  PARTNER_MANAGER: 'Responsable',
  VENUE_STAFF: 'Équipe du lieu',
  AUTHORITY: 'Collectivité',
};

interface DeskLayoutProps {
  readonly area: DeskArea;
  readonly actor: DeskActor;
  readonly children: ReactNode;
}

/** Pages of a signed-in professional: their sections, who they are, the way out. */
export function DeskLayout({ area, actor, children }: DeskLayoutProps) {
  return (
    <PageFrame
      home={HOMES[area]}
      beside={
        <div className="whoami">
          <span>
            <a href="/deconnexion">{actor.displayName}</a> · {ROLE_LABELS[actor.role]} · {actor.organisation}
          </span>
          <form method="post" action="/deconnexion">
            <button type="submit" className="link">
              Se déconnecter
            </button>
          </form>
        </div>
      }
      sections={
        <nav className="sections" aria-label="Rubriques">
          <div className="wrap">
            <NavLinks links={SECTIONS[area]} />
          </div>
        </nav>
      }
    >
      {children}
    </PageFrame>
  );
}
