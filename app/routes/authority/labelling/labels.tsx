import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { labelEndSchema } from '#app/directory/rules/label.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from '../act-form.tsx';
import type { TeamAnswer } from '../team/team.tsx';

interface Label {
  readonly id: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

interface LabelsProps {
  readonly orgId: string;
  readonly labels: readonly Label[];
  readonly today: string;
  readonly opKey: string;
  readonly answer: TeamAnswer;
}

/** When an organisation may accept passes: its periods, the end of the one in force; one more takes a file. */
export function Labels({ orgId, labels, today, opKey, answer }: LabelsProps) {
  const refused = (act: string) =>
    answer !== undefined && 'result' in answer && answer.act === act ? answer.result : null;
  const open = labels.filter((label) => label.endsOn === null || label.endsOn >= today);
  return (
    <section aria-labelledby="titre-periodes">
      <h2 id="titre-periodes">Quand elle accepte les pass</h2>
      {labels.length === 0 && <p>Pas encore&nbsp;: son dossier n’est pas validé.</p>}
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
      <p>
        Une période nouvelle, ou un renouvellement, demande{' '}
        <a href={`/metropole/lieux/${orgId}/dossier`}>un dossier validé par deux personnes</a>.
      </p>
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
      <summary>Suspendre, ou finir plus tôt, la période du {sayDate(label.startsOn)}</summary>
      <ActForm act="end-label" opKey={opKey} form={form} className="narrow">
        <input type="hidden" name={fields.labelId.name} value={label.id} />
        <DateField
          field={fields.endsOn}
          label="Dernier jour où elle accepte les pass"
          min={today}
          {...(label.endsOn === null ? {} : { max: label.endsOn })}
          required
        />
        <SubmitButton look="grave">J’enregistre ce dernier jour</SubmitButton>
      </ActForm>
    </details>
  );
}

function StateTag({ label, today }: { label: Label; today: string }) {
  if (label.startsOn > today) return <Tag>à venir</Tag>;
  return label.endsOn === null || label.endsOn >= today ? <Tag look="ok">en cours</Tag> : <Tag>finie</Tag>;
}
