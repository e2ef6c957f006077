import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { confirmAccountChange } from '#app/payment/bank-account.ts';
import { makeOrder } from '#app/payment/make-order.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { CheckChips } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listDues, listOrders, listRefunds } from '#db/queries/payments.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { ClaimsDone } from './claims-done.tsx';

export { links } from './claim-styles.ts';

export const meta: MetaFunction = () => pageMeta('Payer les lieux');

const orderForm = z.object({
  dueIds: z
    .array(z.uuid(), { error: 'Choisissez au moins une demande.' })
    .min(1, 'Choisissez au moins une demande.')
    .max(300),
  executeOn: daySchema('Choisissez le jour du virement.'),
});
const confirmForm = z.object({ claimId: z.uuid('Choisissez une demande.') });
const HERE = '/metropole/remboursements/ordres';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const today = parisDay(services.clock.now());
  const read = await services.db.snapshot(async (tx) => {
    const refunds = await listRefunds(tx);
    const dues = await listDues(tx, today, actor.userId);
    return {
      // The sealed IBAN stays on the server.
      dues: dues.map(({ account, ...due }) => ({
        ...due,
        last4: account?.last4 ?? null,
        refund: refunds.get(due.orgId) ?? 0n,
      })),
      orders: await listOrders(tx),
    };
  });
  return { actor, opKey: services.newId(), today, done: new URL(request.url).searchParams.get('fait'), ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { posted, act } = await readAct(request, ['order', 'confirm'] as const);
  switch (act) {
    case null:
      return unknownAct();
    case 'order': {
      const form = await readForm(posted, orderForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, makeOrder, { actor, opKey: form.opKey, input: form.value });
      if (!outcome.ok) return sendBack(act, form.refuse(sayRefusal(outcome)));
      return redirect(`${HERE}/${outcome.value.orderId}?fait=ordre`, 303);
    }
    case 'confirm': {
      const form = await readForm(posted, confirmForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, confirmAccountChange, { actor, opKey: form.opKey, input: form.value });
      return outcome.ok ? redirect(`${HERE}?fait=confirme`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

type Due = ReturnType<typeof useLoaderData<typeof loader>>['dues'][number];

export default function Orders() {
  const { actor, dues, orders, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Payer les lieux"
        lead="Les demandes approuvées deviennent des virements, dans un seul fichier pour la banque."
        back={{ href: '/metropole/remboursements', label: 'Les remboursements' }}
      />
      <ClaimsDone done={done} />
      <div className="flow">
        {dues.length === 0 ? (
          <EmptyState icon="euro" title="Rien à payer pour l’instant">
            <p>Approuvez une demande&nbsp;: elle viendra ici.</p>
          </EmptyState>
        ) : (
          <OrderFields />
        )}
        {dues
          .filter(({ changed }) => changed)
          .map((due) => (
            <Changed key={due.id} due={due} />
          ))}
        <DataTable
          caption="Les ordres de paiement"
          rows={orders}
          keyOf={({ id }) => id}
          columns={[
            { header: 'Ordre', cell: ({ id, messageId }) => <a href={`${HERE}/${id}`}>{messageId}</a> },
            { header: 'Virement le', cell: ({ executeOn }) => sayDate(executeOn) },
            { header: 'Virements', numeric: true, cell: ({ lines }) => sayNumber(lines) },
            { header: 'Somme', numeric: true, cell: ({ totalCents }) => sayEuros(totalCents) },
            { header: 'Préparé par', cell: ({ createdByName }) => createdByName },
            {
              header: 'Attendus',
              numeric: true,
              cell: ({ waiting }) => (waiting === 0 ? <Tag look="ok">tous connus</Tag> : sayNumber(waiting)),
            },
          ]}
        />
      </div>
    </DeskLayout>
  );
}

function OrderFields() {
  const { opKey, today, dues } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useRefusedForm(orderForm, answer?.act === 'order' ? answer.result : null, {
    id: 'ordre',
    defaultValue: {
      executeOn: today,
      dueIds: dues
        .filter(({ last4, changed, confirmedByOther }) => last4 !== null && (!changed || confirmedByOther))
        .map(({ id }) => id),
    },
  });
  return (
    <ActForm act="order" opKey={opKey} form={form} className="panel">
      <CheckChips
        field={fields.dueIds}
        label="À payer"
        choices={dues.map((due) => ({ value: due.id, label: <DueWords due={due} /> }))}
      />
      <DateField field={fields.executeOn} label="Jour du virement" min={today} required />
      <SubmitButton>Je prépare l’ordre de paiement</SubmitButton>
    </ActForm>
  );
}

function DueWords({ due }: { due: Due }) {
  const notes = [
    due.last4 === null ? 'pas de compte validé' : `compte finissant par ${due.last4}`,
    ...(due.changed ? ['compte changé depuis l’approbation'] : []),
    ...(due.replaces === null ? [] : ['virement revenu, à refaire']),
    ...(due.refund > 0n ? [`${sayEuros(due.refund)} à retenir`] : []),
  ];
  return (
    <span>
      <b>{due.orgName}</b>, {sayEuros(due.cents)}{' '}
      <span className="hint">
        jusqu’au {sayDate(due.cutoff)}, promis pour le {sayDate(due.dueOn)}&nbsp;; {notes.join(', ')}
      </span>
    </span>
  );
}

function Changed({ due }: { due: Due }) {
  const { opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused =
    answer?.act === 'confirm' && answer.result?.initialValue?.claimId === due.claimId ? answer.result : null;
  const [form] = useRefusedForm(confirmForm, refused, { id: `compte-${due.id}` });
  return (
    <Notice look="warn">
      <p>
        Le compte de {due.orgName} a changé depuis l’approbation&nbsp;: c’est maintenant celui qui finit par {due.last4}
        .{' '}
        {due.confirmedByOther
          ? 'Une autre personne l’a confirmé : vous pouvez payer.'
          : 'Avant de payer, une autre personne que celle qui prépare l’ordre le confirme.'}
      </p>
      <ActForm act="confirm" opKey={opKey} form={form}>
        <input type="hidden" name="claimId" value={due.claimId} />
        <SubmitButton look="quiet">Je confirme ce changement</SubmitButton>
      </ActForm>
    </Notice>
  );
}
