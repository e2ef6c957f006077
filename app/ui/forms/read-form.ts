import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data } from '@remix-run/node';
import type { z } from 'zod';
import { frenchError } from './french-errors.ts';
import { OP_KEY_NAME, opKey } from './op-key.ts';

/** What a refused form sends back: status 422, every answer kept, a sentence beside each wrong one. */
export type Refusal = ReturnType<typeof refusal>;

/** Sentences by field name; those of the whole form are under the first argument of `refuse`. */
type FieldSentences = Readonly<Record<string, string>>;

export type FormReading<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** The key of the act, for the intention's idempotency. */
      readonly opKey: string;
      /** Sends the form back, filled, when what it asks is refused. */
      readonly refuse: (sentence: string, fields?: FieldSentences) => Refusal;
    }
  | { readonly ok: false; readonly refusal: Refusal };

interface ReadOptions {
  /** Fields never sent back, such as passwords. */
  readonly hide?: readonly string[];
}

/**
 * Reads a posted form against a schema. Texts come trimmed, in one Unicode form, without the characters
 * a database cannot hold. A body that is no form is answered 400.
 */
export async function readForm<Schema extends z.ZodType>(
  source: Request | FormData,
  schema: Schema,
  { hide = [] }: ReadOptions = {},
): Promise<FormReading<z.output<Schema>>> {
  const form = cleaned(source instanceof Request ? await bodyOf(source) : source);
  const submission = parseWithZod(form, { schema, error: frenchError });
  const key = opKey.safeParse(form.get(OP_KEY_NAME));
  if (submission.status !== 'success') {
    return { ok: false, refusal: refusal(submission.reply({ hideFields: [...hide] })) };
  }
  const refuse = (sentence: string, fields: FieldSentences = {}) => {
    const fieldErrors = Object.fromEntries(Object.entries(fields).map(([name, words]) => [name, [words]]));
    return refusal(submission.reply({ formErrors: [sentence], fieldErrors, hideFields: [...hide] }));
  };
  if (!key.success) return { ok: false, refusal: refuse(STALE) };
  return { ok: true, value: submission.value, opKey: key.data, refuse };
}

const STALE = 'Cette page n’était plus à jour. Vérifiez vos réponses, puis envoyez-les de nouveau.';
const UNREADABLE = 'Le formulaire est arrivé incomplet. Revenez à la page d’avant et envoyez-le de nouveau.';
const MAX_ENTRIES = 500;

function refusal(result: SubmissionResult<string[]>) {
  // Typed and sent whole: `null` never stands for "no answer yet", the absence of action data does.
  return data({ ...result, status: 'error' as const }, { status: 422 });
}

async function bodyOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw data({ message: UNREADABLE }, { status: 400 });
  }
}

/** A field's name: words joined by dots, or short list positions; anything else is nobody's form. */
const FIELD_NAME = /^[a-z][\w-]*(\.[a-z][\w-]*|\[\d{0,2}\])*$/i;

/**
 * Conform builds objects and lists from names, and obeys two names of its own: what a stranger could
 * use of that (endless lists, prototypes, intents) stops here.
 */
function cleaned(form: FormData): FormData {
  const entries = [...form.entries()];
  if (entries.length > MAX_ENTRIES) throw data({ message: UNREADABLE }, { status: 400 });
  const clean = new FormData();
  for (const [name, value] of entries) {
    if (!FIELD_NAME.test(name) || name.split(/[.[\]]/).some((part) => part in Object.prototype)) continue;
    clean.append(name, typeof value === 'string' ? cleanText(value) : value);
  }
  return clean;
}

function cleanText(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').normalize('NFC').trim();
}
