import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { sayBps } from '#app/purchasing/texts.fr.ts';
import { sayEuros } from '#app/ui/components/figures.ts';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { FundingRow } from '#db/queries/funding.ts';
import type { OrderRow } from '#db/queries/orders.ts';
import { ActForm } from '../act-form.tsx';
import type { PaidShare } from './shares.ts';
import { bpsTyped, eurosTyped, percentTyped } from './typed.ts';

/** A lot's order, price and shares as they are typed: euros and percents; an empty share is no share. */
export const financingForm = z.object({
  orderId: z.uuid('Choisissez une commande.'),
  price: eurosTyped('Écrivez le prix de ce lot.'),
  shares: z
    .array(z.object({ fundingId: z.uuid(), percent: percentTyped('').optional() }))
    .max(20)
    .default([]),
});

/** The shares that were typed, in basis points. */
export function sharesTyped(shares: z.output<typeof financingForm>['shares']) {
  return shares.flatMap(({ fundingId, percent }) => {
    const shareBps = percent === undefined ? 0 : bpsTyped(percent);
    return shareBps === 0 ? [] : [{ fundingId, shareBps }];
  });
}

interface FinancingProps {
  readonly lot: { readonly orderId: string | null; readonly priceCents: number | null };
  readonly shares: readonly PaidShare[];
  readonly orders: readonly OrderRow[];
  readonly fundings: readonly FundingRow[];
  readonly opKey: string;
  readonly refused: SubmissionResult<string[]> | null;
}

/** Which order a lot comes from, what it costs and who pays. */
export function Financing({ lot, shares, orders, fundings, opKey, refused }: FinancingProps) {
  const typed = (cents: number) => (cents / 100).toFixed(2).replace('.', ',');
  const percentOf = (id: string) => shares.find(({ fundingId }) => fundingId === id)?.shareBps;
  const [form, fields] = useRefusedForm(financingForm, refused, {
    id: 'finance',
    defaultValue: {
      orderId: lot.orderId ?? undefined,
      price: lot.priceCents === null ? undefined : typed(lot.priceCents),
      shares: fundings.map(({ id }) => {
        const bps = percentOf(id);
        return { fundingId: id, percent: bps === undefined ? undefined : typed(bps) };
      }),
    },
  });
  if (orders.length === 0 || fundings.length === 0) {
    return (
      <p>
        Pour dire d’où vient ce lot et qui le paie, enregistrez d’abord{' '}
        <a href="/metropole/achats">une commande et des financements</a>.
      </p>
    );
  }
  return (
    <section className="panel" aria-labelledby="titre-financer">
      <h2 id="titre-financer">D’où il vient, et qui le paie</h2>
      <ActForm act="finance" opKey={opKey} form={form}>
        <div className="row">
          <SelectField
            field={fields.orderId}
            label="Commande"
            emptyLabel="Choisissez"
            choices={orders.map(({ id, reference, supplier, amountCents, lotsCents }) => ({
              value: id,
              label: `${reference}, ${supplier} (${sayEuros(amountCents - lotsCents)} à répartir)`,
            }))}
            required
          />
          <TextField field={fields.price} label="Prix de ce lot (€)" inputMode="decimal" required />
        </div>
        <Shares lines={fields.shares.getFieldList()} fundings={fundings} />
        <SubmitButton>J’enregistre le prix et les parts</SubmitButton>
      </ActForm>
    </section>
  );
}

interface SharesProps {
  readonly lines: ReturnType<Fields['shares']['getFieldList']>;
  readonly fundings: readonly FundingRow[];
}
type Fields = ReturnType<typeof useRefusedForm<typeof financingForm>>[1];

function Shares({ lines, fundings }: SharesProps) {
  return (
    <fieldset className="field">
      <legend className="label">Part de chaque financement (%)</legend>
      <span className="hint">Elles font 100&nbsp;% ensemble. Laissez vide ce qui ne paie pas ce lot.</span>
      {lines.map((line, i) => {
        const funding = fundings[i];
        const parts = line.getFieldset();
        if (funding === undefined) return null;
        return (
          <div key={funding.id}>
            <input type="hidden" name={parts.fundingId.name} value={funding.id} />
            <TextField
              field={parts.percent}
              label={funding.label}
              hint={`${sayBps(funding.rateBps)} au plus`}
              inputMode="decimal"
            />
          </div>
        );
      })}
    </fieldset>
  );
}
