import type { ReactNode } from 'react';

interface ErrorSummaryProps {
  /** The form of `useRefusedForm`. */
  readonly form: { readonly id: string; readonly allErrors: Record<string, string[]> };
}

/**
 * What is wrong with a refused form, first thing on the page: it takes the focus as the page opens and
 * leads to each field.
 */
export function ErrorSummary({ form }: ErrorSummaryProps) {
  const { '': whole = [], ...byField } = form.allErrors;
  const wrong = Object.entries(byField).filter(([, errors]) => errors.length > 0);
  if (whole.length === 0 && wrong.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refusal the first thing to read is why, for speech too
    <div className="errors" role="alert" tabIndex={-1} autoFocus>
      <h2>
        {wrong.length === 0
          ? 'Cela n’a pas pu se faire'
          : wrong.length === 1
            ? 'Une réponse à revoir'
            : 'Des réponses à revoir'}
      </h2>
      {whole.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {wrong.length > 0 && (
        <ul>
          {wrong.map(([name, errors]) => (
            <li key={name}>
              <a href={`#${form.id}-${name}`}>{errors.join(' ')}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FormStepProps {
  readonly number?: number;
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** A part of a long form, numbered when order helps. */
export function FormStep({ number, title, children }: FormStepProps) {
  return (
    <fieldset className="step">
      <legend>
        {number !== undefined && <span className="n">{number}</span>}
        {title}
      </legend>
      {children}
    </fieldset>
  );
}

interface SubmitButtonProps {
  readonly children: ReactNode;
  /** `quiet` for a second act, `grave` for one that takes something away. */
  readonly look?: 'main' | 'quiet' | 'grave';
  readonly wide?: boolean;
  readonly name?: string;
  readonly value?: string;
}

/** The button of a form, with a verb on it. */
export function SubmitButton({ children, look = 'main', wide = false, ...button }: SubmitButtonProps) {
  const classes = ['btn', look === 'main' ? '' : look, wide ? 'wide' : ''].filter((name) => name !== '');
  return (
    <button type="submit" className={classes.join(' ')} {...button}>
      {children}
    </button>
  );
}
