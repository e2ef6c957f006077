import type { InputHTMLAttributes } from 'react';
import { describing, FieldFrame, type LabelledField } from './field-parts.tsx';

type InputFacts = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'autoComplete'
  | 'autoFocus'
  | 'inputMode'
  | 'maxLength'
  | 'placeholder'
  | 'required'
  | 'spellCheck'
  | 'list'
  | 'className'
>;

type TextFieldProps = LabelledField &
  InputFacts & { readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'time' };

/** One line of text. */
export function TextField({ field, label, hint, type = 'text', ...input }: TextFieldProps) {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <input
        id={field.id}
        name={field.name}
        type={type}
        defaultValue={type === 'password' ? undefined : field.defaultValue}
        {...describing({ field, hint })}
        {...input}
      />
    </FieldFrame>
  );
}

type DateFieldProps = LabelledField & Pick<InputFacts, 'required'> & { readonly min?: string; readonly max?: string };

/** A day, 'YYYY-MM-DD' when sent. */
export function DateField({ field, label, hint, ...input }: DateFieldProps) {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <input
        id={field.id}
        name={field.name}
        type="date"
        defaultValue={field.defaultValue}
        {...describing({ field, hint })}
        {...input}
      />
    </FieldFrame>
  );
}

type TextAreaProps = LabelledField & Pick<InputFacts, 'maxLength' | 'required'> & { readonly rows?: number };

/** Several lines of text. */
export function TextArea({ field, label, hint, ...area }: TextAreaProps) {
  return (
    <FieldFrame field={field} label={label} hint={hint}>
      <textarea
        id={field.id}
        name={field.name}
        defaultValue={field.defaultValue}
        {...describing({ field, hint })}
        {...area}
      />
    </FieldFrame>
  );
}
