import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { RENEWAL_MONTHS } from '#app/partners/rules/convention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listConventionSheets } from '#db/queries/conventions.ts';
import { StateOf } from './state-of.tsx';

export { links } from '../allocation/styles.ts';

export const meta: MetaFunction = () => pageMeta('Les conventions');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const today = parisDay(context.services.clock.now());
  const conventions = await context.services.db.read((tx) => listConventionSheets(tx));
  return { actor, today, soon: addMonths(today, RENEWAL_MONTHS), conventions };
}

export default function ConventionList() {
  const { actor, today, soon, conventions } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les conventions"
        lead="Celles qui finissent d’abord."
        back={{ href: '/metropole/partenaires', label: 'Les partenaires' }}
      >
        <a className="btn quiet" href="/metropole/comites">
          Les comités de pilotage
        </a>
      </PageHeader>
      {conventions.length === 0 ? (
        <EmptyState icon="people" title="Aucune convention pour l’instant">
          <p>Ajoutez un partenaire, avec sa première convention.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Conventions"
          captionHidden
          rows={conventions}
          keyOf={({ id }) => id}
          columns={[
            { header: 'Partenaire', cell: (one) => <a href={`/metropole/conventions/${one.id}`}>{one.partnerName}</a> },
            { header: 'Du', cell: ({ startsOn }) => sayDate(startsOn) },
            { header: 'Au', cell: ({ endsOn }) => sayDate(endsOn) },
            {
              header: 'Pass remis',
              numeric: true,
              cell: (one) => `${sayNumber(one.handedOver)} sur ${sayNumber(one.targetPasses)}`,
            },
            { header: 'État', cell: (one) => <StateOf convention={one} today={today} soon={soon} /> },
          ]}
        />
      )}
    </DeskLayout>
  );
}
