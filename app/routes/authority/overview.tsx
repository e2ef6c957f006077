import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { RENEWAL_MONTHS } from '#app/partners/rules/convention.ts';
import { RATE_DEFINITIONS, sayLedgerCheck } from '#app/reporting/flow.fr.ts';
import { checkLedger, type Flow, flowOf, maturedRate, nominalRate, type Rate } from '#app/reporting/rules/flow.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayNumber, sayShare } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { StatTile } from '#app/ui/components/stat-tile.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listPageTasks } from '#app/upkeep/page-tasks.ts';
import { listAuthorityTasks } from '#db/queries/authority-tasks.ts';
import { readDebt } from '#db/queries/debt.ts';
import { countPasses, listPartnerFlows, type PartnerFlow, readLedgerTotals } from '#db/queries/flow.ts';
import { Tasks } from './allocation/tasks.tsx';
import { DebtTiles } from './claims/debt-tiles.tsx';
import { FlowSection } from './flow-section.tsx';

export { links } from './authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Vue d’ensemble');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const read = await db.snapshot(async (tx) => ({
    flow: flowOf(await countPasses(tx)),
    check: checkLedger(await readLedgerTotals(tx)),
    partners: await listPartnerFlows(tx),
    tasks: [
      ...(await listAuthorityTasks(tx, { now, today, renewBefore: addMonths(today, RENEWAL_MONTHS) })),
      ...(await listPageTasks(tx, now)),
    ],
    debt: await readDebt(tx, today),
  }));
  return { actor, at: now, ...read };
}

export default function Overview() {
  const { actor, at, flow, check, partners, tasks, debt } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Où sont les pass" lead={`Compté ${sayMoment(at)}.`}>
        <a className="btn" href="/metropole/passes/nouveau">
          Créer un lot
        </a>
        <a className="btn quiet" href="/metropole/passes">
          Confier des carnets
        </a>
      </PageHeader>
      {flow.bought === 0 ? (
        <div className="flow">
          <Tasks tasks={tasks} />
          <EmptyState icon="booklet" title="Aucun pass pour l’instant">
            <p>Créez un premier lot, puis confiez ses carnets à vos partenaires.</p>
          </EmptyState>
        </div>
      ) : (
        <div className="flow">
          <Notice look={check.agrees ? 'ok' : 'bad'}>
            <p>{sayLedgerCheck(check, sayNumber)}</p>
          </Notice>
          <Tasks tasks={tasks} />
          <section aria-labelledby="titre-dette">
            <h2 id="titre-dette">Ce que l’on doit aux lieux</h2>
            <DebtTiles debt={debt} />
          </section>
          <FlowSection flow={flow}>
            <Rates flow={flow} />
          </FlowSection>
          <Partners partners={partners} />
        </div>
      )}
    </DeskLayout>
  );
}

function Rates({ flow }: { flow: Flow }) {
  return (
    <section aria-labelledby="titre-taux" className="aside-figures">
      <h2 id="titre-taux">Les pass servent-ils&nbsp;?</h2>
      <div className="rates">
        <StatTile
          label="Taux d’utilisation, à ce jour"
          value={sayRate(nominalRate(flow))}
          hint={RATE_DEFINITIONS.nominal}
          look="pass"
        />
        <StatTile
          label="Taux d’utilisation, histoire finie"
          value={sayRate(maturedRate(flow))}
          hint={RATE_DEFINITIONS.matured}
        />
      </div>
    </section>
  );
}

function Partners({ partners }: { partners: readonly PartnerFlow[] }) {
  const sum = (pick: (one: PartnerFlow) => number) => partners.reduce((total, one) => total + pick(one), 0);
  const handedOver = sum((one) => one.handedOver);
  const redeemed = sum((one) => one.redeemed);
  return (
    <section aria-labelledby="titre-partenaires">
      <h2 id="titre-partenaires">Par partenaire</h2>
      <DataTable
        caption="Les pass de chaque partenaire"
        captionHidden
        rows={partners}
        keyOf={({ id }) => id}
        columns={[
          {
            header: 'Partenaire',
            cell: ({ id, name, revoked }) => (
              <>
                <a href={`/metropole/partenaires/${id}`}>{name}</a> {revoked && <Tag look="warn">accès fermé</Tag>}
              </>
            ),
          },
          { header: 'En stock', numeric: true, cell: ({ atPartner }) => sayNumber(atPartner) },
          { header: 'Remis', numeric: true, cell: (one) => sayNumber(one.handedOver) },
          { header: 'Personnes', numeric: true, cell: ({ people }) => sayNumber(people) },
          { header: 'Réservés', numeric: true, cell: ({ reserved }) => sayNumber(reserved) },
          { header: 'Utilisés', numeric: true, cell: (one) => sayNumber(one.redeemed) },
          { header: 'Utilisés ÷ remis', numeric: true, cell: (one) => sayRate(nominalRate(one)) },
        ]}
        totals={[
          'Ensemble',
          sayNumber(sum((one) => one.atPartner)),
          sayNumber(handedOver),
          '',
          sayNumber(sum((one) => one.reserved)),
          sayNumber(redeemed),
          sayRate(nominalRate({ handedOver, redeemed })),
        ]}
      />
      <p className="hint">
        Une personne suivie par deux partenaires compte chez chacun&nbsp;: les personnes ne s’additionnent pas.
      </p>
    </section>
  );
}

function sayRate(rate: Rate): string {
  return rate === null ? 'pas encore' : sayShare(rate);
}
