import type { ImportReport } from './import-venues.ts';
import type { ShapeName } from './rules/adapters/shape.ts';
import { FIELD_GROUPS, type FieldGroup, type VenueFields } from './rules/fields.ts';
import type { Precision } from './rules/geocoding.ts';
import type { Reason } from './rules/matching.ts';
import type { RunOutcome } from './rules/states.ts';

const NBSP = '\u00a0';

/** Why two entries may be one venue, or not: read beside the score. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  SAME_ORIGIN: 'même identifiant chez le même producteur',
  SAME_PHONE: 'même téléphone',
  SAME_EMAIL: 'même e-mail',
  SAME_SITE: 'même site Internet',
  SAME_ADDRESS: 'même adresse',
  SAME_ROAD: 'même rue, sans numéro',
  SAME_SIRET: 'même SIRET',
  SAME_NAME: 'même nom',
  NAME_WITHIN: 'un nom contient l’autre',
  NAME_NEAR: 'noms proches',
  NEAR: 'à moins de 150 m',
  NAMES_APART: 'chaque nom a un mot qui lui est propre',
  NAMES_DIFFER: 'noms différents',
  OTHER_KIND: 'pas la même sorte de lieu',
  OTHER_ROAD: 'rues différentes',
  OTHER_NUMBER: 'même rue, autre numéro',
  FAR: 'loin l’un de l’autre',
  OTHER_PHONE: 'téléphones différents',
};

export const SHAPE_WORDS: Readonly<Record<ShapeName, string>> = {
  standard: 'standard national',
  'conseillers-numeriques': 'conseillers numériques',
  'data-inclusion': 'data·inclusion',
  'hinaura-brut': 'Hinaura, export brut',
  'france-services': 'France services',
  'aidants-connect': 'Aidants Connect',
  resin: 'Rés’IN',
};

export const GROUP_WORDS: Readonly<Record<FieldGroup, string>> = {
  name: 'Nom',
  address: 'Adresse',
  position: 'Place sur la carte',
  hours: 'Horaires',
  phone: 'Téléphone',
  emails: 'E-mail',
  websites: 'Site Internet',
  summary: 'Résumé',
  detail: 'Présentation',
  publics: 'Publics',
  fees: 'Tarif',
  itinerancy: 'Fixe ou itinérant',
  pivot: 'SIRET',
  parentStructure: 'Organisation',
  accessibilityUrl: 'Fiche d’accessibilité',
  appointmentUrl: 'Rendez-vous en ligne',
  wheelchair: 'Accès en fauteuil',
  pass: 'Pass numérique',
  typologies: 'Sorte de lieu',
  services: 'Services',
  specialCare: 'Accueil particulier',
  programmes: 'Dispositifs nationaux',
  trainingLabels: 'Formations',
  otherLabels: 'Autres labels',
  accessModes: 'Comment venir',
  supportModes: 'Comment on y est aidé',
};

/** How a reading of a source ended. */
export const OUTCOME_WORDS: Readonly<Record<RunOutcome, string>> = {
  APPLIED: 'appliquée',
  UNCHANGED: 'rien de nouveau',
  HELD: 'à vérifier',
  DISMISSED: 'mise de côté',
  FAILED: 'échec',
};

/** How a reading's end looks as a tag. */
export const OUTCOME_LOOKS = {
  APPLIED: 'ok',
  UNCHANGED: 'plain',
  HELD: 'warn',
  DISMISSED: 'plain',
  FAILED: 'bad',
} as const satisfies Record<RunOutcome, string>;

/** What a record says of a group of fields, in one line; null when it says nothing. */
export function groupWords(fields: Partial<VenueFields>, group: FieldGroup): string | null {
  if (group === 'address') {
    const { street = '', postcode = '', commune = '' } = fields;
    return street === '' ? null : `${street}, ${postcode} ${commune}`;
  }
  if (group === 'position') return positionWords(fields);
  if (group === 'hours') return fields.openingHours ?? fields.hoursText ?? null;
  const value = fields[FIELD_GROUPS[group][0]];
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  if (typeof value === 'boolean') return value ? 'oui' : group === 'pass' ? null : 'non';
  return value === undefined || value === null || value === '' ? null : String(value);
}

function positionWords({ lat, lon, positionPrecision }: Partial<VenueFields>): string | null {
  if (lat == null || lon == null) return null;
  const place = `${lat.toFixed(4)}, ${lon.toFixed(4)}`.replace(/\./g, ',').replace(', ', ' ; ');
  return positionPrecision == null ? place : `${place} (${PRECISION_WORDS[positionPrecision]})`;
}

/** How near the truth a position is. */
export const PRECISION_WORDS: Readonly<Record<Precision, string>> = {
  DOOR: 'placé à son adresse',
  STREET: 'placé dans sa rue',
  COMMUNE: 'position approximative : centre de la commune',
};

/** The report of an import, as text for a terminal. */
export function importReportText(report: ImportReport): string {
  const version = report.version === null ? '' : ` (${report.version})`;
  const lines = [
    `Forme reconnue   : ${SHAPE_WORDS[report.shape]}${version}`,
    `Lignes lues      : ${report.read}`,
    `  créées         : ${report.created}`,
    `  modifiées      : ${report.updated}`,
    `  inchangées     : ${report.unchanged}`,
    `  réunies        : ${report.merged} (à un lieu déjà connu d’une autre source)`,
    `  refusées       : ${report.refused.length}`,
    ...report.refused.map(({ row, id, name, field, reason }) => {
      const who = [id === null ? '' : `id ${id}`, name ?? ''].filter((part) => part !== '').join(', ');
      return `    ligne ${row}${who === '' ? '' : ` (${who})`} : ${field} : ${reason}`;
    }),
    ...(report.asked === 0
      ? []
      : [`À regarder${NBSP}: ${report.asked} lignes ressemblent à un lieu connu (page Sources des lieux).`]),
    ...(report.dryRun ? ['Essai seulement : rien n’a été écrit.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}
