import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { sayConfirmed } from '#app/upkeep/texts.fr.ts';
import { listHeldPages } from '#db/queries/upkeep/pages.ts';

export { links } from './page-styles.ts';

export const meta: MetaFunction = () => pageMeta('Ma fiche');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock } = context.services;
  const pages = await db.read((tx) => listHeldPages(tx, actor.orgId));
  return { actor, pages, now: clock.now() };
}

/** The sites of an organisation: each has its page. */
export default function Pages() {
  const { actor, pages, now } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title={pages.length > 1 ? 'Mes fiches' : 'Ma fiche'}
        lead="Ce que le public lit de votre lieu. Vous seuls pouvez le changer."
      />
      {pages.length === 0 ? (
        <EmptyState icon="pin" title="Votre structure ne tient aucune fiche">
          <p>Cherchez votre lieu dans la liste, puis choisissez « Je travaille ici » en bas de sa fiche.</p>
          <a className="btn" href="/lieux">
            Chercher mon lieu
          </a>
        </EmptyState>
      ) : (
        <>
          <ul className="cards">
            {pages.map((page) => (
              <li key={page.id}>
                <article className="card">
                  <h2>
                    <a href={`/espace-lieu/page/${page.id}`}>{page.name}</a>
                  </h2>
                  <p>{page.commune}</p>
                  <p className="hint">{sayConfirmed(page.confirmedAt, now)}</p>
                  {page.reports + page.conflicts > 0 && (
                    <p className="tags">
                      {page.reports > 0 && (
                        <Tag look="warn">
                          {page.reports === 1 ? '1 erreur signalée' : `${page.reports} erreurs signalées`}
                        </Tag>
                      )}
                      {page.conflicts > 0 && <Tag>Une source dit autre chose</Tag>}
                    </p>
                  )}
                </article>
              </li>
            ))}
          </ul>
          <p className="no-print">
            Un autre lieu de votre structure&nbsp;? <a href="/lieux">Trouvez sa fiche</a>, puis choisissez « Je
            travaille ici ».
          </p>
        </>
      )}
    </DeskLayout>
  );
}
