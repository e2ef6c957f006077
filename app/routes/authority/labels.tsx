import { z } from 'zod';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { labelEndSchema, labelSchema } from '#app/directory/rules/label.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from './act-form.tsx';
import type { TeamAnswer } from './team/team.tsx';

const { startsOn, endsOn } = labelSchema.shape;

/** A period for the organisation whose page it is. */
export const periodForm = z
  .object({ startsOn, endsOn })
  .refine((given) => given.endsOn === undefined || given.endsOn >= given.startsOn, {
    path: ['endsOn'],
    error: 'Le dernier jour vient après le premier.',
  });

interface Label {
  readonly id: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

interface LabelsProps {
  readonly labels: readonly Label[];
  readonly today: string;
  readonly opKey: string;
  readonly answer: TeamAnswer;
}

/** When an organisation may accept passes: its periods, the end of the one in force, one more. */
export function Labels({ labels, today, opKey, answer }: LabelsProps) {
  const refused = (act: string) =>
    answer !== undefined && 'result' in answer && answer.act === act ? answer.result : null;
  const [form, fields] = useRefusedForm(periodForm, refused('label'), { id: 'periode' });
  const open = labels.filter((label) => label.endsOn === null || label.endsOn >= today);
  return (
    <section aria-labelledby="titre-periodes">
      <h2 id="titre-periodes">Quand elle accepte les pass</h2>
      <ul className="people-list">
        {labels.map((label) => (
          <li key={label.id}>
            <span>
              du {sayDate(label.startsOn)}{' '}
              {label.endsOn === null ? 'jusqu’à nouvel ordre' : `au ${sayDate(label.endsOn)}`}
            </span>
            <StateTag label={label} today={today} />
          </li>
        ))}
      </ul>
      {open.map((label) => (
        <EndLabel
          key={label.id}
          label={label}
          today={today}
          opKey={opKey}
          refused={refused('end-label')?.initialValue?.labelId === label.id ? refused('end-label') : null}
        />
      ))}
      <details open={refused('label') !== null}>
        <summary>Ajouter une période</summary>
        <ActForm act="label" opKey={opKey} form={form} className="narrow">
          <div className="row">
            <DateField field={fields.startsOn} label="Premier jour" required />
            <DateField field={fields.endsOn} label="Dernier jour" hint="facultatif" />
          </div>
          <SubmitButton look="quiet">J’ajoute cette période</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}

interface EndLabelProps {
  readonly label: Label;
  readonly today: string;
  readonly opKey: string;
  readonly refused: Parameters<typeof useRefusedForm>[1];
}

function EndLabel({ label, today, opKey, refused }: EndLabelProps) {
  const [form, fields] = useRefusedForm(labelEndSchema, refused, {
    id: `fin-${label.id}`,
    defaultValue: { endsOn: label.endsOn ?? today },
  });
  return (
    <details open={refused !== null && refused !== undefined}>
      <summary>Changer le dernier jour de la période du {sayDate(label.startsOn)}</summary>
      <ActForm act="end-label" opKey={opKey} form={form} className="narrow">
        <input type="hidden" name={fields.labelId.name} value={label.id} />
        <DateField field={fields.endsOn} label="Dernier jour où elle accepte les pass" min={today} required />
        <SubmitButton look="grave">J’enregistre ce dernier jour</SubmitButton>
      </ActForm>
    </details>
  );
}

function StateTag({ label, today }: { label: Label; today: string }) {
  if (label.startsOn > today) return <Tag>à venir</Tag>;
  return label.endsOn === null || label.endsOn >= today ? <Tag look="ok">en cours</Tag> : <Tag>finie</Tag>;
}
