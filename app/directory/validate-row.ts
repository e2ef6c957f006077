import { fromSchemaLieuDeMediationNumerique } from '@gouvfr-anct/lieux-de-mediation-numerique';
import type { ReadResult, ReadVenue } from './rules/read-row.ts';
import type { TextRow } from './rules/standard.ts';

/** The official library's verdict on a row of v1. */
export type Validated = { kind: 'valid'; venue: OfficialVenue } | Extract<ReadResult, { kind: 'refused' }>;
export type OfficialVenue = ReturnType<typeof fromSchemaLieuDeMediationNumerique>;

/** Passes a row through the official library, whose first error becomes a field and a sentence. */
export function validateRow({ row }: ReadVenue): Validated {
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value.replace(',', '.')));
  const { latitude, longitude, ...words } = row;
  const candidate = { ...words, latitude: number(latitude), longitude: number(longitude) };
  try {
    // The library's input type wants literal words; they are precisely what it checks.
    const venue = fromSchemaLieuDeMediationNumerique(candidate as never);
    return { kind: 'valid', venue };
  } catch (error) {
    if (!isModelError(error)) throw error;
    return { kind: 'refused', field: fieldAtFault(error, row), reason: sentence(error.message) };
  }
}

/** The library names some errors by its own models: said here by the field of the file. */
function fieldAtFault(error: { key: string; message: string }, row: TextRow): string {
  if (error.key === 'voie') return 'adresse';
  if (error.key === 'typologies') return 'typologie';
  if (error.key !== 'url') return error.key;
  const wrong = (field: string) => row[field] !== undefined && error.message.includes(row[field]);
  return wrong('prise_rdv') ? 'prise_rdv' : 'fiche_acces_libre';
}

function isModelError(error: unknown): error is Error & { key: string } {
  return error instanceof Error && 'key' in error && typeof error.key === 'string';
}

function sentence(message: string): string {
  const typographic = message.replace(/'/g, '’').replace(/’(.+)’(?= n’est)/, '« $1 »');
  return typographic.endsWith('.') ? typographic : `${typographic}.`;
}
