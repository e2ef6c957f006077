import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePartner } from '#app/access/guards.ts';
import { capital, sayDate, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';
import { parisDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { fullName, sayPasses, shortName } from '#app/partners/texts.fr.ts';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listEnding } from '#db/queries/expiry.ts';
import { type DrawerRow, type ExpectedRow, listDrawer, listExpected } from '#db/queries/partner-desk.ts';
import { countPartnerBooklets } from '#db/queries/passes.ts';
import { ENDING_DAYS, Ending } from './ending-list.tsx';
import { pageCount, readPage } from './paging.ts';
import { sayDrawer, sayDrawerStory, sayFate } from './texts.fr.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Aujourd’hui');

const DRAWER_SIZE = 5;
const EXPECTED_SIZE = 20;
const ENDING_SIZE = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock } = context.services;
  const params = new URL(request.url).searchParams;
  const now = clock.now();
  const today = parisDay(now);
  const pages = { drawer: readPage(params, 'page'), expected: readPage(params, 'jour') };
  return db.read(async (tx) => {
    const { partnerId } = actor;
    const drawer = await listDrawer(tx, partnerId, { now, today }, pageOf(pages.drawer, DRAWER_SIZE));
    const expected = await listExpected(tx, partnerId, parisDayRange(today), pageOf(pages.expected, EXPECTED_SIZE));
    const ending = await listEnding(tx, partnerId, today, ENDING_DAYS, ENDING_SIZE);
    return {
      actor,
      now,
      today,
      pages,
      drawer,
      expected,
      ending,
      stock: await countPartnerBooklets(tx, partnerId, today),
    };
  });
}

function pageOf(page: number, size: number) {
  return { limit: size, offset: (page - 1) * size };
}

export default function Desk() {
  const { actor, now, today, pages, drawer, expected, ending, stock } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader title={capital(sayDay(today))}>
        <a className="back" href="/partenaire/carnets">
          Mon stock&nbsp;: {sayCount(stock, 'carnet')}
        </a>
        <a className="btn" href="/partenaire/orienter">
          Orienter une personne
        </a>
      </PageHeader>
      <div className="flow">
        <Ending rows={ending.rows} total={ending.total} now={now} />
        <section aria-labelledby="tiroir">
          <h2 id="tiroir">{sayDrawer(drawer.total)}</h2>
          {drawer.total === 0 ? (
            <Notice look="ok">
              <p>Aucun carnet ne dort dans un tiroir. Bravo.</p>
            </Notice>
          ) : (
            <p className="lead">Un carnet sans rendez-vous sert rarement. Proposez-leur une place.</p>
          )}
          <ul className="rows">
            {drawer.rows.map((row) => (
              <InDrawer key={row.holderId} row={row} now={now} />
            ))}
          </ul>
          <Pagination
            page={pages.drawer}
            pages={pageCount(drawer.total, DRAWER_SIZE)}
            hrefOf={(page) => `/partenaire?page=${page}&jour=${pages.expected}#tiroir`}
          />
        </section>
        <section aria-labelledby="jour">
          <h2 id="jour">{sayExpected(expected.total)}</h2>
          <ul className="rows">
            {expected.rows.map((row) => (
              <Expected key={row.bookingId} row={row} now={now} />
            ))}
          </ul>
          <Pagination
            page={pages.expected}
            pages={pageCount(expected.total, EXPECTED_SIZE)}
            hrefOf={(page) => `/partenaire?page=${pages.drawer}&jour=${page}#jour`}
          />
        </section>
      </div>
    </DeskLayout>
  );
}

function sayExpected(total: number): string {
  if (total === 0) return 'Personne n’est attendu aujourd’hui';
  return total === 1
    ? '1 personne est attendue aujourd’hui'
    : `${sayNumber(total)} personnes sont attendues aujourd’hui`;
}

function InDrawer({ row, now }: { row: DrawerRow; now: Date }) {
  return (
    <li>
      <span>
        <a href={`/partenaire/personnes/${row.holderId}`}>
          <b>{shortName(row)}</b>
        </a>{' '}
        <Tag look="pass">{sayPasses(row.passesLeft)}</Tag>
        <span className="hint">
          {sayDrawerStory(row, now)} · à utiliser jusqu’au {sayDate(row.firstExpiry, now)}
        </span>
      </span>
      <a className="btn quiet" href={`/partenaire/orienter?personne=${row.holderId}`}>
        Réserver<span className="visually-hidden"> une place pour {fullName(row)}</span>
      </a>
    </li>
  );
}

function Expected({ row, now }: { row: ExpectedRow; now: Date }) {
  const fate = sayFate({ ...row, excused: null, cancelledBy: null }, now);
  return (
    <li>
      <span>
        <b>{capital(saySpan(row.startsAt, row.endsAt))}</b> ·{' '}
        <a href={`/partenaire/personnes/${row.holderId}`}>{fullName(row)}</a>
        <span className="hint">
          {row.title} · {row.venueName}, {row.commune}
        </span>
      </span>
      {fate === null ? <a href={`/partenaire/ticket/${row.bookingId}`}>Ticket</a> : <Tag>{fate}</Tag>}
    </li>
  );
}
