import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { recordPayment } from '#app/purchasing/place-order.ts';
import { paymentSchema } from '#app/purchasing/rules/order.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLotShares } from '#db/queries/funding.ts';
import { findOrder, listBoughtLots } from '#db/queries/orders.ts';
import { DoneNotice } from './done.tsx';
import { Paid } from './orders.tsx';
import { sharesOfLots } from './shares.ts';
import { WaitingLots } from './waiting-lots.tsx';
import { WhoPays } from './who-pays.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(`Commande ${data?.order.reference ?? ''}`);

const paymentForm = paymentSchema.omit({ orderId: true });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const id = z.uuid().safeParse(params.id);
  const read = id.success
    ? await db.read(async (tx) => ({
        order: await findOrder(tx, id.data),
        lots: await listBoughtLots(tx, { orderId: id.data }),
        shares: await listLotShares(tx, { orderId: id.data }),
        loose: await listBoughtLots(tx, { without: 'order' }),
      }))
    : null;
  if (read === null || read.order === null) throw notFound();
  const done = new URL(request.url).searchParams.get('fait');
  const paying = sharesOfLots(read.shares);
  return { actor, today: parisDay(clock.now()), opKey: newId(), done, ...read, order: read.order, shares: paying };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, paymentForm);
  if (!form.ok) return form.refusal;
  const input = { ...form.value, orderId: params.id };
  const outcome = await perform(context.services, recordPayment, { actor, opKey: form.opKey, input });
  if (outcome.ok) return redirect(`/metropole/achats/${outcome.value.orderId}?fait=paye`, 303);
  const sentence = sayRefusal(outcome);
  const ofDay = outcome.refusal === 'PAID_BEFORE_ORDERED' || outcome.refusal === 'PAID_IN_FUTURE';
  return ofDay ? form.refuse('Rien n’a été enregistré.', { paidOn: sentence }) : form.refuse(sentence);
}

export default function Order() {
  const { actor, done, order, lots, shares, loose } = useLoaderData<typeof loader>();
  const left = order.amountCents - order.lotsCents;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={`Commande ${order.reference}`} back={{ href: '/metropole/achats', label: 'Les achats' }} />
      <DoneNotice done={done} />
      <div className="flow">
        <Facts
          of={[
            ['Fournisseur', order.supplier],
            ['Commandée le', sayDate(order.orderedOn)],
            ['Montant', sayEuros(order.amountCents)],
            ['Pas encore dans un lot', left === 0 ? null : sayEuros(left)],
            ['Paiement', <Paid key="paid" on={order.paidOn} />],
            ['Référence du paiement', order.paymentReference],
          ]}
        />
        {order.paidOn === null && <Payment />}
        <section aria-labelledby="titre-lots">
          <h2 id="titre-lots">Les lots de cette commande</h2>
          {lots.length === 0 ? (
            <p>Aucun lot. Créez ou importez-en un, puis dites dans sa page qu’il vient de cette commande.</p>
          ) : (
            <DataTable
              caption="Lots de la commande"
              captionHidden
              rows={lots}
              keyOf={({ id }) => id}
              columns={[
                { header: 'Lot', cell: ({ id, label }) => <a href={`/metropole/passes/lots/${id}`}>{label}</a> },
                { header: 'Carnets', numeric: true, cell: ({ bookletCount }) => sayNumber(bookletCount) },
                { header: 'Prix', numeric: true, cell: ({ priceCents }) => sayEuros(priceCents ?? 0) },
                {
                  header: 'État',
                  cell: ({ activatedAt }) => (
                    <Tag look={activatedAt === null ? 'warn' : 'ok'}>
                      {activatedAt === null ? 'pas encore activé' : 'activé'}
                    </Tag>
                  ),
                },
              ]}
            />
          )}
        </section>
        {shares.length > 0 && <WhoPays shares={shares} />}
        <WaitingLots lots={loose} />
      </div>
    </DeskLayout>
  );
}

function Payment() {
  const { opKey, today } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(paymentForm, useActionData<typeof action>(), {
    defaultValue: { paidOn: today },
  });
  return (
    <section className="panel narrow" aria-labelledby="titre-paiement">
      <h2 id="titre-paiement">Enregistrer le paiement</h2>
      <p>Tant qu’il n’est pas enregistré, les pass de cette commande restent en stock. Il ne change plus ensuite.</p>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <div className="row">
          <DateField field={fields.paidOn} label="Payée le" max={today} required />
          <TextField
            field={fields.reference}
            label="Référence du paiement"
            hint="numéro de mandat ou de virement"
            autoComplete="off"
            required
          />
        </div>
        <SubmitButton>J’enregistre le paiement</SubmitButton>
      </form>
    </section>
  );
}
