import { z } from 'zod';
import { freeBooklets } from '#app/allocation/rules/forecast.ts';
import { sayCount } from '#app/ui/components/figures.ts';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import type { FieldFacts } from '#app/ui/forms/field-parts.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { LotRow } from '#db/queries/lots.ts';
import type { StockOfPartner } from '#db/queries/partner-stock.ts';

/** A journey to plan: an empty end is the authority's stock. */
export const planForm = z.object({
  fromPartnerId: z.uuid('Choisissez un départ de la liste.').optional(),
  partnerId: z.uuid('Choisissez une arrivée de la liste.').optional(),
  siteId: z.uuid('Choisissez un site de la liste.').optional(),
  lotId: z.uuid('Choisissez un lot de la liste.').optional(),
  count: z
    .number('Écrivez combien de carnets partent.')
    .int('Écrivez un nombre entier.')
    .min(1, 'Envoyez au moins un carnet.')
    .max(2000, 'Pas plus de 2 000 carnets à la fois.'),
  reason: z.string().max(300, 'C’est trop long\u00a0: 300 caractères au plus.').optional(),
});

interface PlanFormProps {
  readonly answer: Parameters<typeof useRefusedForm>[1];
  readonly opKey: string;
  readonly lots: readonly LotRow[];
  readonly stocks: readonly StockOfPartner[];
  readonly sites: readonly { readonly id: string; readonly name: string; readonly partnerId: string }[];
  readonly chosen: { readonly fromPartnerId?: string | undefined; readonly partnerId?: string | undefined };
}

/** Plans a journey of booklets between two of: the stock, the partners. */
export function PlanForm({ answer, opKey, lots, stocks, sites, chosen }: PlanFormProps) {
  const first = lots.length === 1 ? lots[0]?.id : undefined;
  const [form, fields] = useRefusedForm(planForm, answer, {
    id: 'envoi',
    defaultValue: { fromPartnerId: chosen.fromPartnerId, partnerId: chosen.partnerId, lotId: first },
  });
  const withStock = stocks.filter((one) => freeBooklets(one) > 0);
  return (
    <section id="prevoir" className="panel narrow" aria-labelledby="titre-prevoir">
      <h2 id="titre-prevoir">Prévoir un envoi</h2>
      <p>Les carnets sont mis de côté aussitôt. Ils changent de mains quand celui qui les reçoit les a comptés.</p>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <SelectField
          field={fields.fromPartnerId}
          label="D’où partent-ils&nbsp;?"
          emptyLabel="De notre stock"
          choices={withStock.map((one) => ({
            value: one.partnerId,
            label: `${one.name} (${sayCount(freeBooklets(one), 'carnet')})`,
          }))}
        />
        <SelectField
          field={fields.lotId}
          label="De quel lot&nbsp;?"
          hint="quand ils partent de notre stock ; sinon, ceux qui expirent d’abord"
          emptyLabel="Peu importe : ceux qui expirent d’abord"
          choices={lots.map(({ id, label, inStock }) => ({
            value: id,
            label: `${label} (${sayCount(inStock, 'carnet')} en stock)`,
          }))}
        />
        <SelectField
          field={fields.partnerId}
          label="Où vont-ils&nbsp;?"
          emptyLabel="À notre stock"
          choices={stocks
            .filter((one) => one.mayReceive)
            .map(({ partnerId, name }) => ({ value: partnerId, label: name }))}
        />
        {sites.length > 0 && <SiteField field={fields.siteId} stocks={stocks} sites={sites} />}
        <TextField field={fields.count} label="Combien de carnets&nbsp;?" inputMode="numeric" required />
        <TextField field={fields.reason} label="Motif" hint="facultatif, imprimé sur le bordereau" autoComplete="off" />
        <SubmitButton>Je prévois cet envoi</SubmitButton>
      </form>
    </section>
  );
}

interface SiteFieldProps extends Pick<PlanFormProps, 'stocks' | 'sites'> {
  readonly field: FieldFacts;
}

/** The sites of every partner that may receive: the one chosen must be of the partner chosen. */
function SiteField({ field, stocks, sites }: SiteFieldProps) {
  const choices = stocks.flatMap((one) =>
    sites
      .filter(({ partnerId }) => one.mayReceive && partnerId === one.partnerId)
      .map(({ id, name }) => ({ value: id, label: `${one.name} : ${name}` })),
  );
  return (
    <SelectField
      field={field}
      label="À quel site&nbsp;?"
      hint="facultatif&nbsp;; un site de ce partenaire"
      emptyLabel="Peu importe"
      choices={choices}
    />
  );
}
