import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { countVenuesWords } from '#app/directory/texts.fr.ts';
import { tellSources } from '#app/opendata/sources-file.ts';
import { LICENCE } from '#app/opendata/texts.fr.ts';
import openStyles from '#app/styles/open.css?url';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { shareMeta } from '#app/ui/layout/share-meta.ts';
import { stampOfVenues } from '#db/queries/open-venues.ts';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: openStyles },
  { rel: 'alternate', type: 'application/atom+xml', title: 'Nouveaux lieux', href: '/donnees/lieux.atom' },
  { rel: 'alternate', type: 'application/atom+xml', title: 'Nouveaux ateliers', href: '/donnees/ateliers.atom' },
];

export const meta: MetaFunction = ({ matches }) =>
  shareMeta(matches, {
    path: '/donnees',
    title: 'Données ouvertes',
    description:
      'La liste des lieux et des ateliers, à télécharger, à relire par un programme, à montrer sur votre site.',
  });

export async function loader({ context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const stamp = await db.read((tx) => stampOfVenues(tx, { today }, now));
  const sources = await tellSources(context.services);
  return { count: stamp.count, changedAt: stamp.changedAt, sources, today, territory: env.TERRITORY_NAME };
}

export default function OpenData() {
  const { count, changedAt, sources, today, territory } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader
        title="Les données sont à tout le monde"
        lead={`${countVenuesWords(count)} où l’on aide avec le numérique, et les ateliers à venir. Sans compte, sans clé.`}
      />
      {changedAt !== null && <p>Dernier changement&nbsp;: {sayMoment(changedAt)}.</p>}
      <div className="open-page flow">
        <VenueFiles territory={territory} />
        <SessionFiles />
        <ForProgrammers />
        <section aria-labelledby="sources">
          <h2 id="sources">D’où elles viennent, ce que vous pouvez en faire</h2>
          <p>
            Notre travail est publié sous la <a href={LICENCE.url}>{LICENCE.name}</a>&nbsp;: copiez, changez, vendez, à
            condition de dire d’où cela vient et de quand. Chaque ligne garde la licence de sa source. Écrivez par
            exemple&nbsp;: «&nbsp;Passerelle, {territory}, {sayDate(today)}, et les sources de chaque ligne&nbsp;».
          </p>
          <DataTable
            caption="Les sources"
            keyOf={({ source }) => source}
            rows={sources}
            columns={[
              { header: 'Source', cell: ({ name }) => name },
              { header: 'Lieux', numeric: true, cell: ({ venues }) => venues },
              { header: 'Licence', cell: ({ licence }) => licence ?? 'à demander à la source' },
              {
                header: 'Fiche la plus récente',
                cell: ({ latest }) => (latest > '1990' ? sayDate(latest) : 'date inconnue'),
              },
            ]}
          />
          <p className="hint">
            Aucune donnée sur une personne n’est ici&nbsp;: ni les bénéficiaires, ni les réservations, ni le nom de qui
            anime.
          </p>
        </section>
      </div>
    </PublicLayout>
  );
}

