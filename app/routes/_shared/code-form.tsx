import { z } from 'zod';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';

/** The pages a person may be sent back to once their pass is open. */
const AFTERWARDS = /^\/mon-pass\/(reserver|reservations)\/[0-9a-f-]{36}(\/(deplacer|annuler))?$/;

/** The code of a ticket and the year of birth: all that opens /mon-pass. */
export const codeForm = z.object({
  code: z.string('Écrivez le code de votre ticket.').max(40),
  birthYear: z
    .number('Écrivez votre année de naissance, avec 4 chiffres. Exemple : 1958.')
    .int()
    .min(1900, 'Écrivez votre année de naissance, avec 4 chiffres. Exemple : 1958.')
    .max(2100, 'Écrivez votre année de naissance, avec 4 chiffres. Exemple : 1958.'),
  suite: z.string().regex(AFTERWARDS).optional().catch(undefined),
});

interface CodeFormProps {
  readonly opKey: string;
  /** What the action of /mon-pass answered, on that page. */
  readonly refused?: Parameters<typeof useRefusedForm>[1];
  /** Where to go once the pass is open. */
  readonly afterwards?: string | null;
  /** The code, when the page already knows it: it is then sent without being typed. */
  readonly code?: string;
}

/** Opens the pass. Posts to /mon-pass, from whatever page shows it. */
export function CodeForm({ opKey, refused, afterwards = null, code }: CodeFormProps) {
  const [form, fields] = useRefusedForm(codeForm, refused, { id: 'pass' });
  // A refused form comes back at an address that says it no more.
  const destination = fields.suite.defaultValue ?? afterwards;
  return (
    <form method="post" action="/mon-pass" id={form.id} noValidate autoComplete="off">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      {destination !== null && <input type="hidden" name={fields.suite.name} value={destination} />}
      {code === undefined ? (
        <TextField
          field={fields.code}
          label="Le code de votre ticket"
          hint="8 lettres et chiffres, par exemple K7MR-4WXD"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          className="code-input"
          required
        />
      ) : (
        <input type="hidden" name={fields.code.name} value={code} />
      )}
      <TextField
        field={fields.birthYear}
        label="Votre année de naissance"
        hint="4 chiffres, par exemple 1958"
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        className="year-input"
        required
      />
      <SubmitButton>J’ouvre mon pass</SubmitButton>
    </form>
  );
}
