import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { readTrace, type TraceLine } from '#db/queries/reports/trace.ts';

export { links } from './report-styles.ts';

export const meta: MetaFunction = () => pageMeta('Dans le registre');

const KINDS: Readonly<Record<TraceLine['kind'], string>> = {
  PASS: 'Pass',
  BOOKING: 'Réservation',
  ACCOUNT: 'Compte',
  MOVE: 'Mouvement',
  ENTRY: 'Écriture',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const id = z.uuid().safeParse(params.id);
  if (!id.success) throw notFound();
  const lines = await context.services.db.snapshot((tx) => readTrace(tx, id.data));
  if (lines.length === 0) throw notFound();
  return { actor, id: id.data, lines: lines.map((line, i) => ({ ...line, key: String(i) })) };
}

export default function Trace() {
  const { actor, id, lines } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Dans le registre"
        lead={<code>{id}</code>}
        back={{ href: '/metropole/rapports/r10', label: 'Rapprochement des comptes' }}
      />
      <DataTable
        caption="Ce que le registre sait sous cet identifiant, les cent dernières lignes de chaque sorte"
        rows={lines}
        keyOf={({ key }) => key}
        columns={[
          { header: 'Ligne', cell: ({ kind }) => KINDS[kind] },
          { header: 'Quoi', cell: ({ what }) => what },
          { header: 'Quand', cell: ({ at }) => (at === null ? '' : sayMoment(new Date(at))) },
          { header: 'Pass', numeric: true, cell: ({ quantity }) => (quantity === null ? '' : sayNumber(quantity)) },
          {
            header: 'Voir aussi',
            cell: ({ kind, other }) =>
              other === null ? (
                ''
              ) : (
                <a href={kind === 'BOOKING' ? `/ateliers/${other}` : `/metropole/rapports/trace/${other}`}>{other}</a>
              ),
          },
        ]}
      />
    </DeskLayout>
  );
}