function VenueFiles({ territory }: { readonly territory: string }) {
  return (
    <section aria-labelledby="lieux">
      <h2 id="lieux">Les lieux</h2>
      <form className="panel" method="get" action="/donnees/lieux.csv">
        <h3>Pour un tableur</h3>
        <p>Un fichier à ouvrir avec Excel, LibreOffice ou Numbers.</p>
        <input type="hidden" name="tableur" value="oui" />
        <div className="field">
          <label htmlFor="departement">Département, si vous n’en voulez qu’un</label>
          <input id="departement" name="departement" placeholder="69" maxLength={3} inputMode="numeric" />
        </div>
        <label className="chip">
          <input type="checkbox" name="territoire" value="oui" />
          Seulement la {territory}
        </label>
        <button type="submit" className="btn">
          <Icon name="download" size={20} /> Télécharger le fichier
        </button>
      </form>
      <h3>Pour un programme</h3>
      <p>
        Dans le standard national «&nbsp;lieux de médiation numérique&nbsp;» v1, chaque ligne acceptée par la
        bibliothèque officielle.
      </p>
      <ul className="files">
        <File href="/donnees/lieux.csv" name="CSV">
          32 colonnes, UTF-8, virgules
        </File>
        <File href="/donnees/lieux.json" name="JSON">
          les mêmes champs
        </File>
        <File href="/donnees/lieux.geojson" name="GeoJSON">
          pour une carte
        </File>
        <File href="/donnees/passages.json" name="Passages (JSON)">
          où et quand s’arrêtent les lieux qui se déplacent&nbsp;; <code>?commune=69091</code>. Le standard n’a pas de
          champ pour eux
        </File>
        <File href="/donnees/sources.json" name="Sources">
          ce que veut dire la source de chaque ligne, et sa licence
        </File>
        <File href="/donnees/lieux-retires.json" name="Lieux retirés">
          ce qu’il faut oublier, et par quoi c’est remplacé
        </File>
      </ul>
      <PartsAndChanges />
    </section>
  );
}

function PartsAndChanges() {
  return (
    <details>
      <summary>N’en prendre qu’une partie, ou seulement ce qui change</summary>
      <ul>
        <li>
          <code>?depuis=2026-11-01</code>&nbsp;: ce qui a changé depuis un jour ou un moment. Gardez dix minutes de
          marge&nbsp;: redemander deux fois la même ligne ne gêne pas.
        </li>
        <li>
          <code>?commune=69266,69029</code>, <code>?departement=69</code>, <code>?territoire=oui</code>.
        </li>
        <li>
          <code>If-None-Match</code> ou <code>If-Modified-Since</code>&nbsp;: réponse 304 quand rien n’a changé.
        </li>
        <li>L’identifiant d’un lieu ne change jamais.</li>
        <li>
          Dans le CSV, une cellule qui commence par =, +, - ou @ est précédée d’une apostrophe, pour qu’aucun tableur ne
          la calcule (ni les nombres ni les téléphones). Le JSON et le GeoJSON sont exacts.
        </li>
        <li>
          Le standard n’a plus de mot pour le pass numérique&nbsp;: ces lieux portent «&nbsp;Gratuit sous
          condition&nbsp;» et «&nbsp;Pass numérique&nbsp;» parmi les autres labels.
        </li>
      </ul>
    </details>
  );
}

function SessionFiles() {
  return (
    <section aria-labelledby="ateliers">
      <h2 id="ateliers">Les ateliers à venir</h2>
      <ul className="files">
        <File href="/donnees/ateliers.ics" name="Agenda (ICS)">
          à suivre depuis un agenda, avec les passages des lieux qui se déplacent&nbsp;; <code>?commune=69266</code>{' '}
          pour une commune
        </File>
        <File href="/donnees/ateliers.json" name="JSON">
          avec les places libres
        </File>
        <File href="/donnees/ateliers.atom" name="Fil Atom des nouveaux ateliers">
          <code>?commune=69266</code>
        </File>
        <File href="/donnees/lieux.atom" name="Fil Atom des nouveaux lieux">
          <code>?commune=69266</code>
        </File>
      </ul>
      <p>Chaque lieu et chaque atelier ont aussi leur agenda, sur leur page.</p>
    </section>
  );
}

function ForProgrammers() {
  return (
    <section aria-labelledby="aller-plus-loin">
      <h2 id="aller-plus-loin">Les montrer ailleurs</h2>
      <ul className="files">
        <File href="/donnees/integrer" name="Sur le site de votre commune">
          une ligne à copier, sans cookie
        </File>
        <File href="/lieux/affiche" name="Sur une affiche">
          les lieux de votre commune, à imprimer
        </File>
        <File href="/donnees/api" name="Dans votre logiciel">
          l’API, à essayer sans rien installer
        </File>
      </ul>
    </section>
  );
}

function File({
  href,
  name,
  children,
}: {
  readonly href: string;
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <a href={href}>{name}</a> <span className="hint">{children}</span>
    </li>
  );
}
