import { CodeForm } from '#app/routes/_shared/code-form.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { useRootFacts } from '#app/ui/layout/root-facts.ts';

interface ClosedPassProps extends Pick<Parameters<typeof CodeForm>[0], 'opKey' | 'refused'> {
  readonly news: string | null;
  readonly afterwards: string | null;
}

/** The page that asks for the code, and tells what a pass is to those who have none. */
export function ClosedPass({ opKey, news, afterwards, refused }: ClosedPassProps) {
  const territory = useRootFacts()?.territory;
  return (
    <PublicLayout>
      <PageHeader
        title="Mon pass"
        lead={
          afterwards === null
            ? 'Voyez ce qu’il vous reste, réservez, changez de jour, annulez.'
            : 'Encore une étape\u00a0: le code de votre ticket, et votre place est presque réservée.'
        }
      />
      {news !== null && refused === undefined && (
        <Notice look="ok" news>
          <p>{news}</p>
        </Notice>
      )}
      <div className="closed-pass">
        <section className="panel" aria-labelledby="ouvrir">
          <h2 id="ouvrir">J’ai un ticket</h2>
          <CodeForm opKey={opKey} refused={refused} afterwards={afterwards} />
        </section>
        <aside className="flow">
          <h2>Je n’ai pas, ou plus, mon ticket</h2>
          <p>
            La personne qui vous a donné votre pass peut l’imprimer de nouveau. Elle peut aussi réserver, changer ou
            annuler pour vous.
          </p>
          <h2>Je n’ai pas de pass</h2>
          <p>
            Un pass paie un atelier pour apprendre l’ordinateur, le téléphone ou Internet. Les partenaires
            {territory === undefined ? '' : ` de la ${territory}`} en donnent&nbsp;: demandez à la personne qui vous
            accompagne.
          </p>
          <p>
            <a href="/lieux">Trouver un lieu qui vous aide près de chez vous</a>
          </p>
        </aside>
      </div>
    </PublicLayout>
  );
}
