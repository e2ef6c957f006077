import { LIST_SEPARATOR, V1_FIELDS } from '#app/directory/rules/standard.ts';
import { type CsvLook, csvLine } from './csv.ts';
import type { StandardRow } from './standard-row.ts';

/** A file written row by row: what begins it, what each row adds, what ends it. */
export interface FileWriter<Row> {
  contentType: string;
  extension: string;
  begin: string;
  row: (row: Row, first: boolean) => string;
  end: string;
}

export const FILE_FORMATS = ['csv', 'json', 'geojson'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The CSV of the national standard v1: its 32 columns, lists separated by `|`. */
export function csvWriter(look: CsvLook): FileWriter<StandardRow> {
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    begin: (look.byteOrderMark ? '\ufeff' : '') + csvLine(V1_FIELDS, look),
    row: (row) =>
      csvLine(
        V1_FIELDS.map((field) => row[field]),
        look,
      ),
    end: '',
  };
}

/** The JSON of the national standard v1: an array of rows, as the official library takes them. */
export const JSON_WRITER: FileWriter<StandardRow> = {
  contentType: 'application/json; charset=utf-8',
  extension: 'json',
  begin: '[',
  row: (row, first) => `${first ? '\n' : ',\n'}${JSON.stringify(row)}`,
  end: '\n]\n',
};

/** RFC 7946; a venue whose position nobody knows has a null geometry. Lists become arrays. */
export const GEOJSON_WRITER: FileWriter<StandardRow> = {
  contentType: 'application/geo+json; charset=utf-8',
  extension: 'geojson',
  begin: '{"type":"FeatureCollection","features":[',
  row: (row, first) => `${first ? '\n' : ',\n'}${JSON.stringify(feature(row))}`,
  end: '\n]}\n',
};

const LISTS = new Set([
  'typologie',
  'courriels',
  'site_web',
  'itinerance',
  'services',
  'publics_specifiquement_adresses',
  'prise_en_charge_specifique',
  'frais_a_charge',
  'dispositif_programmes_nationaux',
  'formations_labels',
  'autres_formations_labels',
  'modalites_acces',
  'modalites_accompagnement',
]);

function feature({ id, latitude, longitude, ...properties }: StandardRow) {
  const placed = typeof latitude === 'number' && typeof longitude === 'number';
  return {
    type: 'Feature',
    id,
    geometry: placed ? { type: 'Point', coordinates: [longitude, latitude] } : null,
    properties: Object.fromEntries(
      Object.entries(properties).map(([field, value]) => [
        field,
        LISTS.has(field) && typeof value === 'string' ? value.split(LIST_SEPARATOR) : value,
      ]),
    ),
  };
}
