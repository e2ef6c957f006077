import { useActionData } from '@remix-run/react';
import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { sayCount } from '#app/ui/components/figures.ts';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { action, OwedScreen } from './owed.tsx';

export const askForm = z.object({ cutoff: daySchema('Rechargez la page.') });

/** One click: what the claim of the month would hold, and the button that sends it. */
export function Ask({ facts }: { facts: OwedScreen }) {
  const { ask, opKey, today } = facts;
  const [form] = useRefusedForm(askForm, useActionData<typeof action>());
  const wrong = Object.values(form.allErrors).some((errors) => errors.length > 0);
  if ((ask.preview.passes === 0 || ask.made) && !wrong) return null;
  if (ask.claimMode === 'AUTHORITY' && !wrong)
    return (
      <p>La collectivité fait elle-même les demandes, au début de chaque mois&nbsp;: vous n’avez rien à envoyer.</p>
    );
  const { passes, people, amountCents, firstDay } = ask.preview;
  return (
    <form method="post" id={form.id} className="panel" noValidate>
      <ErrorSummary form={form} />
      <h2>Demander votre remboursement</h2>
      <p>
        <b>{sayEuros(amountCents)}</b>&nbsp;: {sayCount(passes, 'pass', 'pass')} de {sayCount(people, 'personne')}
        {firstDay !== null && `, du ${sayDate(firstDay)} au ${sayDate(ask.cutoff)}`}. Paiement promis pour le{' '}
        {sayDate(addDays(today, ask.promisedDays))}.
      </p>
      <OpKeyField value={opKey} />
      <input type="hidden" name="cutoff" value={ask.cutoff} />
      <SubmitButton>Je demande {sayEuros(amountCents)}</SubmitButton>
    </form>
  );
}
