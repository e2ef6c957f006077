import { DIFFERENCE_OUTCOMES } from '#app/allocation/rules/states.ts';
import { OUTCOME_LABELS } from '#app/allocation/texts.fr.ts';
import { CheckChips, RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { DifferenceRow } from '#db/queries/journeys.ts';
import { cancelForm, type JourneyAct, receiveForm, settleForm } from './journey-schemas.ts';

export type JourneyAnswer = { act: string | null; result: Parameters<typeof useRefusedForm>[1] } | undefined;

interface FormProps {
  readonly opKey: string;
  readonly answer: JourneyAnswer;
}

function refusedOf(answer: JourneyAnswer, act: JourneyAct) {
  return answer?.act === act ? answer.result : null;
}

function Hidden({ act, opKey }: { act: JourneyAct; opKey: string }) {
  return (
    <>
      <input type="hidden" name="act" value={act} />
      <OpKeyField value={opKey} />
    </>
  );
}

/** Says that the booklets have left, or that they will not. */
export function SendForms({ opKey, answer }: FormProps) {
  const [sending] = useRefusedForm(cancelForm, refusedOf(answer, 'send'), { id: 'depart' });
  const [form, fields] = useRefusedForm(cancelForm, refusedOf(answer, 'cancel'), { id: 'annulation' });
  return (
    <section className="panel narrow no-print" aria-labelledby="titre-depart">
      <h2 id="titre-depart">Ces carnets sont prêts</h2>
      <form method="post" id={sending.id} noValidate>
        <ErrorSummary form={sending} />
        <Hidden act="send" opKey={opKey} />
        <p>Imprimez le bordereau, glissez-le avec les carnets, puis dites quand ils partent.</p>
        <SubmitButton>Ces carnets partent</SubmitButton>
      </form>
      <details open={refusedOf(answer, 'cancel') !== null}>
        <summary>Ils ne partiront pas</summary>
        <form method="post" id={form.id} noValidate>
          <ErrorSummary form={form} />
          <Hidden act="cancel" opKey={opKey} />
          <TextField field={fields.reason} label="Pourquoi&nbsp;?" autoComplete="off" required />
          <SubmitButton look="grave">J’annule cet envoi</SubmitButton>
        </form>
      </details>
    </section>
  );
}

/** The count on arrival: how many, and the number of each booklet that lacks. */
export function ReceiveForm({ opKey, answer, serials }: FormProps & { readonly serials: readonly string[] }) {
  const refused = refusedOf(answer, 'receive');
  const [form, fields] = useRefusedForm(receiveForm, refused, { id: 'comptage' });
  return (
    <section className="panel narrow no-print" aria-labelledby="titre-comptage">
      <h2 id="titre-comptage">Comptez les carnets reçus</h2>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <Hidden act="receive" opKey={opKey} />
        <TextField
          field={fields.counted}
          label="Combien de carnets avez-vous comptés&nbsp;?"
          hint={`Le bordereau en annonce ${serials.length}.`}
          inputMode="numeric"
          required
        />
        <details open={refused !== null}>
          <summary>Il en manque</summary>
          <CheckChips
            field={fields.missing}
            label="Lesquels manquent&nbsp;?"
            hint="cochez le numéro de chaque carnet manquant"
            choices={serials.map((serial) => ({ value: serial, label: serial }))}
          />
          <TextArea field={fields.note} label="Un mot pour la collectivité" hint="facultatif" rows={2} />
        </details>
        <SubmitButton>Je confirme ce comptage</SubmitButton>
      </form>
    </section>
  );
}

/** What became of booklets that did not arrive. */
export function SettleForm({ opKey, answer, open }: FormProps & { readonly open: readonly DifferenceRow[] }) {
  const [form, fields] = useRefusedForm(settleForm, refusedOf(answer, 'settle'), {
    id: 'reglement',
    defaultValue: { differenceIds: open.length === 1 && open[0] !== undefined ? [open[0].id] : [] },
  });
  return (
    <section className="panel narrow no-print" aria-labelledby="titre-reglement">
      <h2 id="titre-reglement">Régler cet écart</h2>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <Hidden act="settle" opKey={opKey} />
        <CheckChips
          field={fields.differenceIds}
          label="Quels carnets&nbsp;?"
          choices={open.map(({ id, serial }) => ({ value: id, label: serial }))}
        />
        <RadioPicks
          field={fields.outcome}
          label="Que sont-ils devenus&nbsp;?"
          choices={DIFFERENCE_OUTCOMES.map((outcome) => ({ value: outcome, label: capital(OUTCOME_LABELS[outcome]) }))}
        />
        <TextArea field={fields.reason} label="Ce qui a été constaté" rows={2} required />
        <SubmitButton>Je règle cet écart</SubmitButton>
      </form>
    </section>
  );
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
}
