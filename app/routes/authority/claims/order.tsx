import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { PAYMENT_WORDS } from '#app/payment/place.fr.ts';
import { recordFailure, recordPayment } from '#app/payment/record-payment.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listOrderPayments, listOrders } from '#db/queries/payments.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { ClaimsDone } from './claims-done.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './claim-styles.ts';

export const meta: MetaFunction = () => pageMeta('Un ordre de paiement');

const reference = z
  .string({ error: 'Écrivez d’où vous le savez.' })
  .trim()
  .min(3, 'Écrivez d’où vous le savez.')
  .max(140);
const paymentId = z.uuid('Choisissez un virement.');
const paidForm = z.object({ paymentId, paidOn: daySchema('Choisissez le jour du paiement.'), reference });
const failedForm = z.object({
  paymentId,
  what: z.enum(['REJECTED', 'RETURNED'], 'Dites ce qui s’est passé.'),
  reference,
});

async function readOrder({ services }: LoaderFunctionArgs['context'], asked: string | undefined) {
  const id = z.uuid().safeParse(asked);
  const [order] = id.success ? await services.db.read((tx) => listOrders(tx, id.data)) : [];
  if (order === undefined) throw notFound();
  return order;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { fileSealed, ...order } = await readOrder(context, params.id);
  const payments = (await services.db.read((tx) => listOrderPayments(tx, order.id))).map(
    ({ sealed: _, ...payment }) => payment,
  );
  const today = parisDay(services.clock.now());
  return {
    actor,
    opKey: services.newId(),
    today,
    order,
    hasFile: fileSealed !== null,
    payments,
    done: new URL(request.url).searchParams.get('fait'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { id } = await readOrder(context, params.id);
  const here = `/metropole/remboursements/ordres/${id}`;
  const { posted, act } = await readAct(request, ['paid', 'failed'] as const);
  switch (act) {
    case null:
      return unknownAct();
    case 'paid': {
      const form = await readForm(posted, paidForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, recordPayment, { actor, opKey: form.opKey, input: form.value });
      return outcome.ok ? redirect(`${here}?fait=paye`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'failed': {
      const form = await readForm(posted, failedForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, recordFailure, { actor, opKey: form.opKey, input: form.value });
      return outcome.ok ? redirect(`${here}?fait=echec`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

type Payment = ReturnType<typeof useLoaderData<typeof loader>>['payments'][number];

export default function Order() {
  const { actor, order, hasFile, payments, done } = useLoaderData<typeof loader>();
  const here = `/metropole/remboursements/ordres/${order.id}`;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title={`Ordre ${order.messageId}`}
        back={{ href: '/metropole/remboursements/ordres', label: 'Payer les lieux' }}
      >
        {hasFile && (
          <a className="btn" href={`${here}/fichier`}>
            Télécharger le fichier pour la banque
          </a>
        )}
        <a className="btn quiet" href={`${here}/fichier?format=csv`}>
          Télécharger le tableau pour la trésorerie
        </a>
      </PageHeader>
      <ClaimsDone done={done} />
      <div className="flow">
        <Facts
          of={[
            ['Virements', sayNumber(order.lines)],
            ['Somme', sayEuros(order.totalCents)],
            ['À exécuter le', sayDate(order.executeOn)],
            ['Préparé par', order.createdByName],
          ]}
        />
        <ul className="claim-lines">
          {payments.map((payment) => (
            <PaymentCard key={payment.id} payment={payment} />
          ))}
        </ul>
      </div>
    </DeskLayout>
  );
}

function PaymentCard({ payment }: { payment: Payment }) {
  const { state } = payment;
  return (
    <li id={payment.id}>
      <p className="line-head">
        <span>
          <a href={`/metropole/remboursements/${payment.claimId}`}>{payment.orgName}</a>, jusqu’au{' '}
          {sayDate(payment.cutoff)}
        </span>
        <span>
          {sayEuros(payment.amountCents)}{' '}
          <Tag look={state === 'PAID' ? 'ok' : state === 'ORDERED' ? 'plain' : 'bad'}>{PAYMENT_WORDS[state]}</Tag>
        </span>
      </p>
      <p className="hint">
        Compte finissant par {payment.last4}, au nom de {payment.holderName}. Référence {payment.endToEndId}.
        {payment.deductedCents > 0n && ` Retenu : ${sayEuros(payment.deductedCents)}.`}
        {payment.paidOn !== null && ` Payé le ${sayDate(payment.paidOn)} (${payment.reference}).`}
      </p>
      <div className="line-acts">
        {state === 'ORDERED' && <Paid payment={payment} />}
        {(state === 'ORDERED' || state === 'PAID') && payment.amountCents > 0n && <Failed payment={payment} />}
      </div>
    </li>
  );
}

function useMine<A extends 'paid' | 'failed'>(act: A, payment: Payment) {
  const answer = useActionData<typeof action>();
  return answer?.act === act && answer.result?.initialValue?.paymentId === payment.id ? answer.result : null;
}

function Paid({ payment }: { payment: Payment }) {
  const { opKey, today } = useLoaderData<typeof loader>();
  const refused = useMine('paid', payment);
  const [form, fields] = useRefusedForm(paidForm, refused, {
    id: `paye-${payment.id}`,
    defaultValue: { paidOn: today },
  });
  return (
    <details open={refused !== null}>
      <summary>Noter qu’il est payé</summary>
      <ActForm act="paid" opKey={opKey} form={form} className="narrow">
        <input type="hidden" name={fields.paymentId.name} value={payment.id} />
        <DateField field={fields.paidOn} label="Payé le" max={today} required />
        <TextField
          field={fields.reference}
          label="D’où vous le savez"
          hint="par exemple «&nbsp;relevé du 24 novembre&nbsp;»"
          required
        />
        <SubmitButton>Je note ce paiement</SubmitButton>
      </ActForm>
    </details>
  );
}

function Failed({ payment }: { payment: Payment }) {
  const { opKey } = useLoaderData<typeof loader>();
  const refused = useMine('failed', payment);
  const what = payment.state === 'ORDERED' ? 'REJECTED' : 'RETURNED';
  const [form, fields] = useRefusedForm(failedForm, refused, { id: `echec-${payment.id}`, defaultValue: { what } });
  return (
    <details open={refused !== null}>
      <summary>La banque ne l’a pas payé, ou il est revenu</summary>
      <ActForm act="failed" opKey={opKey} form={form} className="narrow">
        <input type="hidden" name={fields.paymentId.name} value={payment.id} />
        <RadioPicks
          field={fields.what}
          label="Que s’est-il passé ?"
          choices={[
            { value: 'REJECTED', label: 'La banque ne l’a jamais fait', disabled: what !== 'REJECTED' },
            { value: 'RETURNED', label: 'Il était payé, et il est revenu', disabled: what !== 'RETURNED' },
          ]}
        />
        <TextField field={fields.reference} label="D’où vous le savez" required />
        <SubmitButton look="grave">J’enregistre</SubmitButton>
      </ActForm>
    </details>
  );
}
