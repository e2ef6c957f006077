import { z } from 'zod';
import { CheckField } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from './act-form.tsx';
import type { TeamAnswer } from './team/team.tsx';

/** Closing a partner cannot be undone: the box says that it was read. */
export const revocationForm = z.object({
  sure: z.boolean('Cochez la case pour confirmer.').refine((sure) => sure, 'Cochez la case pour confirmer.'),
});

interface RevokePartnerProps {
  readonly name: string;
  readonly opKey: string;
  readonly answer: TeamAnswer;
}

/** The form that closes a partner's access. */
export function RevokePartner({ name, opKey, answer }: RevokePartnerProps) {
  const refused = answer !== undefined && 'result' in answer && answer.act === 'revoke' ? answer.result : null;
  const [form, fields] = useRefusedForm(revocationForm, refused, { id: 'fermeture' });
  return (
    <section aria-labelledby="titre-fermer">
      <h2 id="titre-fermer">Fermer l’accès de ce partenaire</h2>
      <details open={refused !== null}>
        <summary>Je veux fermer cet accès</summary>
        <ActForm act="revoke" opKey={opKey} form={form} className="narrow">
          <p>
            Plus aucun agent de {name} ne pourra agir, même dans une page déjà ouverte. Les personnes orientées gardent
            leurs pass et leurs places. Cela ne peut pas être annulé.
          </p>
          <CheckField field={fields.sure} label="J’ai compris, je ferme cet accès." />
          <SubmitButton look="grave">Je ferme l’accès de ce partenaire</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}
