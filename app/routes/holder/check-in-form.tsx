import { z } from 'zod';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';

/** The word of the day: four digits, however they are spaced. */
export const checkInForm = z.object({
  word: z
    .string('Écrivez les quatre chiffres affichés dans le lieu.')
    .transform((typed) => typed.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{4}$/, 'Écrivez les quatre chiffres affichés dans le lieu.')),
});

interface CheckInFormProps {
  readonly opKey: string;
  readonly refused: Parameters<typeof useRefusedForm>[1];
}

/** "I am here", on the person's own phone or the venue's computer. */
export function CheckInForm({ opKey, refused }: CheckInFormProps) {
  const [form, fields] = useRefusedForm(checkInForm, refused, { id: 'arrivee' });
  return (
    <section className="panel arrival no-print" aria-labelledby="arrive">
      <h2 id="arrive">Vous êtes sur place&nbsp;?</h2>
      <form method="post" id={form.id} noValidate autoComplete="off">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <TextField
          field={fields.word}
          label="Les quatre chiffres du jour"
          hint="affichés dans le lieu&nbsp;; demandez à l’accueil"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          className="word-input"
          required
        />
        <SubmitButton>Je suis là</SubmitButton>
      </form>
    </section>
  );
}
