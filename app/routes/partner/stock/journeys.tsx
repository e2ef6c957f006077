import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requirePartner } from '#app/access/guards.ts';
import { planReturn } from '#app/allocation/plan-allocation.ts';
import { freeBooklets } from '#app/allocation/rules/forecast.ts';
import { sayRefusal } from '#app/allocation/texts.fr.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { JourneyList } from '#app/routes/_shared/journey-list.tsx';
import { OwnStock } from '#app/routes/_shared/own-stock.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listOpenJourneys, listPastJourneys } from '#db/queries/journeys.ts';
import { listAgentStocks, listPartnerStocks } from '#db/queries/partner-stock.ts';
import { listSites } from '#db/queries/sites.ts';

export { links } from './styles.ts';

export const meta: MetaFunction = () => pageMeta('Mon stock et mes envois');

const PAST = 20;

const returnForm = z.object({
  count: z
    .number('Écrivez combien de carnets vous renvoyez.')
    .int('Écrivez un nombre entier.')
    .min(1, 'Renvoyez au moins un carnet.')
    .max(2000, 'Pas plus de 2 000 carnets à la fois.'),
  reason: z.string('Écrivez pourquoi.').max(300, 'C’est trop long\u00a0: 300 caractères au plus.'),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock, env, newId } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const read = await db.read(async (tx) => ({
    stock: (await listPartnerStocks(tx, { now, today }, actor.partnerId))[0],
    sites: await listSites(tx, actor.partnerId),
    agents: actor.role === 'PARTNER_MANAGER' ? await listAgentStocks(tx, actor.partnerId, now) : [],
    open: await listOpenJourneys(tx, actor.partnerId),
    past: await listPastJourneys(tx, actor.partnerId, PAST),
  }));
  return { actor, today, idleDays: env.IDLE_STOCK_DAYS, opKey: newId(), ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const form = await readForm(request, returnForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, planReturn, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/partenaire/envois/${outcome.value.allocationId}?fait=prevu`, 303);
}

export default function OwnJourneys() {
  const { actor, today, idleDays, stock, sites, agents, open, past } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title="Mon stock et mes envois"
        lead="Comptez ce que vous recevez, renvoyez ce qui ne servira pas."
        back={{ href: '/partenaire/carnets', label: 'Mes carnets' }}
      />
      <div className="flow">
        <JourneyList open={open} past={past} base="/partenaire/envois" stock="la collectivité" />
        {stock !== undefined && (
          <OwnStock stock={stock} sites={sites} agents={agents} today={today} idleDays={idleDays} />
        )}
        {stock !== undefined && freeBooklets(stock) > 0 && <ReturnForm />}
      </div>
    </DeskLayout>
  );
}

function ReturnForm() {
  const { opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(returnForm, useActionData<typeof action>(), { id: 'retour' });
  return (
    <section className="panel narrow" aria-labelledby="titre-retour">
      <h2 id="titre-retour">Renvoyer des carnets à la collectivité</h2>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField
          field={fields.count}
          label="Combien de carnets&nbsp;?"
          hint="ceux qui expirent d’abord"
          inputMode="numeric"
          required
        />
        <TextField field={fields.reason} label="Pourquoi&nbsp;?" autoComplete="off" required />
        <SubmitButton look="quiet">Je prépare ce retour</SubmitButton>
      </form>
    </section>
  );
}
