import { plainText } from '#app/directory/rules/words.ts';
import { FIELD_GROUPS, type FieldGroup, OWN_SOURCES, UNITED, type VenueFields, type VenueRecord } from './fields.ts';

/** Where the words of a group of fields come from. */
export interface Provenance {
  group: FieldGroup;
  /** The records that said it; several for lists that are put together. */
  records: readonly VenueRecord[];
}

/** Sources that do not say the same: the first is what the page shows. */
export interface Conflict {
  group: FieldGroup;
  records: readonly VenueRecord[];
}

export interface Composed {
  fields: VenueFields;
  /** The record that names the venue's source: the most recent of the imports. */
  leading: VenueRecord;
  provenance: readonly Provenance[];
  conflicts: readonly Conflict[];
}

const EMPTY: VenueFields = {
  name: '',
  pivot: null,
  street: '',
  streetExtra: null,
  postcode: '',
  commune: '',
  inseeCode: null,
  inTerritory: false,
  lat: null,
  lon: null,
  positionPrecision: null,
  phone: null,
  emails: [],
  websites: [],
  openingHours: null,
  hoursText: null,
  summary: null,
  detail: null,
  typologies: [],
  services: [],
  publics: [],
  specialCare: [],
  fees: [],
  programmes: [],
  trainingLabels: [],
  otherLabels: [],
  accessModes: [],
  supportModes: [],
  itinerancy: [],
  parentStructure: null,
  accessibilityUrl: null,
  appointmentUrl: null,
  wheelchair: null,
  acceptsPass: false,
};

/** Groups whose disagreement matters to somebody who wants to go there. */
export const WATCHED = [
  'name',
  'address',
  'hours',
  'phone',
  'emails',
  'websites',
] as const satisfies readonly FieldGroup[];

/**
 * Makes a venue of what its sources say: the venue's own word first, then the authority's, then the most
 * recent. Nothing is lost: what is not shown stays in its record, and is told as a conflict.
 * Throws when there is no record.
 */
export function compose(records: readonly VenueRecord[]): Composed {
  const ordered = [...records].sort(byPrecedence);
  const leading = ordered.find(({ source }) => !isOwn(source)) ?? ordered[0];
  if (leading === undefined) throw new Error('a venue is made of one record at least');
  const fields: VenueFields = { ...EMPTY };
  const provenance: Provenance[] = [];
  for (const group of Object.keys(FIELD_GROUPS) as FieldGroup[]) {
    const said = saidOf(group, ordered);
    const [first] = said;
    if (first === undefined) continue;
    // The venue's own list is whole; those of the imports are parts.
    const together = UNITED.has(group) && !isOwn(first.source) ? said : [first];
    write(fields, group, together);
    provenance.push({ group, records: together });
  }
  return { fields, leading, provenance, conflicts: conflictsOf(records) };
}

/** Where the sources of one venue do not say the same of what matters to somebody who wants to go there. */
export function conflictsOf(records: readonly VenueRecord[]): Conflict[] {
  const ordered = [...records].sort(byPrecedence);
  return WATCHED.flatMap((group) => {
    const [first, ...others] = saidOf(group, ordered);
    if (first === undefined) return [];
    const shown = comparableWords(first, group);
    const differing = others.filter((record) => comparableWords(record, group) !== shown);
    return differing.length === 0 ? [] : [{ group, records: [first, ...differing] }];
  });
}

/** The records that speak of a group, the one to believe first. */
function saidOf(group: FieldGroup, ordered: readonly VenueRecord[]): VenueRecord[] {
  return rankFor(
    group,
    ordered.filter((record) => says(record, group)),
  );
}

export function isOwn(source: string): boolean {
  return (OWN_SOURCES as readonly string[]).includes(source);
}

function byPrecedence(a: VenueRecord, b: VenueRecord): number {
  const rank = ({ source }: VenueRecord) => (source === 'venue' ? 0 : source === 'metropole' ? 1 : 2);
  return (
    rank(a) - rank(b) ||
    b.saidOn.localeCompare(a.saidOn) ||
    a.source.localeCompare(b.source) ||
    a.sourceId.localeCompare(b.sourceId)
  );
}

/** A name said calmly before a shouted one; a published position before one that was looked up. */
function rankFor(group: FieldGroup, said: readonly VenueRecord[]): VenueRecord[] {
  const poor = ({ source, fields }: VenueRecord): number => {
    if (isOwn(source)) return 0;
    if (group === 'name') return fields.name === fields.name?.toUpperCase() ? 1 : 0;
    if (group === 'position') return PRECISION_RANK[fields.positionPrecision ?? 'PUBLISHED'];
    return group === 'pass' && fields.acceptsPass !== true ? 1 : 0;
  };
  return [...said].sort((a, b) => poor(a) - poor(b));
}

const PRECISION_RANK = { PUBLISHED: 0, DOOR: 1, STREET: 2, COMMUNE: 3 } as const;

function says({ fields, source }: VenueRecord, group: FieldGroup): boolean {
  // An import that does not speak of the pass says false; the venue's own "no" is a word.
  if (group === 'pass') return fields.acceptsPass === true || (isOwn(source) && fields.acceptsPass === false);
  const [key] = FIELD_GROUPS[group];
  if (group === 'hours') return present(fields.openingHours) || present(fields.hoursText);
  return isOwn(source) ? fields[key] !== undefined : present(fields[key]);
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function write(fields: VenueFields, group: FieldGroup, records: readonly VenueRecord[]): void {
  const into = fields as unknown as Record<string, unknown>;
  for (const key of FIELD_GROUPS[group]) {
    const values = records.map((record) => record.fields[key]);
    into[key] = UNITED.has(group)
      ? [...new Set(values.flatMap((value) => (value ?? []) as string[]))]
      : (values[0] ?? EMPTY[key]);
  }
}

/** What a record says of a group, written one way: two that are equal say the same. */
export function comparableWords({ fields }: VenueRecord, group: FieldGroup): string {
  if (group === 'address') return plainText(`${fields.street} ${fields.inseeCode ?? fields.commune}`);
  if (group === 'hours') return (fields.openingHours ?? fields.hoursText ?? '').replace(/\s/g, '');
  const value = fields[FIELD_GROUPS[group][0]];
  return Array.isArray(value) ? [...value].map(String).sort().join(' ').toLowerCase() : plainText(String(value ?? ''));
}
