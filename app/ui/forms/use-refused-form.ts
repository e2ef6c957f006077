import { type DefaultValue, type SubmissionResult, useForm } from '@conform-to/react';
import type { z } from 'zod';

interface FormOptions<Schema extends z.ZodType> {
  /** Distinguishes two forms of one page; it begins the id of each field. */
  readonly id?: string;
  readonly defaultValue?: DefaultValue<z.input<Schema>>;
}

/** What an action may have sent back; the page's own forms share it when they have the same schema. */
type LastResult = SubmissionResult<string[]> | null | undefined;

/**
 * The form and its fields as they must be shown: as first offered, or as refused, filled with what was
 * typed and with a sentence beside each wrong answer. `schema` gives the names and types of the fields.
 */
export function useRefusedForm<Schema extends z.ZodType<unknown, Record<string, unknown>>>(
  _schema: Schema,
  lastResult: LastResult,
  { id = 'form', defaultValue }: FormOptions<Schema> = {},
) {
  return useForm<z.input<Schema>>({
    id,
    lastResult: lastResult ?? null,
    ...(defaultValue === undefined ? {} : { defaultValue }),
  });
}
