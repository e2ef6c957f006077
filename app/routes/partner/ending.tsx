import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePartner } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listEnding } from '#db/queries/expiry.ts';
import { ENDING_DAYS, EndingList } from './ending-list.tsx';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Pass qui se terminent bientôt');

/** More would not be called in a day. */
const MOST = 500;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  const ending = await db.read((tx) => listEnding(tx, actor.partnerId, parisDay(now), ENDING_DAYS, MOST));
  return { actor, now, ending };
}

export default function EndingPasses() {
  const { actor, now, ending } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title="Pass qui se terminent bientôt"
        lead={`Dans les ${ENDING_DAYS} jours, et pas réservés. Pour imprimer cette liste : Ctrl et P.`}
        back={{ href: '/partenaire', label: 'Aujourd’hui' }}
      />
      {ending.total === 0 ? (
        <Notice look="ok">
          <p>Personne ne perd de pass dans les {ENDING_DAYS} jours.</p>
        </Notice>
      ) : (
        <EndingList rows={ending.rows} now={now} />
      )}
    </DeskLayout>
  );
}
