import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { JourneyList } from '#app/routes/_shared/journey-list.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listOpenJourneys, listPastJourneys } from '#db/queries/journeys.ts';

export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Les envois de carnets');

const PAST = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const read = await context.services.db.read(async (tx) => ({
    open: await listOpenJourneys(tx, null),
    past: await listPastJourneys(tx, null, PAST),
  }));
  return { actor, ...read };
}

export default function Journeys() {
  const { actor, open, past } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les envois de carnets"
        lead="Prévus, en route, et ceux dont un carnet manque."
        back={{ href: '/metropole/carnets', label: 'Les carnets' }}
      >
        <a className="btn" href="/metropole/carnets#prevoir">
          Prévoir un envoi
        </a>
      </PageHeader>
      <JourneyList open={open} past={past} base="/metropole/carnets/envois" stock="notre stock" />
    </DeskLayout>
  );
}
