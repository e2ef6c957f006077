import type { CommuneLookup } from '#app/directory/rules/commune.ts';
import type { Refusal, TextRow } from '#app/directory/rules/standard.ts';

/** The shapes of files that are read, by the name that tells them. */
export const SHAPES = [
  'standard',
  'conseillers-numeriques',
  'data-inclusion',
  'hinaura-brut',
  'france-services',
  'aidants-connect',
  'resin',
] as const;
export type ShapeName = (typeof SHAPES)[number];

/** Who first published a row that another passes on: the same there and here is the same venue. */
export interface Origin {
  source: string;
  id: string;
}

/** A row said in the words of the national standard, with what only we keep beside it. */
export interface AdaptedRow {
  kind: 'row';
  /** Fields of the standard (v0.1 or v1) as text, number or list: `readRow` takes it from there. */
  row: Readonly<Record<string, unknown>>;
  /** Hours in words that no program reads; `row.horaires` is then absent. */
  hoursText?: string | null;
  wheelchair?: boolean | null;
  origin?: Origin | null;
}

export type Adapted = AdaptedRow | ({ kind: 'refused' } & Refusal);

export interface AdaptContext {
  communes: CommuneLookup;
  /** The day the file was published (YYYY-MM-DD), for shapes whose rows bear no date. */
  publishedOn: string | null;
}

export interface Adapter {
  shape: ShapeName;
  /** Whether a row, with the file it comes from, is of this shape. */
  recognises(rows: readonly TextRow[]): boolean;
  adapt(raw: Readonly<Record<string, unknown>>, context: AdaptContext): Adapted;
  /** The source of rows that do not name theirs. */
  source: string | null;
}

/** Producers that did not know a date wrote this one; pages then say that it is unknown. */
export const UNKNOWN_DAY = '1970-01-01';
/** What producers write for an identifier they do not have. */
export const UNKNOWN_PIVOT = '00000000000000';

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\u00a0/g, ' ').trim();
  return typeof value === 'number' ? String(value) : '';
}

/** A SIRET written in groups; anything else is not known. */
export function pivotOf(value: unknown): string {
  const digits = textOf(value).replace(/\s/g, '');
  return /^\d{14}$/.test(digits) ? digits : UNKNOWN_PIVOT;
}

/** A French phone whose spreadsheet ate the zero. Undefined when it is no phone. */
export function phoneOf(value: unknown): string | undefined {
  const digits = textOf(value).replace(/[^\d+]/g, '');
  if (/^[1-9]\d{8}$/.test(digits)) return `+33${digits}`;
  return /^(0[1-9]\d{8}|\+33[1-9]\d{8})$/.test(digits) ? digits.replace(/^0/, '+33') : undefined;
}

/** The words between which commas and stray quotes stand, in exports whose quoting broke. */
export function brokenList(value: unknown): string[] {
  return textOf(value)
    .split(/"?\s*,\s*"|"\s*,\s*"?|"|,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The standard's words whose pattern one of the items bears. */
export function wordsFor(items: readonly string[], table: readonly (readonly [RegExp, string])[]): string[] {
  const found = table.filter(([pattern]) => items.some((item) => pattern.test(item))).map(([, word]) => word);
  return [...new Set(found)];
}
