import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { capital, sayDay, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { completeDecision, freezePack, keepMinutes, recordDecision } from '#app/committee/hold-committee.ts';
import { minutesSchema } from '#app/committee/rules/committee.ts';
import { packSchema } from '#app/committee/rules/pack.ts';
import { sayRefusal } from '#app/committee/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listCommittees, listDecisions } from '#db/queries/committees.ts';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import {
  DecisionForm,
  Decisions,
  decisionForm,
  doneForm,
  FreezeForm,
  freezeForm,
  MinutesForm,
} from './committee-forms.tsx';
import { FiguresTables } from './figures.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../allocation/styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.committee.title ?? 'Un comité');

const ACTS = ['freeze', 'minutes', 'decision', 'done'] as const;

async function read({ services }: LoaderFunctionArgs['context'], asked: string | undefined) {
  const id = z.uuid().safeParse(asked);
  if (!id.success) throw notFound();
  const found = await services.db.read(async (tx) => ({
    row: (await listCommittees(tx, id.data))[0],
    decisions: await listDecisions(tx, id.data),
  }));
  if (found.row === undefined) throw notFound();
  const { pack, ...committee } = found.row;
  return { committee, decisions: found.decisions, pack: pack === null ? null : packSchema.parse(pack) };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { newId } = context.services;
  const found = await read(context, params.id);
  const decisions = found.decisions.map((one) => ({ ...one, opKey: newId() }));
  return { actor, opKey: newId(), ...found, decisions };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const committeeId = (await read(context, params.id)).committee.id;
  const { posted, act } = await readAct(request, ACTS);
  const here = redirect(`/metropole/comites/${committeeId}`, 303);
  switch (act) {
    case null:
      return unknownAct();
    case 'freeze': {
      const form = await readForm(posted, freezeForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, freezePack, { actor, opKey: form.opKey, input: { committeeId } });
      return outcome.ok ? here : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'minutes': {
      const form = await readForm(posted, minutesSchema);
      if (!form.ok) return sendBack(act, form.refusal);
      const input = { ...form.value, committeeId };
      const outcome = await perform(services, keepMinutes, { actor, opKey: form.opKey, input });
      return outcome.ok ? here : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'decision': {
      const form = await readForm(posted, decisionForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const input = { ...form.value, committeeId };
      const outcome = await perform(services, recordDecision, { actor, opKey: form.opKey, input });
      return outcome.ok ? here : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'done': {
      const form = await readForm(posted, doneForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const input = { ...form.value, committeeId };
      const outcome = await perform(services, completeDecision, { actor, opKey: form.opKey, input });
      return outcome.ok ? here : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

export default function Committee() {
  const { actor, opKey, committee, decisions, pack } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const when = capital(sayDay(committee.heldOn));
  return (
    <DeskLayout area="authority" actor={actor}>
      <div className="sheet">
        <PageHeader
          title={committee.title}
          lead={committee.place === null ? `${when}.` : `${when}, ${committee.place}.`}
          back={{ href: '/metropole/comites', label: 'Les comités' }}
        />
        <div className="flow">
          <section aria-labelledby="titre-ordre">
            <h2 id="titre-ordre">Ordre du jour</h2>
            <p className="prose">{committee.agenda}</p>
            {committee.guests.length > 0 && <p>Invités&nbsp;: {committee.guests.join(', ')}.</p>}
          </section>
          <section aria-labelledby="titre-chiffres">
            <h2 id="titre-chiffres">Les chiffres</h2>
            {pack === null || committee.frozenAt === null ? (
              <FreezeForm opKey={opKey} answer={answer} />
            ) : (
              <>
                <p>
                  Figés {sayMoment(committee.frozenAt)}, depuis le début du programme (ligne {committee.ledgerHead} du
                  grand livre). Ils ne bougent plus.
                </p>
                <FiguresTables total={pack.total} partners={pack.partners} />
              </>
            )}
          </section>
          <MinutesForm opKey={opKey} answer={answer} minutes={committee.minutes} />
          <Decisions decisions={decisions} />
          <DecisionForm opKey={opKey} answer={answer} />
        </div>
      </div>
    </DeskLayout>
  );
}
