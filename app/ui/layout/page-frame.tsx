import type { ReactNode } from 'react';
import { BridgeMark } from '#app/ui/components/icons.tsx';
import { useRootFacts } from './root-facts.ts';

interface PageFrameProps {
  /** Where the mark leads. */
  readonly home: string;
  /** Beside the mark. */
  readonly beside: ReactNode;
  /** Under the top bar, for areas with sections. */
  readonly sections?: ReactNode;
  readonly children: ReactNode;
}

/** What every page has: the way past the menus, the ribbon of the demonstration, the mark, the foot. */
export function PageFrame({ home, beside, sections, children }: PageFrameProps) {
  const facts = useRootFacts();
  return (
    <>
      <a className="skip" href="#contenu">
        Aller au contenu
      </a>
      <header>
        {facts?.demo === true && (
          <p className="demo">Démonstration&nbsp;: lieux réels, personnes et ateliers fictifs</p>
        )}
        <div className="top wrap">
          <a className="brand" href={home}>
            <BridgeMark />
            Passerelle
          </a>
          {beside}
        </div>
      </header>
      {sections}
      <main id="contenu" tabIndex={-1} className="wrap">
        {children}
      </main>
      <footer className="foot">
        <p className="wrap">
          Passerelle{facts === null ? '' : ` · ${facts.territory}`}&nbsp;: de l’orientation à l’atelier, un lieu et
          quelqu’un près de chez vous. <a href="/donnees">Données ouvertes</a>
        </p>
      </footer>
    </>
  );
}
