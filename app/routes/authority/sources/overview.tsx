import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { sourceWords } from '#app/directory/texts.fr.ts';
import { compareSources } from '#app/sources/open-conflicts.ts';
import { OUTCOME_LOOKS, OUTCOME_WORDS, REASON_WORDS } from '#app/sources/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { countAddresses } from '#db/queries/geocoding.ts';
import { countConflicts } from '#db/queries/sources/conflicts.ts';
import { countHeldRuns, listFeeds } from '#db/queries/sources/feeds.ts';
import { listMergedVenues } from '#db/queries/sources/merges.ts';
import { listWaitingPairs } from '#db/queries/sources/pairs.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sources-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les sources des lieux');

const PAIRS_SHOWN = 20;
const MERGED_SHOWN = 20;
const DONE: Readonly<Record<string, string>> = {
  reunis: 'Les deux fiches n’en font plus qu’une. L’ancienne adresse y mène.',
  separes: 'Ces deux lieux restent deux lieux : la question ne sera plus posée.',
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const asked = new URL(request.url).searchParams;
  const page = Math.min(Math.max(Number.parseInt(asked.get('page') ?? '1', 10) || 1, 1), 10_000);
  await compareSources(context.services.db);
  return context.services.db.read(async (tx) => ({
    actor,
    page,
    done: DONE[asked.get('fait') ?? ''] ?? null,
    feeds: await listFeeds(tx),
    held: await countHeldRuns(tx),
    waiting: await listWaitingPairs(tx, { limit: PAIRS_SHOWN, offset: (page - 1) * PAIRS_SHOWN }),
    merged: await listMergedVenues(tx, MERGED_SHOWN),
    addresses: await countAddresses(tx),
    conflicts: await countConflicts(tx),
  }));
}

export default function Sources() {
  const { actor, done, held, addresses, conflicts } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les sources des lieux"
        lead="Plusieurs annuaires parlent des mêmes lieux. Ici, on les lit, on les réunit, et on vérifie."
      >
        <a className="btn" href="/metropole/sources/nouvelle">
          Ajouter une source
        </a>
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      {held > 0 && (
        <Notice look="warn">
          <p>
            {sayCount(held, 'lecture attend', 'lectures attendent')} votre avis : la source a perdu un cinquième de ses
            lieux ou plus. Rien n’a été changé.
          </p>
        </Notice>
      )}
      <div className="flow">
        <Feeds />
        <Pairs />
        <section aria-labelledby="titre-desaccords">
          <h2 id="titre-desaccords">Les sources qui ne disent pas la même chose</h2>
          <p>
            <a href="/metropole/sources/conflits">
              {conflicts === 0
                ? 'Aucun désaccord à régler'
                : sayCount(conflicts, 'désaccord à régler', 'désaccords à régler')}
            </a>
          </p>
        </section>
        <Merged />
        {addresses.WAITING > 0 && (
          <p className="hint">
            {sayCount(addresses.WAITING, 'adresse attend', 'adresses attendent')} d’être placées sur la carte.
          </p>
        )}
      </div>
    </DeskLayout>
  );
}

function Feeds() {
  const { feeds } = useLoaderData<typeof loader>();
  if (feeds.length === 0)
    return (
      <EmptyState icon="people" title="Aucune source n’est lue toute seule">
        <p>Ajoutez l’adresse d’un annuaire (jeu de données national, hub) : il sera lu régulièrement.</p>
      </EmptyState>
    );
  return (
    <DataTable
      caption="Sources lues régulièrement"
      rows={feeds}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Source', cell: ({ id, name }) => <a href={`/metropole/sources/flux/${id}`}>{name}</a> },
        { header: 'Licence', cell: ({ licence }) => licence },
        {
          header: 'Dernière lecture',
          cell: ({ lastAt, lastOutcome }) =>
            lastAt === null || lastOutcome === null ? (
              'pas encore'
            ) : (
              <>
                {sayMoment(new Date(lastAt))} <Tag look={OUTCOME_LOOKS[lastOutcome]}>{OUTCOME_WORDS[lastOutcome]}</Tag>
              </>
            ),
        },
        {
          header: 'Prochaine',
          cell: ({ stoppedAt, nextRunAt }) => (stoppedAt === null ? sayMoment(new Date(nextRunAt)) : 'arrêtée'),
        },
      ]}
    />
  );
}

function Pairs() {
  const { waiting, page } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="titre-paires" id="paires">
      <h2 id="titre-paires">Est-ce le même lieu ?</h2>
      {waiting.pairs.length === 0 ? (
        <p>Rien à comparer : les fiches qui se ressemblent ont toutes été vues.</p>
      ) : (
        <>
          <p>{sayCount(waiting.total, 'paire de fiches se ressemble', 'paires de fiches se ressemblent')}.</p>
          <DataTable
            caption="Fiches qui se ressemblent, les plus proches d’abord"
            captionHidden
            rows={waiting.pairs}
            keyOf={({ a, b }) => a + b}
            columns={[
              {
                header: 'Fiches',
                cell: ({ a, b, aName, bName, commune }) => (
                  <a href={`/metropole/sources/paires/${a}/${b}`}>
                    {aName}
                    <br />
                    {bName}
                    <br />
                    {commune}
                  </a>
                ),
              },
              {
                header: 'D’après',
                cell: ({ aSource, bSource }) => [...new Set([sourceWords(aSource), sourceWords(bSource)])].join(' et '),
              },
              { header: 'Pourquoi', cell: ({ reasons }) => reasons.map((reason) => REASON_WORDS[reason]).join(', ') },
            ]}
          />
          <Pagination
            page={page}
            pages={Math.ceil(waiting.total / PAIRS_SHOWN)}
            hrefOf={(n) => `/metropole/sources?page=${n}#paires`}
          />
        </>
      )}
    </section>
  );
}

function Merged() {
  const { merged } = useLoaderData<typeof loader>();
  if (merged.venues.length === 0) return null;
  return (
    <section aria-labelledby="titre-reunis">
      <h2 id="titre-reunis">Les lieux faits de plusieurs sources</h2>
      <p>{sayCount(merged.total, 'lieu', 'lieux')}. Voici les derniers : ouvrez-en un pour voir qui dit quoi.</p>
      <ul className="people-list">
        {merged.venues.map(({ id, name, commune, records }) => (
          <li key={id}>
            <a href={`/metropole/sources/lieux/${id}`}>
              {name}, {commune}
            </a>
            <Tag>{sayCount(records, 'source', 'sources')}</Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}
