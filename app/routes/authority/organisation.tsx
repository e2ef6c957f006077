import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { endLabel } from '#app/directory/label-organisation.ts';
import { sayRefusal } from '#app/directory/refusals.fr.ts';
import { labelEndSchema } from '#app/directory/rules/label.ts';
import { perform } from '#app/platform/intention.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findOrganisation, type Organisation } from '#db/queries/labelled.ts';
import { readAct, sendBack, unknownAct } from './acts.ts';
import { DoneNotice } from './done-notice.tsx';
import { Labels } from './labelling/labels.tsx';
import { Team } from './team/team.tsx';
import { actOnTeam, readTeam, TEAM_ACTS } from './team/team-acts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './authority-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.organisation.name ?? 'Une structure');

const ACTS = [...TEAM_ACTS, 'end-label'] as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const organisation = await readOrganisation(context, params.id);
  const team = await readTeam(services, { partnerId: null, orgId: organisation.id });
  const asked = new URL(request.url).searchParams;
  const after = Number(asked.get('apres') ?? 0);
  const today = parisDay(services.clock.now());
  return { actor, opKey: services.newId(), organisation, team, today, done: asked.get('fait'), after };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { id: orgId } = await readOrganisation(context, params.id);
  const { posted, act } = await readAct(request, ACTS);
  const here = `/metropole/lieux/${orgId}`;
  switch (act) {
    case null:
      return unknownAct();
    case 'end-label': {
      const form = await readForm(posted, labelEndSchema);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, endLabel, { actor, opKey: form.opKey, input: form.value });
      if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
      return redirect(`${here}?fait=fin&apres=${outcome.value.sessionsAfter}`, 303);
    }
    default:
      return actOnTeam(act, posted, { services, actor, place: { partnerId: null, orgId }, request });
  }
}

async function readOrganisation(
  { services }: LoaderFunctionArgs['context'],
  asked: string | undefined,
): Promise<Organisation> {
  const id = z.uuid().safeParse(asked);
  const organisation = id.success ? await services.db.read((tx) => findOrganisation(tx, id.data)) : null;
  if (organisation === null) throw notFound();
  return organisation;
}

export default function OrganisationPage() {
  const { actor, opKey, organisation, team, today, done, after } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={organisation.name} back={{ href: '/metropole/lieux', label: 'Les lieux' }} />
      <DoneNotice done={done} />
      {done === 'fin' && after > 0 && (
        <Notice look="warn">
          <p>
            {sayCount(after, 'atelier')} {after > 1 ? 'restent ouverts' : 'reste ouvert'} après ce jour&nbsp;: personne
            ne peut plus y réserver. Prévenez la structure, pour qu’elle les annule.
          </p>
        </Notice>
      )}
      <div className="flow">
        <Facts
          of={[
            ['SIRET', organisation.siret],
            [
              'Dossier et compte',
              <a key="dossier" href={`/metropole/lieux/${organisation.id}/dossier`}>
                son dossier de labellisation et son compte bancaire
              </a>,
            ],
            ['Pass encaissés', sayNumber(organisation.redeemed)],
            ['Ses lieux', <Venues key="lieux" venues={organisation.venues} />],
          ]}
        />
        <Labels orgId={organisation.id} labels={organisation.labels} today={today} opKey={opKey} answer={answer} />
        <Team
          team={team}
          opKey={opKey}
          answer={answer}
          roles={[{ role: 'VENUE_STAFF', hint: 'publie des ateliers et encaisse les pass' }]}
        />
      </div>
    </DeskLayout>
  );
}

function Venues({ venues }: { venues: Organisation['venues'] }) {
  return (
    <ul className="plain-list">
      {venues.map(({ id, slug, name, street, postcode, commune }) => (
        <li key={id}>
          <a href={`/lieux/${slug}`}>{name}</a>, {street}, {postcode} {commune}
        </li>
      ))}
    </ul>
  );
}
