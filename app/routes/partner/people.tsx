import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePartner } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { fullName } from '#app/partners/texts.fr.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listKnownPeople } from '#db/queries/partner-people.ts';
import { findPeopleLike } from '#db/queries/people.ts';
import { pageCount, readPage } from './paging.ts';
import { type KnownPerson, withWallets } from './refer/screen.ts';
import { sayKnown } from './texts.fr.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Personnes');

const PAGE_SIZE = 20;
const LIKE_AT_MOST = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock } = context.services;
  const params = new URL(request.url).searchParams;
  const words = (params.get('nom') ?? '').slice(0, 100).trim();
  const page = words === '' ? readPage(params, 'page') : 1;
  const now = clock.now();
  const today = parisDay(now);
  return db.read(async (tx) => {
    const like = words === '' ? null : await findPeopleLike(tx, actor.partnerId, words, LIKE_AT_MOST);
    const listed =
      like === null
        ? await listKnownPeople(tx, actor.partnerId, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
        : { rows: like, total: like.length };
    const people = await withWallets(tx, listed.rows, { now, today });
    return {
      actor,
      words,
      page,
      pages: like === null ? pageCount(listed.total, PAGE_SIZE) : 1,
      total: listed.total,
      people,
      today,
    };
  });
}

export default function People() {
  const { actor, words, page, pages, total, people, today } = useLoaderData<typeof loader>();
  const counted = sayCount(total, 'personne');
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader title="Les personnes que vous suivez">
        <a className="btn" href="/partenaire/orienter">
          Orienter une personne
        </a>
        {actor.role === 'PARTNER_MANAGER' && (
          <a className="btn quiet" href="/partenaire/personnes-en-double">
            Personnes écrites deux fois
          </a>
        )}
      </PageHeader>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is younger than some of the desks' browsers */}
      <form className="again" method="get" action="/partenaire/personnes" role="search">
        <label htmlFor="nom">Son nom, ou une partie</label>
        <div className="one-line">
          <input id="nom" name="nom" type="search" defaultValue={words} maxLength={100} autoComplete="off" />
          <button type="submit" className="btn quiet">
            Chercher
          </button>
        </div>
      </form>
      {total === 0 ? (
        <Nobody words={words} />
      ) : (
        <>
          <p role="status">
            {words === '' ? `${counted}, les dernières venues d’abord.` : `${counted} pour «\u00a0${words}\u00a0».`}
          </p>
          <ul className="rows">
            {people.map((person) => (
              <Known key={person.id} person={person} today={today} />
            ))}
          </ul>
          <Pagination page={page} pages={pages} hrefOf={(n) => `/partenaire/personnes?page=${n}`} />
        </>
      )}
    </DeskLayout>
  );
}

function Known({ person, today }: { person: KnownPerson; today: string }) {
  return (
    <li>
      <span>
        <a href={`/partenaire/personnes/${person.id}`}>
          <b>{fullName(person)}</b>
        </a>
        <span className="hint">{sayKnown(person, today)}</span>
      </span>
      <a className="btn quiet" href={`/partenaire/orienter?personne=${person.id}`}>
        Réserver<span className="visually-hidden"> une place pour {fullName(person)}</span>
      </a>
    </li>
  );
}

function Nobody({ words }: { words: string }) {
  const title =
    words === '' ? 'Vous n’avez encore orienté personne' : 'Personne de ce nom parmi celles que vous suivez';
  return (
    <EmptyState icon="people" title={title}>
      <p className="acts">
        <a href="/partenaire/orienter">Orienter une nouvelle personne</a>
        {words !== '' && <a href="/partenaire/personnes">Voir toute la liste</a>}
      </p>
    </EmptyState>
  );
}
