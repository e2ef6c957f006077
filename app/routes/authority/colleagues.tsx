import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { readAct, unknownAct } from './acts.ts';
import { DoneNotice } from './done-notice.tsx';
import { Team } from './team/team.tsx';
import { actOnTeam, readTeam, TEAM_ACTS } from './team/team-acts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('L’équipe de la collectivité');

const PLACE = { partnerId: null, orgId: null };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const done = new URL(request.url).searchParams.get('fait');
  return { actor, opKey: services.newId(), done, team: await readTeam(services, PLACE) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { posted, act } = await readAct(request, TEAM_ACTS);
  if (act === null) return unknownAct();
  return actOnTeam(act, posted, { services: context.services, actor, place: PLACE, request });
}

export default function Colleagues() {
  const { actor, opKey, done, team } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="La collectivité" lead="Ces personnes achètent les pass, les confient et suivent le programme.">
        <a className="btn quiet" href="/metropole/donnees-personnelles">
          Données personnelles
        </a>
        <a className="btn quiet" href="/metropole/taches">
          Tâches automatiques
        </a>
      </PageHeader>
      <DoneNotice done={done} />
      <Team
        team={team}
        opKey={opKey}
        answer={useActionData<typeof action>()}
        ownMembershipId={actor.membershipId}
        roles={[{ role: 'AUTHORITY', hint: 'voit et fait tout ce que vous pouvez faire ici' }]}
      />
    </DeskLayout>
  );
}
