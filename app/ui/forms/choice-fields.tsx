import type { ReactNode } from 'react';
import { describing, FieldFrame, FieldNotes, type LabelledField } from './field-parts.tsx';

/** One answer among several. */
export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
}

type SelectFieldProps = LabelledField & {
  readonly choices: readonly (Choice & { readonly label: string })[];
  /** The first line, which answers nothing. */
  readonly emptyLabel?: string;
  readonly required?: boolean;
};

/** One answer from a list too long to be shown whole; prefer `RadioPicks` up to six. */
export function SelectField({ field, label, hint, choices, emptyLabel, required }: SelectFieldProps) {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <select
        id={field.id}
        name={field.name}
        defaultValue={field.defaultValue}
        required={required}
        {...describing({ field, hint })}
      >
        {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

type CheckChipsProps = LabelledField & { readonly choices: readonly Choice[] };

/** Several answers, each a chip to tick. */
export function CheckChips({ field, label, hint, choices }: CheckChipsProps) {
  const ticked = field.defaultOptions ?? [];
  return (
    <fieldset className="field" aria-describedby={describing({ field, hint })['aria-describedby']}>
      <legend className="label">{label}</legend>
      <FieldNotes field={field} hint={hint} />
      <div className="chips">
        {choices.map(({ value, label: words }, i) => (
          <label className="chip" key={value}>
            <input
              type="checkbox"
              id={choiceId(field.id, i)}
              name={field.name}
              value={value}
              defaultChecked={ticked.includes(value)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A choice that deserves a card: its words, a second line, and what stands at its right. */
export interface PickChoice extends Choice {
  readonly hint?: ReactNode;
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
}

type RadioPicksProps = Omit<LabelledField, 'label'> & {
  readonly choices: readonly PickChoice[];
  /** The question, when the fieldset around does not ask it. */
  readonly label?: ReactNode;
  readonly required?: boolean;
};

/** One answer among a few cards. Inside a numbered `FormStep`, leave `label` out: the step asks. */
export function RadioPicks({ field, label, hint, choices, required }: RadioPicksProps) {
  const cards = choices.map((choice, i) => (
    <label className="pick" key={choice.value}>
      <input
        type="radio"
        id={choiceId(field.id, i)}
        name={field.name}
        value={choice.value}
        defaultChecked={field.defaultValue === choice.value}
        disabled={choice.disabled}
        required={required}
      />
      <span>
        {choice.label}
        {choice.hint !== undefined && <span className="hint">{choice.hint}</span>}
      </span>
      {choice.aside !== undefined && <span className="tags">{choice.aside}</span>}
    </label>
  ));
  if (label === undefined) {
    return (
      <>
        <FieldNotes field={field} hint={hint} />
        {cards}
      </>
    );
  }
  return (
    <fieldset className="field" aria-describedby={describing({ field, hint })['aria-describedby']}>
      <legend className="label">{label}</legend>
      <FieldNotes field={field} hint={hint} />
      {cards}
    </fieldset>
  );
}

type CheckFieldProps = Omit<LabelledField, 'hint'> & { readonly hint?: ReactNode };

/** One box to tick: an agreement, an option. Its schema is `z.boolean()`, ticked or not. */
export function CheckField({ field, label, hint }: CheckFieldProps) {
  return (
    <div className="field">
      <label className="tick">
        <input
          type="checkbox"
          id={field.id}
          name={field.name}
          defaultChecked={field.defaultChecked}
          {...describing({ field, hint })}
        />
        <span>{label}</span>
      </label>
      <FieldNotes field={field} hint={hint} />
    </div>
  );
}

/** The first control of a group has the field's own id: the error summary leads to it. */
function choiceId(fieldId: string, position: number): string {
  return position === 0 ? fieldId : `${fieldId}-${position}`;
}
