import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { FUNDING_KINDS, fundingSchema } from '#app/purchasing/rules/funding.ts';
import { STATE_MOST_BPS } from '#app/purchasing/rules/funding-shares.ts';
import { FUNDING_LABELS, sayBps } from '#app/purchasing/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { FundingRow } from '#db/queries/funding.ts';
import { ActForm } from '../act-form.tsx';
import { bpsTyped, eurosTyped, percentTyped } from './typed.ts';

const { kind, label, startsOn, endsOn } = fundingSchema.shape;

/** A funding line as it is typed: its rate in percent, its cap in euros. */
export const fundingForm = z
  .object({
    kind,
    label,
    rate: percentTyped('Écrivez le taux maximal.'),
    cap: eurosTyped('').optional(),
    startsOn,
    endsOn,
  })
  .refine((given) => given.endsOn >= given.startsOn, {
    path: ['endsOn'],
    error: 'Le dernier jour vient après le premier.',
  })
  .refine((given) => given.kind !== 'STATE' || bpsTyped(given.rate) <= STATE_MOST_BPS, {
    path: ['rate'],
    error: 'L’État finance 65 % au plus.',
  });

interface FundingsProps {
  readonly fundings: readonly FundingRow[];
  readonly opKey: string;
  readonly today: string;
  readonly refused: SubmissionResult<string[]> | null;
}

/** Who pays for passes, and the form that adds a line. */
export function Fundings({ fundings, opKey, today, refused }: FundingsProps) {
  return (
    <section id="financements" aria-labelledby="titre-financements">
      <h2 id="titre-financements">Les financements</h2>
      {fundings.length > 0 && (
        <p>
          <a href="/metropole/achats/financements">Ce que chacun a commandé, payé et versé, et le taux de couverture</a>
        </p>
      )}
      {fundings.length > 0 && (
        <DataTable
          caption="Lignes de financement"
          captionHidden
          rows={fundings}
          keyOf={({ id }) => id}
          columns={[
            {
              header: 'Financement',
              cell: (line) => (
                <>
                  {line.label} {line.endsOn < today && <Tag>terminé</Tag>}
                </>
              ),
            },
            { header: 'Qui', cell: (line) => FUNDING_LABELS[line.kind] },
            { header: 'Taux maximal', numeric: true, cell: ({ rateBps }) => sayBps(rateBps) },
            {
              header: 'Plafond',
              numeric: true,
              cell: ({ capCents }) => (capCents === null ? 'aucun' : sayEuros(capCents)),
            },
            { header: 'Période', cell: (line) => `du ${sayDate(line.startsOn)} au ${sayDate(line.endsOn)}` },
            { header: 'Lots financés', numeric: true, cell: ({ lots }) => sayNumber(lots) },
          ]}
        />
      )}
      <NewFunding opKey={opKey} refused={refused} open={refused !== null || fundings.length === 0} />
    </section>
  );
}

interface NewFundingProps {
  readonly opKey: string;
  readonly refused: SubmissionResult<string[]> | null;
  readonly open: boolean;
}

function NewFunding({ opKey, refused, open }: NewFundingProps) {
  const [form, fields] = useRefusedForm(fundingForm, refused, { id: 'funding' });
  return (
    <details open={open}>
      <summary>Ajouter un financement</summary>
      <ActForm act="funding" opKey={opKey} form={form} className="narrow">
        <SelectField
          field={fields.kind}
          label="Qui finance&nbsp;?"
          emptyLabel="Choisissez"
          choices={FUNDING_KINDS.map((value) => ({ value, label: FUNDING_LABELS[value] }))}
          required
        />
        <TextField field={fields.label} label="Nom" hint="comme dans la convention" autoComplete="off" required />
        <div className="row">
          <TextField
            field={fields.rate}
            label="Taux maximal (%)"
            hint="de chaque lot&nbsp;; 65 au plus pour l’État"
            inputMode="decimal"
            required
          />
          <TextField field={fields.cap} label="Plafond (€)" hint="facultatif" inputMode="decimal" />
        </div>
        <div className="row">
          <DateField field={fields.startsOn} label="Premier jour" required />
          <DateField field={fields.endsOn} label="Dernier jour" required />
        </div>
        <SubmitButton look="quiet">J’ajoute ce financement</SubmitButton>
      </ActForm>
    </details>
  );
}
