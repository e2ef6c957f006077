import type { SubmissionResult } from '@conform-to/react';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import type { FundingLine } from '#app/purchasing/rules/cost-by-funding.ts';
import { cancelReceiptSchema, receiptSchema } from '#app/purchasing/rules/receipt.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from '../act-form.tsx';
import { eurosTyped } from '../purchasing/typed.ts';

/** A receipt as it is typed: the sum in euros. */
export const receiptForm = receiptSchema
  .omit({ amountCents: true })
  .extend({ amount: eurosTyped('Écrivez la somme reçue.') });

interface Receipt {
  readonly id: string;
  readonly funding: string;
  readonly receivedOn: string;
  readonly amountCents: bigint;
  readonly words: string;
  readonly state: 'STANDS' | 'CANCELLED' | 'CANCELS';
  readonly recordedBy: string | null;
}

interface ReceiptsProps {
  readonly receipts: readonly Receipt[];
  readonly lines: readonly FundingLine[];
  readonly today: string;
  readonly opKey: string;
  readonly answer: { act: string | null; result: SubmissionResult<string[]> | null } | undefined;
}

/** What the funders have sent, and the form that adds a receipt. Nothing is ever edited. */
export function Receipts({ receipts, lines, today, opKey, answer }: ReceiptsProps) {
  const refused = answer?.act === 'receipt' ? answer.result : null;
  const [form, fields] = useRefusedForm(receiptForm, refused, { id: 'recette', defaultValue: { receivedOn: today } });
  return (
    <section id="recettes" aria-labelledby="titre-recettes">
      <h2 id="titre-recettes">Ce que les financeurs ont versé</h2>
      {receipts.length === 0 ? (
        <p>Aucune recette n’est enregistrée&nbsp;: le taux de couverture ne peut pas être dit.</p>
      ) : (
        <DataTable
          caption="Les recettes"
          captionHidden
          rows={receipts}
          keyOf={({ id }) => id}
          columns={[
            { header: 'Reçu le', cell: ({ receivedOn }) => sayDate(receivedOn) },
            { header: 'Financement', cell: ({ funding }) => funding },
            { header: 'Somme', numeric: true, cell: ({ amountCents }) => sayEuros(amountCents) },
            {
              header: 'Référence',
              cell: ({ words, state }) => (
                <>
                  {words} {state === 'CANCELLED' && <Tag look="warn">annulée</Tag>}
                  {state === 'CANCELS' && <Tag>annulation</Tag>}
                </>
              ),
            },
            { header: 'Par', cell: ({ recordedBy }) => recordedBy ?? '' },
          ]}
        />
      )}
      <details open={refused !== null || receipts.length === 0}>
        <summary>Enregistrer une recette</summary>
        <ActForm act="receipt" opKey={opKey} form={form} className="narrow">
          <SelectField
            field={fields.fundingId}
            label="Pour quel financement&nbsp;?"
            emptyLabel="Choisissez"
            choices={lines.map(({ id, label }) => ({ value: id, label }))}
            required
          />
          <div className="row">
            <TextField field={fields.amount} label="Somme reçue (€)" inputMode="decimal" required />
            <DateField field={fields.receivedOn} label="Reçue le" max={today} required />
          </div>
          <TextField
            field={fields.words}
            label="Référence"
            hint="celle du titre de recette, ou du budget voté pour la collectivité"
            autoComplete="off"
            required
          />
          <SubmitButton look="quiet">J’enregistre cette recette</SubmitButton>
        </ActForm>
      </details>
      <Cancel receipts={receipts.filter(({ state }) => state === 'STANDS')} opKey={opKey} answer={answer} />
    </section>
  );
}

function Cancel({ receipts, opKey, answer }: Pick<ReceiptsProps, 'receipts' | 'opKey' | 'answer'>) {
  const refused = answer?.act === 'cancel' ? answer.result : null;
  const [form, fields] = useRefusedForm(cancelReceiptSchema, refused, { id: 'annuler-recette' });
  if (receipts.length === 0 && refused === null) return null;
  return (
    <details open={refused !== null}>
      <summary>Annuler une recette écrite par erreur</summary>
      <ActForm act="cancel" opKey={opKey} form={form} className="narrow">
        <SelectField
          field={fields.receiptId}
          label="Quelle recette&nbsp;?"
          emptyLabel="Choisissez"
          choices={receipts.map(({ id, receivedOn, amountCents, funding }) => ({
            value: id,
            label: `${sayDate(receivedOn)}, ${sayEuros(amountCents)}, ${funding}`,
          }))}
          required
        />
        <TextField field={fields.words} label="Pourquoi" autoComplete="off" required />
        <SubmitButton look="grave">J’annule cette recette</SubmitButton>
      </ActForm>
    </details>
  );
}
