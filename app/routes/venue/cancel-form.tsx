import type { SubmissionResult } from '@conform-to/react';
import { cancelSessionsSchema } from '#app/booking/rules/decide-session-cancel.ts';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { OrgSessionDetail } from '#db/queries/venue-space.ts';
import { sayWhoIsTold } from './texts.fr.ts';

export const cancelForm = cancelSessionsSchema.omit({ sessionId: true });

interface CancelFormProps {
  readonly session: OrgSessionDetail;
  readonly opKey: string;
  readonly last: SubmissionResult<string[]> | undefined;
}

/** Cancelling, with the reason that people booked will read. Folded away until it is needed. */
export function CancelForm({ session, opKey, last }: CancelFormProps) {
  const [form, fields] = useRefusedForm(cancelForm, last, { id: 'cancel', defaultValue: { scope: 'ONE' } });
  return (
    <details className="session-form cancel" open={last !== undefined}>
      <summary>Annuler cet atelier</summary>
      <form
        method="post"
        action={`/espace-lieu/ateliers/${session.id}?annuler`}
        id={form.id}
        noValidate
        className="flow"
      >
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <p>{sayWhoIsTold(session.confirmed)}</p>
        {session.following > 0 ? (
          <RadioPicks
            field={fields.scope}
            label="Quelles dates ?"
            choices={[
              { value: 'ONE', label: <b>Cette date seulement</b> },
              {
                value: 'REST',
                label: (
                  <b>Cette date et {session.following === 1 ? 'la suivante' : `les ${session.following} suivantes`}</b>
                ),
                hint: 'tous les inscrits de ces dates sont prévenus',
              },
            ]}
          />
        ) : (
          <input type="hidden" name={fields.scope.name} value="ONE" />
        )}
        <TextField
          field={fields.reason}
          label="Pourquoi ?"
          hint="Les inscrits le liront. Exemple : L’animatrice est malade."
          maxLength={200}
          required
        />
        <SubmitButton look="grave">J’annule et je préviens</SubmitButton>
      </form>
    </details>
  );
}
