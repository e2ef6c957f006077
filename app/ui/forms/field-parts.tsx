import type { ReactNode } from 'react';

/** What a component needs of a Conform field. */
export interface FieldFacts {
  readonly id: string;
  readonly name: string;
  readonly errorId: string;
  readonly descriptionId: string;
  readonly errors?: string[] | undefined;
  readonly defaultValue?: string | undefined;
  readonly defaultOptions?: string[] | undefined;
  readonly defaultChecked?: boolean | undefined;
}

export interface LabelledField {
  readonly field: FieldFacts;
  readonly label: ReactNode;
  /** One short line that helps to answer. */
  readonly hint?: ReactNode;
}

/** What links a control to its hint and its error. */
export function describing({ field, hint }: Pick<LabelledField, 'field' | 'hint'>) {
  const ids = [hint === undefined ? null : field.descriptionId, field.errors ? field.errorId : null];
  const describedBy = ids.filter((id) => id !== null).join(' ');
  return {
    ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
    ...(field.errors ? { 'aria-invalid': true as const } : {}),
  };
}

/** The hint of a field, then what is wrong with its answer. */
export function FieldNotes({ field, hint }: Pick<LabelledField, 'field' | 'hint'>) {
  return (
    <>
      {hint !== undefined && (
        <span className="hint" id={field.descriptionId}>
          {hint}
        </span>
      )}
      {field.errors && (
        <span className="wrong" id={field.errorId}>
          {field.errors.join(' ')}
        </span>
      )}
    </>
  );
}

/** Label, hint and error around one control. */
export function FieldFrame({ field, label, hint, children }: LabelledField & { readonly children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={field.id}>{label}</label>
      <FieldNotes field={field} hint={hint} />
      {children}
    </div>
  );
}
