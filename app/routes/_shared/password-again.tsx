import type { FieldFacts } from '#app/ui/forms/field-parts.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';

/** Asks for the password again, before where money goes is changed. */
export function PasswordAgain({ field }: { readonly field: FieldFacts }) {
  return (
    <TextField
      field={field}
      label="Votre mot de passe"
      hint="pour être sûr que c’est bien vous&nbsp;: l’argent ira sur ce compte"
      type="password"
      autoComplete="current-password"
      required
    />
  );
}
