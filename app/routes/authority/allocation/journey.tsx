import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { actOnJourney } from '#app/routes/_shared/journey-acts.ts';
import { ReceiveForm, SendForms, SettleForm } from '#app/routes/_shared/journey-forms.tsx';
import { Differences, JourneyDone, Slip, titleOf } from '#app/routes/_shared/journey-slip.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findJourney, type Journey } from '#db/queries/journeys.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Un envoi de carnets');

async function readJourney({ services }: LoaderFunctionArgs['context'], asked: string | undefined): Promise<Journey> {
  const id = z.uuid().safeParse(asked);
  const journey = id.success ? await services.db.read((tx) => findJourney(tx, id.data, null)) : null;
  if (journey === null) throw notFound();
  return journey;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const journey = await readJourney(context, params.id);
  const done = new URL(request.url).searchParams.get('fait');
  return { actor, journey, done, opKey: context.services.newId() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { id } = await readJourney(context, params.id);
  return actOnJourney(context.services, actor, { id, here: `/metropole/carnets/envois/${id}` }, request);
}

export default function JourneyPage() {
  const { actor, journey, done, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const open = journey.differences.filter(({ settledAt }) => settledAt === null);
  return (
    <DeskLayout area="authority" actor={actor}>
      <div className="sheet">
        <PageHeader title={titleOf(journey)} back={{ href: '/metropole/carnets/envois', label: 'Les envois' }} />
        <JourneyDone done={done} />
        <div className="flow">
          <Slip journey={journey} stock={`Stock, ${actor.organisation}`} />
          <Differences rows={journey.differences} />
          {journey.state === 'PLANNED' && <SendForms opKey={opKey} answer={answer} />}
          {journey.state === 'SENT' &&
            (journey.partnerId === null ? (
              <ReceiveForm opKey={opKey} answer={answer} serials={journey.serials} />
            ) : (
              <p className="no-print">{journey.toName} doit compter ces carnets, dans sa rubrique « Carnets ».</p>
            ))}
          {open.length > 0 && <SettleForm opKey={opKey} answer={answer} open={open} />}
        </div>
      </div>
    </DeskLayout>
  );
}
