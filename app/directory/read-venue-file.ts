import { parse } from 'csv-parse/sync';

export type VenueFile = { kind: 'rows'; rows: unknown[] } | { kind: 'unreadable'; reason: string };

/** The raw rows of a file of venues: a JSON array, or a CSV whose separator is a comma or a semicolon. */
export function readVenueFile(bytes: Uint8Array): VenueFile {
  const text = decode(bytes)
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return { kind: 'unreadable', reason: 'Le fichier est vide.' };
  return text.startsWith('[') || text.startsWith('{') ? readJson(text) : readCsv(text);
}

/** UTF-8, or what old spreadsheets write when it is not. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function readJson(text: string): VenueFile {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return { kind: 'rows', rows: value };
    return { kind: 'unreadable', reason: 'Le fichier JSON n’est pas une liste de lieux.' };
  } catch (error) {
    return {
      kind: 'unreadable',
      reason: `Le fichier JSON est abîmé : ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function readCsv(text: string): VenueFile {
  const heading = text.split('\n', 1)[0] ?? '';
  const delimiter = heading.split(';').length > heading.split(',').length ? ';' : ',';
  try {
    const rows: unknown[] = parse(text, {
      columns: true,
      delimiter,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return { kind: 'rows', rows };
  } catch (error) {
    return {
      kind: 'unreadable',
      reason: `Le fichier CSV est abîmé : ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
