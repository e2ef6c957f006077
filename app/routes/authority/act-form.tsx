import type { ReactNode } from 'react';
import { ErrorSummary } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';

/** The hidden field that says which form of a page was sent. */
export const ACT = 'act';

interface ActFormProps {
  readonly act: string;
  readonly opKey: string;
  /** The form of `useRefusedForm`; a button that only says yes has none. */
  readonly form?: { readonly id: string; readonly allErrors: Record<string, string[]> };
  readonly className?: string;
  readonly children: ReactNode;
}

/** One form of a page that has several. */
export function ActForm({ act, opKey, form, className, children }: ActFormProps) {
  return (
    <form method="post" id={form?.id} noValidate className={className}>
      {form !== undefined && <ErrorSummary form={form} />}
      <input type="hidden" name={ACT} value={act} />
      <OpKeyField value={opKey} />
      {children}
    </form>
  );
}
