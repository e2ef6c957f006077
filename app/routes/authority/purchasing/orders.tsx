import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { orderSchema } from '#app/purchasing/rules/order.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { OrderRow } from '#db/queries/orders.ts';
import { ActForm } from '../act-form.tsx';
import { eurosTyped } from './typed.ts';

const { supplier, reference, orderedOn } = orderSchema.shape;

/** An order as it is typed: its amount in euros. */
export const orderForm = z.object({
  supplier,
  reference,
  orderedOn,
  amount: eurosTyped('Écrivez le montant de la commande.'),
});

interface OrdersProps {
  readonly orders: readonly OrderRow[];
  readonly opKey: string;
  readonly today: string;
  readonly refused: SubmissionResult<string[]> | null;
}

/** Every order, and the form that adds one. */
export function Orders({ orders, opKey, today, refused }: OrdersProps) {
  const [form, fields] = useRefusedForm(orderForm, refused, { id: 'order', defaultValue: { orderedOn: today } });
  return (
    <section aria-labelledby="titre-commandes">
      <h2 id="titre-commandes">Les commandes</h2>
      {orders.length === 0 ? (
        <p>Aucune commande pour l’instant.</p>
      ) : (
        <DataTable
          caption="Commandes, de la plus récente à la plus ancienne"
          captionHidden
          rows={orders}
          keyOf={({ id }) => id}
          columns={[
            { header: 'Référence', cell: ({ id, reference }) => <a href={`/metropole/achats/${id}`}>{reference}</a> },
            { header: 'Fournisseur', cell: (one) => one.supplier },
            { header: 'Commandée le', cell: (one) => sayDate(one.orderedOn) },
            { header: 'Montant', numeric: true, cell: ({ amountCents }) => sayEuros(amountCents) },
            { header: 'Lots', numeric: true, cell: ({ lots }) => sayNumber(lots) },
            { header: 'Paiement', cell: ({ paidOn }) => <Paid on={paidOn} /> },
          ]}
        />
      )}
      <details open={refused !== null || orders.length === 0}>
        <summary>Enregistrer une commande</summary>
        <ActForm act="order" opKey={opKey} form={form} className="narrow">
          <TextField field={fields.supplier} label="Fournisseur" autoComplete="off" required />
          <div className="row">
            <TextField field={fields.reference} label="Référence de la commande" autoComplete="off" required />
            <DateField field={fields.orderedOn} label="Commandée le" required />
            <TextField field={fields.amount} label="Montant (€)" inputMode="decimal" required />
          </div>
          <SubmitButton look="quiet">J’enregistre cette commande</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}

/** Whether, and since when, an order is paid. */
export function Paid({ on }: { on: string | null }) {
  return on === null ? <Tag look="warn">attendu</Tag> : <Tag look="ok">payée le {sayDate(on)}</Tag>;
}
