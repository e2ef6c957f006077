import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PAGE_STEPS } from '#app/upkeep/rules/states.ts';
import { STEP_PATHS } from '#app/upkeep/rules/steps.ts';
import { STEP_WORDS } from '#app/upkeep/texts.fr.ts';
import { heldPage } from './held-page.ts';

export { links } from '../desk-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.page.name ?? 'Ma fiche');

const DONE: Readonly<Record<string, string>> = {
  enregistre: 'C’est enregistré : le public le voit déjà.',
  pareil: 'Rien n’a changé : la fiche disait déjà cela.',
  annule: 'Le changement est annulé.',
  tenue: 'Cette fiche est à vous. Relisez-la, et corrigez ce qui n’est plus vrai.',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const page = await heldPage(context.services, actor, params.venueId);
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, page: { id: page.id, slug: page.slug, name: page.name, commune: page.commune }, done };
}

export default function HeldPage() {
  const { actor, page, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title={page.name} lead={page.commune} back={{ href: '/espace-lieu/page', label: 'Mes fiches' }}>
        <a className="btn quiet" href={`/lieux/${page.slug}`}>
          Voir comme le public
        </a>
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <div className="flow">
        <Steps venueId={page.id} />
        <p>
          <a href={`/espace-lieu/page/${page.id}/historique`}>Qui a changé quoi, et quand</a>
        </p>
      </div>
    </DeskLayout>
  );
}

/** The parts of the page, each a short form that saves by itself. */
function Steps({ venueId }: { readonly venueId: string }) {
  return (
    <section aria-labelledby="titre-etapes">
      <h2 id="titre-etapes">Corriger la fiche</h2>
      <ul className="cards">
        {PAGE_STEPS.map((step) => (
          <li key={step}>
            <article className="card">
              <h3>
                <a href={`/espace-lieu/page/${venueId}/${STEP_PATHS[step]}`}>{STEP_WORDS[step].title}</a>
              </h3>
              <p className="hint">{STEP_WORDS[step].about}</p>
            </article>
          </li>
        ))}
      </ul>
    </section>
  );
}
