import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireHolder } from '#app/access/guards.ts';
import { DATA_WORDS } from '#app/privacy/texts.fr.ts';
import { PersonData } from '#app/routes/_shared/person/person-data.tsx';
import holderStyles from '#app/styles/holder.css?url';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { readPersonData } from '#db/queries/privacy.ts';
import { HolderPage, TO_WALLET } from './holder-page.tsx';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];
export const meta: MetaFunction = () => pageMeta('Mes données');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { holderId } = requireHolder({ request, context });
  return { of: await context.services.db.snapshot((tx) => readPersonData(tx, holderId)) };
}

export default function MyData() {
  const { of } = useLoaderData<typeof loader>();
  return (
    <HolderPage title="Mes données" lead="Tout ce qui est écrit sur vous dans Passerelle." back={TO_WALLET}>
      <p>
        <a href="/mon-pass/mes-donnees.json" download>
          Emporter ces données dans un fichier
        </a>
        . Pour les corriger ou les effacer, demandez à la personne qui vous a remis votre carnet.
      </p>
      <PersonData of={of} words={DATA_WORDS} />
    </HolderPage>
  );
}
