import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { WalkIn } from '#db/queries/venue-money.ts';
import type { OrgVenue } from '#db/queries/venue-space.ts';

export const redeemForm = z.object({
  venueId: z.uuid('Choisissez un de vos lieux.'),
  code: z.string('Écrivez le code du ticket ou du pass.').max(40, 'Ce code est trop long.'),
  count: z
    .number('Écrivez un nombre de pass.')
    .int('Écrivez un nombre entier.')
    .min(1, 'Au moins un pass.')
    .max(20, 'Pas plus de 20 pass à la fois.'),
  servedOn: daySchema('').optional(),
});

interface RedeemFormProps {
  readonly opKey: string;
  readonly venues: readonly OrgVenue[];
  readonly last: SubmissionResult<string[]> | undefined;
}

/** One code, a number of passes, one press. */
export function RedeemForm({ opKey, venues, last }: RedeemFormProps) {
  const [only] = venues;
  const [form, fields] = useRefusedForm(redeemForm, last, { defaultValue: { count: 1, venueId: only?.id } });
  if (only === undefined) {
    return (
      <EmptyState icon="pin" title="Aucun lieu n’est encore rattaché à votre organisme.">
        <p>Demandez à la collectivité de rattacher votre lieu&nbsp;: vous pourrez ensuite encaisser des pass.</p>
      </EmptyState>
    );
  }
  return (
    <form method="post" action="/espace-lieu/encaisser" id={form.id} noValidate className="narrow">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      {venues.length === 1 ? (
        <input type="hidden" name={fields.venueId.name} value={only.id} />
      ) : (
        <SelectField
          field={fields.venueId}
          label="Dans quel lieu ?"
          choices={venues.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField
        field={fields.code}
        label="Code"
        hint="Les 8 signes du ticket, ou les 11 signes d’un pass du carnet. Espaces et tirets ne comptent pas."
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        className="code"
        required
      />
      <TextField
        field={fields.count}
        label="Combien de pass ?"
        hint="Avec le code d’un seul pass du carnet, c’est toujours un."
        inputMode="numeric"
        maxLength={2}
        required
      />
      <details open={fields.servedOn.errors !== undefined}>
        <summary>L’atelier a eu lieu un autre jour</summary>
        <DateField
          field={fields.servedOn}
          label="Jour de l’atelier"
          hint="Un pass tout juste périmé sert encore pendant un délai, si l’atelier a eu lieu au plus tard son dernier jour."
        />
      </details>
      <SubmitButton wide>J’encaisse</SubmitButton>
    </form>
  );
}

/** What was just redeemed, or taken back. */
export function RedeemedNotice({ just, undone }: { just: (WalkIn & { left: number }) | null; undone: WalkIn | null }) {
  if (just !== null) {
    return (
      <Notice look="ok" news>
        <p>
          <b>C’est encaissé&nbsp;:</b> {just.passes}&nbsp;pass de {just.givenName} {just.familyInitial}., soit{' '}
          {sayEuros(just.amountCents)} qui vous sont dus.{' '}
          {just.left === 0 ? 'Il ne lui reste plus de pass.' : `Il lui reste ${just.left}\u00a0pass.`}
        </p>
      </Notice>
    );
  }
  if (undone === null) return null;
  return (
    <Notice look="ok" news>
      <p>
        <b>C’est annulé&nbsp;:</b> {undone.passes}&nbsp;pass {undone.passes > 1 ? 'sont rendus' : 'est rendu'} à{' '}
        {undone.givenName} {undone.familyInitial}.
      </p>
    </Notice>
  );
}
