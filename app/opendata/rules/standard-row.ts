import { type Closure, withClosures } from '#app/directory/rules/closure.ts';
import { LIST_SEPARATOR, V1_FIELDS, type V1Field } from '#app/directory/rules/standard.ts';

/** What the directory publishes of a venue. Its welcome note names people: it is not part of it. */
export interface PublishedVenue {
  id: string;
  slug: string;
  source: string;
  pivot: string | null;
  name: string;
  street: string;
  streetExtra: string | null;
  postcode: string;
  commune: string;
  inseeCode: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  emails: readonly string[];
  websites: readonly string[];
  openingHours: string | null;
  closures: readonly Closure[];
  summary: string | null;
  detail: string | null;
  typologies: readonly string[];
  services: readonly string[];
  publics: readonly string[];
  specialCare: readonly string[];
  fees: readonly string[];
  programmes: readonly string[];
  trainingLabels: readonly string[];
  otherLabels: readonly string[];
  accessModes: readonly string[];
  supportModes: readonly string[];
  itinerancy: readonly string[];
  parentStructure: string | null;
  accessibilityUrl: string | null;
  appointmentUrl: string | null;
  wheelchair: boolean | null;
  /** Announced by its source. */
  acceptsPass: boolean;
  /** Its organisation is recognised by the authority today. */
  labelled: boolean;
  /** YYYY-MM-DD */
  sourceUpdatedOn: string;
  updatedAt: Date;
}

/** A row of the national standard v1: text, but the position; fields without a value are absent. */
export type StandardRow = Partial<Record<V1Field, string | number>>;

/** What the standard asks to be written when the organisation is not known. */
const UNKNOWN_PIVOT = '00000000000000';
/** The standard lost its word for the pass in v1: these words stand among the free labels. */
export const PASS_LABEL = 'Pass numérique';
const PASS_FEE = 'Gratuit sous condition';
/** Of the schema, stricter than the official library. */
const SCHEMA_PHONE = /^\+(33|590|594|262|596|269|687|689|508|681)\d{6,9}$/;
const SCHEMA_INSEE = /^([013-9]\d|2[AB1-9])\d{3}$/;
const LONGEST_SUMMARY = 280;
/**
 * The schema v1.0.2 writes « Étapes numériques(La Poste) » in its pattern, the official library
 * « Étapes numériques (La Poste) »: no spelling satisfies both, so it goes among the free labels.
 */
const LABELS_OF_TWO_SPELLINGS = new Set(['Étapes numériques (La Poste)', 'Étapes numériques(La Poste)']);

/** Writes a venue in the words of the standard v1, accepted by its schema and by the official library. */
export function standardRow(venue: PublishedVenue): StandardRow {
  const written: Record<V1Field, string | number | null> = {
    id: venue.id,
    pivot: venue.pivot ?? UNKNOWN_PIVOT,
    nom: venue.name,
    commune: venue.commune,
    code_postal: venue.postcode,
    code_insee: venue.inseeCode !== null && SCHEMA_INSEE.test(venue.inseeCode) ? venue.inseeCode : null,
    adresse: venue.street,
    complement_adresse: venue.streetExtra,
    latitude: venue.lat,
    longitude: venue.lon,
    typologie: list(venue.typologies),
    telephone: venue.phone !== null && SCHEMA_PHONE.test(venue.phone) ? venue.phone : null,
    courriels: list(venue.emails),
    site_web: list(venue.websites),
    // Closures are a part of the syntax: whoever reads the file knows of them.
    horaires: venue.openingHours === null ? null : withClosures(venue.openingHours, venue.closures),
    ...presentation(venue),
    source: venue.source,
    itinerance: list(venue.itinerancy),
    structure_parente: venue.parentStructure,
    date_maj: venue.sourceUpdatedOn,
    services: list(venue.services),
    publics_specifiquement_adresses: list(venue.publics),
    prise_en_charge_specifique: list(venue.specialCare),
    frais_a_charge: list(takesPass(venue) ? [...venue.fees, PASS_FEE] : venue.fees),
    dispositif_programmes_nationaux: list(venue.programmes),
    formations_labels: list(venue.trainingLabels.filter((label) => !LABELS_OF_TWO_SPELLINGS.has(label))),
    autres_formations_labels: list(freeLabels(venue)),
    modalites_acces: list(venue.accessModes),
    modalites_accompagnement: list(venue.supportModes),
    fiche_acces_libre: venue.accessibilityUrl,
    prise_rdv: venue.appointmentUrl,
  };
  return Object.fromEntries(
    V1_FIELDS.flatMap((field) => {
      const value = written[field];
      return value === null || value === '' ? [] : [[field, value]];
    }),
  );
}

/** Whether passes are taken there, by the authority's word or by its source's. */
export function takesPass({ labelled, acceptsPass }: Pick<PublishedVenue, 'labelled' | 'acceptsPass'>): boolean {
  return labelled || acceptsPass;
}

function freeLabels(venue: PublishedVenue): string[] {
  const moved = venue.trainingLabels.some((label) => LABELS_OF_TWO_SPELLINGS.has(label));
  const known = venue.otherLabels.some((label) => /pass num[ée]rique/i.test(label));
  return [
    ...venue.otherLabels,
    ...(moved ? ['Étapes numériques (La Poste)'] : []),
    ...(takesPass(venue) && !known ? [PASS_LABEL] : []),
  ];
}

/** A summary longer than the standard admits is cut at a word; then the detail says it whole. */
function presentation({ summary, detail }: PublishedVenue) {
  if (summary === null || summary.length <= LONGEST_SUMMARY) {
    return { presentation_resume: summary, presentation_detail: detail };
  }
  const room = summary.slice(0, LONGEST_SUMMARY - 1);
  const words = room.includes(' ') ? room.slice(0, room.lastIndexOf(' ')) : room;
  return {
    presentation_resume: `${words}…`,
    presentation_detail: detail === null ? summary : `${summary}\n${detail}`,
  };
}

function list(values: readonly string[]): string | null {
  const distinct = [...new Set(values)];
  return distinct.length === 0 ? null : distinct.join(LIST_SEPARATOR);
}
