import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayCron } from '#app/purchasing/rules/cron-words.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { type JobRow, listJobs } from '#db/queries/jobs.ts';

export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les tâches automatiques');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  return { actor, today: parisDay(now), jobs: await db.read((tx) => listJobs(tx, now)) };
}

export default function Jobs() {
  const { actor, today, jobs } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les tâches automatiques"
        lead="Ce que Passerelle fait seule, et comment cela s’est passé la dernière fois."
        back={{ href: '/metropole', label: 'Vue d’ensemble' }}
      />
      {jobs.length === 0 ? (
        <p>Aucune tâche n’a encore été annoncée. Elles le sont au démarrage.</p>
      ) : (
        <DataTable
          caption="Tâches et dernière exécution"
          captionHidden
          rows={jobs}
          keyOf={({ name }) => name}
          columns={[
            { header: 'Tâche', cell: ({ label }) => label },
            { header: 'Quand', cell: ({ cron }) => sayCron(cron) },
            {
              header: 'Dernière fois',
              cell: ({ lastRun }) => (lastRun === null ? 'jamais' : sayMoment(lastRun.startedAt, today)),
            },
            { header: 'Résultat', cell: ({ lastRun }) => <Outcome run={lastRun} /> },
            { header: 'Échecs en 30 jours', numeric: true, cell: ({ failures }) => sayNumber(failures) },
          ]}
        />
      )}
    </DeskLayout>
  );
}

function Outcome({ run }: { run: JobRow['lastRun'] }) {
  if (run === null) return <Tag>en attente</Tag>;
  if (run.outcome === null) return <Tag>en cours</Tag>;
  if (run.outcome === 'FAILED') return <Tag look="bad">échec ({run.error})</Tag>;
  const counted = Object.values(run.facts ?? {}).reduce((sum, n) => sum + n, 0);
  return <Tag look="ok">{counted === 0 ? 'fait, rien à changer' : `fait : ${sayNumber(counted)}`}</Tag>;
}
