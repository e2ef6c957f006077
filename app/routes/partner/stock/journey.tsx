import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { actOnJourney } from '#app/routes/_shared/journey-acts.ts';
import { ReceiveForm, SendForms } from '#app/routes/_shared/journey-forms.tsx';
import { Differences, JourneyDone, Slip, titleOf } from '#app/routes/_shared/journey-slip.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findJourney, type Journey } from '#db/queries/journeys.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Un envoi de carnets');

async function readJourney(
  { services }: LoaderFunctionArgs['context'],
  asked: string | undefined,
  partnerId: string,
): Promise<Journey> {
  const id = z.uuid().safeParse(asked);
  const journey = id.success ? await services.db.read((tx) => findJourney(tx, id.data, partnerId)) : null;
  if (journey === null) throw notFound();
  return journey;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const journey = await readJourney(context, params.id, actor.partnerId);
  const done = new URL(request.url).searchParams.get('fait');
  return { actor, journey, done, opKey: context.services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { id } = await readJourney(context, params.id, actor.partnerId);
  return actOnJourney(context.services, actor, { id, here: `/partenaire/envois/${id}` }, request);
}

export default function OwnJourney() {
  const { actor, journey, done, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const incoming = journey.partnerId === actor.partnerId;
  return (
    <DeskLayout area="partner" actor={actor}>
      <div className="sheet">
        <PageHeader title={titleOf(journey)} back={{ href: '/partenaire/envois', label: 'Mon stock et mes envois' }} />
        <JourneyDone done={done} />
        <div className="flow">
          {incoming && journey.state === 'SENT' && (
            <ReceiveForm opKey={opKey} answer={answer} serials={journey.serials} />
          )}
          <Slip journey={journey} stock="La collectivité" />
          <Differences rows={journey.differences} />
          {!incoming && journey.state === 'PLANNED' && <SendForms opKey={opKey} answer={answer} />}
        </div>
      </div>
    </DeskLayout>
  );
}
