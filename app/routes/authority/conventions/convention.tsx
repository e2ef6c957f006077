import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { nameAgents, revokeConvention } from '#app/partners/manage-convention.ts';
import { sayRefusal } from '#app/partners/refusals.fr.ts';
import { RENEWAL_MONTHS } from '#app/partners/rules/convention.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listConventionAgents, listConventionSheets, listDocuments } from '#db/queries/conventions.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { AgentsForm, agentsForm, DocumentForm, RevokeForm, revokeForm } from './convention-forms.tsx';
import { keepDocument } from './keep-document.ts';
import { Progress } from './of-partner.tsx';
import { StateOf } from './state-of.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../allocation/styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(`Convention de ${data?.convention.partnerName ?? '…'}`);

const ACTS = ['agents', 'document', 'revoke'] as const;
const DONE: Readonly<Record<string, string>> = {
  agents: 'C’est enregistré : les agents qui ne sont plus nommés ne peuvent plus remettre de carnet.',
  document: 'Le document est gardé.',
  revoke: 'La convention est résiliée. Plus rien ne peut être reçu ni remis sous cette convention.',
};

async function read({ services }: LoaderFunctionArgs['context'], asked: string | undefined) {
  const id = z.uuid().safeParse(asked);
  if (!id.success) throw notFound();
  const found = await services.db.read(async (tx) => ({
    convention: (await listConventionSheets(tx, id.data))[0],
    agents: await listConventionAgents(tx, id.data),
    documents: await listDocuments(tx, id.data),
  }));
  if (found.convention === undefined) throw notFound();
  return { ...found, convention: found.convention };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const found = await read(context, params.id);
  const today = parisDay(context.services.clock.now());
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, today, soon: addMonths(today, RENEWAL_MONTHS), opKey: context.services.newId(), done, ...found };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const conventionId = (await read(context, params.id)).convention.id;
  const here = `/metropole/conventions/${conventionId}`;
  const { posted, act } = await readAct(request, ACTS);
  switch (act) {
    case null:
      return unknownAct();
    case 'agents': {
      const form = await readForm(posted, agentsForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const input = { conventionId, named: form.value.who === 'NAMED', membershipIds: form.value.membershipIds };
      const outcome = await perform(services, nameAgents, { actor, opKey: form.opKey, input });
      return outcome.ok ? redirect(`${here}?fait=agents`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'document': {
      const refused = await keepDocument(services, actor, conventionId, posted);
      return refused === null ? redirect(`${here}?fait=document`, 303) : sendBack(act, refused);
    }
    case 'revoke': {
      const form = await readForm(posted, revokeForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const input = { conventionId, reason: form.value.reason };
      const outcome = await perform(services, revokeConvention, { actor, opKey: form.opKey, input });
      return outcome.ok ? redirect(`${here}?fait=revoke`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

export default function Convention() {
  const { actor, today, soon, opKey, done, convention, agents, documents } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const forms = { opKey, answer };
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title={`Convention avec ${convention.partnerName}`}
        lead={`Du ${sayDate(convention.startsOn)} au ${sayDate(convention.endsOn)}.`}
        back={{ href: '/metropole/conventions', label: 'Les conventions' }}
      >
        <a className="btn" href={`/metropole/conventions/${convention.id}/bilan`}>
          Le bilan pour le renouvellement
        </a>
        <a className="btn quiet" href={`/metropole/partenaires/${convention.partnerId}`}>
          Ajouter la suivante
        </a>
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
      <div className="flow">
        <Facts
          of={[
            ['État', <StateOf key="etat" convention={convention} today={today} soon={soon} />],
            [
              'Résiliée',
              convention.revokedAt === null ? null : `${sayMoment(convention.revokedAt)} : ${convention.revokeReason}`,
            ],
            ['Objectif', <Progress key="objectif" convention={convention} />],
            [
              'Publics',
              convention.publics.length === 0 ? 'tous' : convention.publics.map((one) => PUBLIC_LABELS[one]).join(', '),
            ],
            ['Signée pour le partenaire', convention.signedForPartner],
            ['Signée pour la collectivité', convention.signedForAuthority],
            ['Signée le', convention.signedOn === null ? null : sayDate(convention.signedOn)],
          ]}
        />
        <DocumentForm
          {...forms}
          documents={documents}
          open={convention.revokedAt === null}
          conventionId={convention.id}
        />
        {convention.revokedAt === null && (
          <>
            <AgentsForm {...forms} agents={agents} named={convention.agentsNamed} />
            <RevokeForm {...forms} />
          </>
        )}
      </div>
    </DeskLayout>
  );
}
