import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { DEFINITIONS } from '#app/reporting/definitions.fr.ts';
import { filterQuery } from '#app/reporting/rules/scope.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { DifferencesSection } from './differences.tsx';
import { FiguresSection } from './figures-section.tsx';
import { readOne } from './read-one.ts';
import { Agreement, FiltersForm, LedgerLine, sayFilters } from './report-head.tsx';

export { links } from './report-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(data === undefined ? 'Rapport' : `${data.code} · ${DEFINITIONS[data.code].title}`);

export const loader = (args: LoaderFunctionArgs) => readOne(args);

export default function IndicatorPage() {
  const { actor, at, code, filters, choices, tables, heads, reconciliation, comparison, packs } =
    useLoaderData<typeof loader>();
  const { title, meaning } = DEFINITIONS[code];
  const query = filterQuery(filters);
  const address = `/metropole/rapports/${code.toLowerCase()}`;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title={`${code} · ${title}`}
        lead={`${sayFilters(filters, choices)}.`}
        back={{ href: `/metropole/rapports${query}`, label: 'Tous les rapports' }}
      >
        <a className="btn quiet" href={`${address}/csv${query}`}>
          CSV
        </a>
        <a className="btn quiet" href={`${address}/xlsx${query}`}>
          Excel
        </a>
      </PageHeader>
      <LedgerLine at={at} heads={heads} />
      <details className="no-print">
        <summary>Ce qui est compté</summary>
        <p>{meaning}</p>
      </details>
      <p className="print-only">{meaning}</p>
      {reconciliation !== null ? (
        <DifferencesSection reconciliation={reconciliation} />
      ) : (
        <>
          <Agreement comparison={comparison} />
          <FiltersForm filters={filters} choices={choices} />
        </>
      )}
      <FiguresSection tables={tables} />
      {packs.length > 0 && <RenewalPacks packs={packs} />}
    </DeskLayout>
  );
}

/** R15: where each pack is printed. */
function RenewalPacks({ packs }: { packs: readonly { conventionId: string; partnerName: string; dueOn: string }[] }) {
  return (
    <section className="no-print">
      <h3>Les dossiers à imprimer</h3>
      <ul className="flow">
        {packs.map(({ conventionId, partnerName, dueOn }) => (
          <li key={conventionId}>
            <a href={`/metropole/conventions/${conventionId}/bilan`}>Bilan de la convention avec {partnerName}</a>, dû
            le {sayDate(dueOn)}
          </li>
        ))}
      </ul>
    </section>
  );
}
