import type { Precision } from './geocoding.ts';

/** What may be said of a venue: by a source, by the venue itself, by the authority. */
export interface VenueFields {
  name: string;
  pivot: string | null;
  street: string;
  streetExtra: string | null;
  postcode: string;
  commune: string;
  inseeCode: string | null;
  inTerritory: boolean;
  lat: number | null;
  lon: number | null;
  /** Null for a position that the source published. */
  positionPrecision: Precision | null;
  phone: string | null;
  emails: readonly string[];
  websites: readonly string[];
  openingHours: string | null;
  /** Hours in words that no program reads: shown as the venue's own. */
  hoursText: string | null;
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
  acceptsPass: boolean;
}
export type VenueField = keyof VenueFields;

/** Fields that only mean something together: all are taken from the same record. */
export const FIELD_GROUPS = {
  name: ['name'],
  address: ['street', 'streetExtra', 'postcode', 'commune', 'inseeCode', 'inTerritory'],
  position: ['lat', 'lon', 'positionPrecision'],
  hours: ['openingHours', 'hoursText'],
  phone: ['phone'],
  emails: ['emails'],
  websites: ['websites'],
  summary: ['summary'],
  detail: ['detail'],
  publics: ['publics'],
  fees: ['fees'],
  itinerancy: ['itinerancy'],
  pivot: ['pivot'],
  parentStructure: ['parentStructure'],
  accessibilityUrl: ['accessibilityUrl'],
  appointmentUrl: ['appointmentUrl'],
  wheelchair: ['wheelchair'],
  pass: ['acceptsPass'],
  typologies: ['typologies'],
  services: ['services'],
  specialCare: ['specialCare'],
  programmes: ['programmes'],
  trainingLabels: ['trainingLabels'],
  otherLabels: ['otherLabels'],
  accessModes: ['accessModes'],
  supportModes: ['supportModes'],
} as const satisfies Record<string, readonly VenueField[]>;
export type FieldGroup = keyof typeof FIELD_GROUPS;

/** Each source knows a part of these lists: what they say together is the truth. */
export const UNITED: ReadonlySet<FieldGroup> = new Set([
  'typologies',
  'services',
  'specialCare',
  'programmes',
  'trainingLabels',
  'otherLabels',
  'accessModes',
  'supportModes',
]);

/** The venue's own word, then the authority's, then the imports. */
export const OWN_SOURCES = ['venue', 'metropole'] as const;

/** What one source says of a venue, and when it said it. */
export interface VenueRecord {
  id: string;
  source: string;
  sourceId: string;
  fields: Partial<VenueFields>;
  /** YYYY-MM-DD. */
  saidOn: string;
}
