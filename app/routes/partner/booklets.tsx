import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePartner } from '#app/access/guards.ts';
import { capital, sayAgo, sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { fullName } from '#app/partners/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount, sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { type HandOverRow, listHandOvers, listStock, type Paged, type StockRow } from '#db/queries/partner-desk.ts';
import { countPartnerBooklets } from '#db/queries/passes.ts';
import { pageCount, readPage } from './paging.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Mes carnets');

const PAGE_SIZE = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const asked = new URL(request.url).searchParams;
  const page = readPage(asked, 'page');
  return db.read(async (tx) => ({
    actor,
    voided: asked.get('fait') === 'annule',
    now,
    today,
    page,
    left: await countPartnerBooklets(tx, actor.partnerId, today),
    lots: await listStock(tx, actor.partnerId),
    handOvers: await listHandOvers(tx, actor.partnerId, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
  }));
}

export default function Booklets() {
  const { actor, voided, now, today, page, left, lots, handOvers } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title={left === 0 ? 'Plus de carnet à remettre' : `${sayCount(left, 'carnet')} à remettre`}
        {...(left === 0 ? { lead: 'Demandez des carnets à la collectivité.' } : {})}
      >
        <a className="btn quiet" href="/partenaire/envois">
          Mon stock et mes envois
        </a>
        <a className="btn" href="/partenaire/orienter">
          Orienter une personne
        </a>
        <a className="btn quiet" href="/partenaire/pass-perdus">
          Pass perdus ou volés
        </a>
      </PageHeader>
      {voided && (
        <Notice look="ok" news>
          <p>La remise est annulée&nbsp;: le carnet est de nouveau dans votre stock.</p>
        </Notice>
      )}
      <div className="flow">
        <section aria-labelledby="lots">
          <h2 id="lots">Mon stock, lot par lot</h2>
          {lots.length === 0 ? (
            <EmptyState icon="booklet" title="Vous n’avez pas encore reçu de carnet" />
          ) : (
            <Lots lots={lots} today={today} />
          )}
        </section>
        <section aria-labelledby="remis">
          <h2 id="remis">Carnets remis</h2>
          {handOvers.total === 0 ? <p>Aucun carnet remis pour l’instant.</p> : <HandOvers list={handOvers} now={now} />}
          <Pagination
            page={page}
            pages={pageCount(handOvers.total, PAGE_SIZE)}
            hrefOf={(n) => `/partenaire/carnets?page=${n}#remis`}
          />
        </section>
      </div>
    </DeskLayout>
  );
}

function Lots({ lots, today }: { lots: readonly StockRow[]; today: string }) {
  return (
    <DataTable
      caption="Carnets reçus, par lot"
      captionHidden
      rows={lots}
      keyOf={({ lotId }) => lotId}
      columns={[
        { header: 'Lot', cell: ({ label }) => label },
        { header: 'Carnets à remettre', cell: (lot) => sayNumber(lot.left), numeric: true },
        { header: 'Reçus en tout', cell: (lot) => sayNumber(lot.received), numeric: true },
        { header: 'Un carnet', cell: (lot) => `${lot.bookletSize} pass de ${sayEuros(lot.faceCents)}` },
        { header: 'Validité', cell: (lot) => sayValidity(lot, today) },
      ]}
    />
  );
}

function HandOvers({ list, now }: { list: Paged<HandOverRow>; now: Date }) {
  return (
    <DataTable
      caption={`${sayCount(list.total, 'carnet remis', 'carnets remis')}, les derniers d’abord`}
      rows={list.rows}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Carnet', cell: ({ serial }) => serial },
        { header: 'Remis à', cell: (row) => <a href={`/partenaire/personnes/${row.holderId}`}>{fullName(row)}</a> },
        { header: 'Quand', cell: ({ at }) => capital(sayAgo(at, now)) },
        { header: 'Par', cell: ({ agentName }) => agentName },
        {
          header: 'Erreur ?',
          cell: ({ id, at }) =>
            parisDay(at) === parisDay(now) ? <a href={`/partenaire/carnets/remises/${id}`}>Annuler</a> : '',
        },
        { header: 'Pass utilisés', cell: ({ used, size }) => `${used} sur ${size}`, numeric: true },
      ]}
    />
  );
}

function sayValidity({ validFrom, validUntil }: StockRow, today: string): string {
  if (validUntil < today) return `périmé depuis le ${sayDate(validUntil)}`;
  if (validFrom > today) return `à partir du ${sayDate(validFrom)}`;
  return `jusqu’au ${sayDate(validUntil)}`;
}
