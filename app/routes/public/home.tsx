import type { MetaFunction } from '@remix-run/node';
import type { ReactNode } from 'react';
import { Icon } from '#app/ui/components/icons.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';

export const meta: MetaFunction = () =>
  pageMeta(
    'Apprendre le numérique près de chez vous',
    'Internet, téléphone, démarches : trouvez un lieu d’accueil près de chez vous et réservez votre place.',
  );

export default function Home() {
  return (
    <PublicLayout>
      <section className="hero">
        <div>
          <h1>Quelqu’un, près de chez vous, peut vous montrer.</h1>
          <p className="lead">
            Internet, téléphone, démarches&nbsp;: trouvez un lieu d’accueil et réservez votre place. C’est simple, et
            souvent gratuit.
          </p>
          <NeedSearch />
        </div>
        <Doors />
      </section>
    </PublicLayout>
  );
}

/** The two questions of a person who comes: what for, and where. */
function NeedSearch() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is younger than the phones this must open on
    <form className="search" role="search" action="/lieux" method="get">
      <div>
        <label htmlFor="q">De quoi avez-vous besoin&nbsp;?</label>
        <input id="q" name="q" type="search" placeholder="envoyer un mail" maxLength={100} />
      </div>
      <div>
        <label htmlFor="ou">Où&nbsp;?</label>
        <input id="ou" name="ou" placeholder="votre commune" autoComplete="address-level2" maxLength={100} />
      </div>
      <button type="submit" className="btn">
        Chercher
      </button>
    </form>
  );
}

function Doors() {
  return (
    <nav className="doors" aria-label="Que voulez-vous faire ?">
      <Door href="/mon-pass" pass icon={<Icon name="ticket" size={46} />} title="J’ai un pass">
        Voir mon solde, réserver, annuler
      </Door>
      <Door href="/lieux" icon={<Icon name="pin" size={46} />} title="Je cherche un lieu">
        Les lieux d’accueil, leurs heures, leurs services
      </Door>
      <Door href="/partenaire/orienter" icon={<Icon name="people" size={46} />} title="J’accompagne quelqu’un">
        Orienter et réserver en une minute
      </Door>
    </nav>
  );
}

interface DoorProps {
  readonly href: string;
  readonly icon: ReactNode;
  readonly title: string;
  /** The one door of those who hold a pass wears its colour. */
  readonly pass?: boolean;
  readonly children: ReactNode;
}

function Door({ href, icon, title, pass = false, children }: DoorProps) {
  return (
    <a className={pass ? 'door pass' : 'door'} href={href}>
      {icon}
      <span>
        <b>{title}</b>
        {children}
      </span>
    </a>
  );
}
