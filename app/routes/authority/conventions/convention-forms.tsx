import { z } from 'zod';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { sayNumber } from '#app/ui/components/figures.ts';
import { CheckChips, RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { FieldFrame } from '#app/ui/forms/field-parts.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { DocumentRow } from '#db/queries/conventions.ts';
import { ACT, ActForm } from '../act-form.tsx';

export const agentsForm = z.object({
  who: z.enum(['ALL', 'NAMED'], 'Dites qui peut remettre des carnets.'),
  membershipIds: z.array(z.uuid()).max(200).default([]),
});
export const revokeForm = z.object({
  reason: z.string('Écrivez pourquoi.').max(500, 'C’est trop long\u00a0: 500 caractères au plus.'),
});
const documentForm = z.object({ document: z.string().optional() });

interface FormProps {
  readonly opKey: string;
  readonly answer: { act: string | null; result: Parameters<typeof useRefusedForm>[1] } | undefined;
}

const refusedOf = (answer: FormProps['answer'], act: string) => (answer?.act === act ? answer.result : null);

interface DocumentProps extends FormProps {
  readonly documents: readonly DocumentRow[];
  readonly conventionId: string;
  readonly open: boolean;
}

/** The signed documents, and the form that adds one. */
export function DocumentForm({ opKey, answer, documents, conventionId, open }: DocumentProps) {
  const [form, fields] = useRefusedForm(documentForm, refusedOf(answer, 'document'), { id: 'piece' });
  return (
    <section aria-labelledby="titre-document">
      <h2 id="titre-document">Document signé</h2>
      {documents.length === 0 ? (
        <p>Aucun document pour l’instant.</p>
      ) : (
        <ul>
          {documents.map((one) => (
            <li key={one.id}>
              <a href={`/metropole/conventions/${conventionId}/document?piece=${one.id}`}>{one.fileName}</a> (
              {sayNumber(Math.ceil(one.byteCount / 1024))}&nbsp;ko, ajouté {sayMoment(one.addedAt)})
            </li>
          ))}
        </ul>
      )}
      {open && (
        <form method="post" encType="multipart/form-data" id={form.id} noValidate className="narrow">
          <ErrorSummary form={form} />
          <input type="hidden" name={ACT} value="document" />
          <OpKeyField value={opKey} />
          <FieldFrame field={fields.document} label="Ajouter un document" hint="un PDF de 5 Mo au plus">
            <input id={fields.document.id} name="document" type="file" accept="application/pdf" />
          </FieldFrame>
          <SubmitButton look="quiet">J’ajoute ce document</SubmitButton>
        </form>
      )}
    </section>
  );
}

interface AgentsProps extends FormProps {
  readonly agents: readonly { membershipId: string; name: string; named: boolean }[];
  readonly named: boolean;
}

/** Who hands booklets over under this convention. */
export function AgentsForm({ opKey, answer, agents, named }: AgentsProps) {
  const [form, fields] = useRefusedForm(agentsForm, refusedOf(answer, 'agents'), {
    id: 'agents',
    defaultValue: {
      who: named ? 'NAMED' : 'ALL',
      membershipIds: agents.filter((one) => one.named).map(({ membershipId }) => membershipId),
    },
  });
  return (
    <section aria-labelledby="titre-agents">
      <h2 id="titre-agents">Qui remet des carnets sous cette convention</h2>
      <ActForm act="agents" opKey={opKey} form={form} className="narrow">
        <RadioPicks
          field={fields.who}
          label="Qui&nbsp;?"
          choices={[
            { value: 'ALL', label: 'Tous les agents du partenaire' },
            { value: 'NAMED', label: 'Seulement ceux cochés ci-dessous' },
          ]}
        />
        {agents.length > 0 && (
          <CheckChips
            field={fields.membershipIds}
            label="Agents nommés"
            choices={agents.map(({ membershipId, name }) => ({ value: membershipId, label: name }))}
          />
        )}
        <SubmitButton look="quiet">J’enregistre</SubmitButton>
      </ActForm>
    </section>
  );
}

/** Ends the convention at once. */
export function RevokeForm({ opKey, answer }: FormProps) {
  const refused = refusedOf(answer, 'revoke');
  const [form, fields] = useRefusedForm(revokeForm, refused, { id: 'resiliation' });
  return (
    <section aria-labelledby="titre-resilier">
      <h2 id="titre-resilier">Résilier cette convention</h2>
      <details open={refused !== null}>
        <summary>Je veux la résilier</summary>
        <ActForm act="revoke" opKey={opKey} form={form} className="narrow">
          <p>
            Plus aucun carnet ne pourra être reçu ni remis sous cette convention, même dans une page déjà ouverte. Cela
            ne peut pas être annulé.
          </p>
          <TextField field={fields.reason} label="Pourquoi&nbsp;?" autoComplete="off" required />
          <SubmitButton look="grave">Je résilie cette convention</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}
