import { z } from 'zod';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { decisionSchema, minutesSchema } from '#app/committee/rules/committee.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField, TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { DecisionRow } from '#db/queries/committees.ts';
import { ActForm } from '../act-form.tsx';

const { decided, owner, dueOn } = decisionSchema.shape;

export const freezeForm = z.object({});
export const decisionForm = z.object({ decided, owner, dueOn });
export const doneForm = z.object({ decisionId: z.uuid() });

interface FormProps {
  readonly opKey: string;
  readonly answer: { act: string | null; result: Parameters<typeof useRefusedForm>[1] } | undefined;
}

const refusedOf = (answer: FormProps['answer'], act: string) => (answer?.act === act ? answer.result : null);

/** Freezes the figures, once. */
export function FreezeForm({ opKey, answer }: FormProps) {
  const [form] = useRefusedForm(freezeForm, refusedOf(answer, 'freeze'), { id: 'figer' });
  return (
    <ActForm act="freeze" opKey={opKey} form={form} className="no-print">
      <p>Figez les chiffres le jour du comité&nbsp;: ils ne bougeront plus jamais.</p>
      <SubmitButton>Je fige les chiffres</SubmitButton>
    </ActForm>
  );
}

/** The minutes, and the form that writes or mends them. */
export function MinutesForm({ opKey, answer, minutes }: FormProps & { readonly minutes: string | null }) {
  const refused = refusedOf(answer, 'minutes');
  const [form, fields] = useRefusedForm(minutesSchema, refused, {
    id: 'compte-rendu',
    ...(minutes === null ? {} : { defaultValue: { minutes } }),
  });
  return (
    <section aria-labelledby="titre-compte-rendu">
      <h2 id="titre-compte-rendu">Compte rendu</h2>
      {minutes !== null && <p className="prose">{minutes}</p>}
      <details open={refused !== null} className="no-print">
        <summary>{minutes === null ? 'Écrire le compte rendu' : 'Corriger le compte rendu'}</summary>
        <ActForm act="minutes" opKey={opKey} form={form} className="narrow">
          <TextArea field={fields.minutes} label="Ce qui s’est dit" rows={8} required />
          <SubmitButton look="quiet">J’enregistre</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}

/** What was decided: who, by when, done or not. */
export function Decisions({ decisions }: { decisions: readonly (DecisionRow & { readonly opKey: string })[] }) {
  return (
    <section aria-labelledby="titre-decisions">
      <h2 id="titre-decisions">Décisions</h2>
      {decisions.length === 0 ? (
        <p>Aucune décision écrite.</p>
      ) : (
        <DataTable
          caption="Décisions et leur suivi"
          captionHidden
          rows={decisions}
          keyOf={({ id }) => id}
          columns={[
            { header: 'Décision', cell: (one) => one.decided },
            { header: 'Qui', cell: (one) => one.owner },
            { header: 'Pour le', cell: (one) => sayDate(one.dueOn) },
            {
              header: 'État',
              cell: (one) =>
                one.doneAt === null ? (
                  <ActForm act="done" opKey={one.opKey}>
                    <input type="hidden" name="decisionId" value={one.id} />
                    <SubmitButton look="quiet">
                      C’est fait<span className="visually-hidden"> : {one.decided}</span>
                    </SubmitButton>
                  </ActForm>
                ) : (
                  <Tag look="ok">fait le {sayDate(one.doneAt)}</Tag>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** One more decision. */
export function DecisionForm({ opKey, answer }: FormProps) {
  const refused = refusedOf(answer, 'decision');
  const [form, fields] = useRefusedForm(decisionForm, refused, { id: 'decision' });
  return (
    <details open={refused !== null} className="no-print">
      <summary>Ajouter une décision</summary>
      <ActForm act="decision" opKey={opKey} form={form} className="narrow">
        <TextField field={fields.decided} label="Ce qui est décidé" autoComplete="off" required />
        <TextField field={fields.owner} label="Qui s’en charge&nbsp;?" autoComplete="off" required />
        <DateField field={fields.dueOn} label="Pour quand&nbsp;?" required />
        <SubmitButton look="quiet">J’ajoute cette décision</SubmitButton>
      </ActForm>
    </details>
  );
}
