import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { atCommune } from '#app/opendata/rules/at-commune.ts';
import { embedSnippet } from '#app/opendata/rules/embed-snippet.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import openStyles from '#app/styles/open.css?url';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { shareMeta } from '#app/ui/layout/share-meta.ts';
import { listOpenCommunes } from '#db/queries/open-venues.ts';
import { askedCommune } from './commune.ts';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: openStyles }];

export const meta: MetaFunction = ({ matches }) =>
  shareMeta(matches, {
    path: '/donnees/integrer',
    title: 'Les lieux sur le site de votre commune',
    description: 'Une ligne à copier dans votre page : la liste ou la carte des lieux, à jour, sans cookie.',
  });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const communes = await db.read((tx) => listOpenCommunes(tx, clock.now(), false));
  const commune = askedCommune(request);
  const view = new URL(request.url).searchParams.get('vue') === 'carte' ? ('carte' as const) : ('liste' as const);
  return { commune, view, communes, origin: originSeen(env, request) };
}

export default function EmbedHelp() {
  const { commune, view, communes, origin } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader
        title="Les lieux sur le site de votre commune"
        lead="Une ligne à copier dans votre page. La liste reste à jour toute seule."
        back={{ href: '/donnees', label: 'Les données ouvertes' }}
      />
      <div className="open-page flow">
        <form method="get" action="/donnees/integrer" className="panel">
          <div className="field">
            <label htmlFor="commune">Votre commune</label>
            <select id="commune" name="commune" defaultValue={commune?.code ?? ''}>
              <option value="">Choisissez</option>
              {communes.map(({ inseeCode, name, venues }) => (
                <option key={inseeCode} value={inseeCode}>
                  {name} ({venues})
                </option>
              ))}
            </select>
          </div>
          <fieldset className="field">
            <legend className="label">Ce que vous voulez montrer</legend>
            <div className="chips">
              <label className="chip">
                <input type="radio" name="vue" value="liste" defaultChecked={view === 'liste'} />
                La liste
              </label>
              <label className="chip">
                <input type="radio" name="vue" value="carte" defaultChecked={view === 'carte'} />
                La carte
              </label>
            </div>
          </fieldset>
          <button type="submit" className="btn">
            Préparer la ligne à copier
          </button>
        </form>
        {commune !== null && <Snippet name={commune.name} code={commune.code} view={view} origin={origin} />}
        <Promises origin={origin} code={commune?.code ?? '69266'} />
      </div>
    </PublicLayout>
  );
}

function Promises({ origin, code }: { readonly origin: string; readonly code: string }) {
  return (
    <>
      <section aria-labelledby="promesses">
        <h2 id="promesses">Ce que vos visiteurs y gagnent</h2>
        <ul>
          <li>Aucun cookie, aucune mesure d’audience, rien à accepter.</li>
          <li>Sans JavaScript, ou si notre service ne répond pas, un simple lien reste.</li>
          <li>Au clavier et au lecteur d’écran, comme le reste de Passerelle.</li>
          <li>La carte va chercher son fond à l’adresse que Passerelle a choisie (IGN le plus souvent).</li>
        </ul>
      </section>
      <section aria-labelledby="reglages">
        <h2 id="reglages">Pour votre prestataire</h2>
        <ul>
          <li>
            Si votre site a une politique de sécurité (CSP), ajoutez <code>{origin}</code> à <code>script-src</code> et
            à <code>frame-src</code>.
          </li>
          <li>
            <code>data-hauteur="700"</code> change la hauteur, en pixels.
          </li>
          <li>
            Sans aucun script&nbsp;: <code>{`<iframe src="${origin}/integrer/lieux?commune=${code}">`}</code>
          </li>
        </ul>
      </section>
    </>
  );
}

interface SnippetProps {
  readonly name: string;
  readonly code: string;
  readonly view: 'liste' | 'carte';
  readonly origin: string;
}

function Snippet({ name, code, view, origin }: SnippetProps) {
  const snippet = embedSnippet({ name, code, view, origin });
  return (
    <section aria-labelledby="ligne">
      <h2 id="ligne">À copier, {atCommune(name)}</h2>
      <div className="field">
        <label htmlFor="a-copier">Collez ceci dans votre page, là où la liste doit être</label>
        <textarea id="a-copier" className="snippet" readOnly rows={6} defaultValue={snippet} spellCheck={false} />
      </div>
      <p>
        <a href={`/integrer/${view === 'carte' ? 'carte' : 'lieux'}?commune=${code}`}>Voir ce qui sera montré</a>
      </p>
    </section>
  );
}
