import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { DEFINITIONS } from '#app/reporting/definitions.fr.ts';
import { READY, readFigures } from '#app/reporting/read-indicators.ts';
import { readPatiently } from '#app/reporting/read-patiently.ts';
import { recallReconciliation } from '#app/reporting/recall-reconciliation.ts';
import type { Indicator } from '#app/reporting/rules/figures.ts';
import { filterQuery, readFilters, scopeOf } from '#app/reporting/rules/scope.ts';
import { sayCell } from '#app/reporting/say-cell.fr.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listFilterChoices } from '#db/queries/reports/use.ts';
import { Agreement, FiltersForm, LedgerLine, sayable, sayFilters } from './report-head.tsx';
import { WORDS } from './words.ts';

export { links } from './report-styles.ts';

export const meta: MetaFunction = () => pageMeta('Rapports');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const now = services.clock.now();
  const filters = readFilters(new URL(request.url).searchParams, parisDay(now));
  const read = await readPatiently(services, async (tx) => ({
    choices: await listFilterChoices(tx),
    figures: await readFigures(tx, READY, scopeOf(filters, now), WORDS),
  }));
  const comparison = sayable(await recallReconciliation(services));
  return { actor, at: now, filters, choices: read.choices, ...read.figures, comparison };
}

export default function Reports() {
  const { actor, at, filters, choices, indicators, heads, comparison } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Rapports" lead={`${sayFilters(filters, choices)}.`}>
        <a className="btn" href="/metropole/rapports/signes">
          Rapports signés
        </a>
        <a className="btn quiet" href="/metropole/rapports/registre">
          Télécharger le registre
        </a>
      </PageHeader>
      <LedgerLine at={at} heads={heads} />
      <Agreement comparison={comparison} />
      <FiltersForm filters={filters} choices={choices} />
      <ul className="report-cards">
        {indicators.map((indicator) => (
          <Card key={indicator.code} indicator={indicator} query={filterQuery(filters)} />
        ))}
      </ul>
      <p className="hint">
        Les chiffres qui concernent moins de six personnes sont masqués, avec ceux qui permettraient de les retrouver.
      </p>
    </DeskLayout>
  );
}

function Card({ indicator: { code, tables }, query }: { indicator: Indicator; query: string }) {
  const { title, meaning } = DEFINITIONS[code];
  const [first] = tables;
  const line = first?.totals ?? first?.rows[0];
  const facts = (first?.columns ?? []).flatMap(({ name, kind }, i) =>
    kind === 'text' || line === undefined ? [] : [{ name, words: sayCell(line[i] ?? null, kind) }],
  );
  const label = first?.totals === null && line !== undefined ? String(line[0]) : null;
  return (
    <li className="panel">
      <h2>
        <a href={`/metropole/rapports/${code.toLowerCase()}${query}`}>
          {code} · {title}
        </a>
      </h2>
      {label !== null && <p className="hint">{label}</p>}
      <dl className="figure-list">
        {facts.slice(0, 4).map(({ name, words }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {facts.length === 0 && <p className="hint">Rien à compter avec ces filtres.</p>}
      <details>
        <summary>Ce que compte {code}</summary>
        <p>{meaning}</p>
      </details>
    </li>
  );
}
