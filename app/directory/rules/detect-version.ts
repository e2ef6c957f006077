import { type TextRow, V1_FIELDS } from './standard.ts';
import { V01_SERVICES } from './upgrade-v01.ts';

export type StandardVersion = 'v0.1' | 'v1';

/** Fields that only v0.1 has. The export of the conseillers numériques spells one with a double s. */
const V01_ONLY = [
  'publics_accueillis',
  'conditions_acces',
  'conditions_access',
  'labels_nationaux',
  'labels_autres',
  'courriel',
  'cle_ban',
  'accessibilite',
];

const SHARED_WITH_V01 = new Set([
  'id',
  'pivot',
  'nom',
  'commune',
  'code_postal',
  'code_insee',
  'adresse',
  'complement_adresse',
  'latitude',
  'longitude',
  'typologie',
  'telephone',
  'site_web',
  'horaires',
  'presentation_resume',
  'presentation_detail',
  'source',
  'structure_parente',
  'date_maj',
  'services',
  'modalites_accompagnement',
  'prise_rdv',
]);
const V1_ONLY = V1_FIELDS.filter((field) => !SHARED_WITH_V01.has(field));

/** The version a row is written in. Files in between the two exist: the words of `services` decide first. */
export function detectVersion(row: TextRow): StandardVersion {
  const services = row.services;
  if (services !== undefined) {
    const first = services.split(/[;|]/)[0]?.trim() ?? '';
    return services.includes(';') || V01_SERVICES.has(first) ? 'v0.1' : 'v1';
  }
  if (V1_ONLY.some((field) => row[field] !== undefined)) return 'v1';
  return V01_ONLY.some((field) => row[field] !== undefined) ? 'v0.1' : 'v1';
}

/** The version most rows of a file are written in. */
export function detectFileVersion(rows: readonly TextRow[]): StandardVersion {
  const old = rows.filter((row) => detectVersion(row) === 'v0.1').length;
  return old * 2 > rows.length ? 'v0.1' : 'v1';
}
