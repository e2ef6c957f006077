import { createHash } from 'node:crypto';
import { communeList } from '#app/directory/communes.ts';
import { readOpening } from '#app/directory/read-opening-hours.ts';
import { resolveCommune } from '#app/directory/rules/commune.ts';
import { cleanRow, type ReadVenue, readRow } from '#app/directory/rules/read-row.ts';
import type { Refusal, TextRow } from '#app/directory/rules/standard.ts';
import { type OfficialVenue, validateRow } from '#app/directory/validate-row.ts';
import { adapterOf } from './rules/adapters/detect.ts';
import { type AdaptedRow, type Adapter, type Origin, type ShapeName, UNKNOWN_PIVOT } from './rules/adapters/shape.ts';
import type { VenueFields } from './rules/fields.ts';

/** A row that can become a venue, or a part of one. */
export interface ReadRecord {
  /** Place of the row in the file, from 1. */
  row: number;
  source: string;
  sourceId: string;
  origin: Origin | null;
  fields: VenueFields;
  saidOn: string;
  contentHash: string;
}

export interface RefusedRow extends Refusal {
  /** Place of the row in the file, from 1. */
  row: number;
  id: string | null;
  name: string | null;
}

export interface ReadOptions {
  /** Files every row under this source, whatever the rows say. */
  source?: string | undefined;
  /** The shape of the file; by what it holds otherwise. */
  shape?: ShapeName | undefined;
  /** The day the file was published (YYYY-MM-DD), for shapes whose rows bear no date. */
  publishedOn?: string | undefined;
}

export interface RowsRead {
  shape: ShapeName;
  accepted: ReadRecord[];
  refused: RefusedRow[];
}

/** Reads every row of a file, of any shape: each is accepted, or refused with its field and the reason. */
export function readRows(rows: readonly unknown[], options: ReadOptions = {}): RowsRead {
  const cleaned = rows.map((row) => cleanRow(row) ?? {});
  const adapter = adapterOf(cleaned, options.shape);
  const accepted: ReadRecord[] = [];
  const refused: RefusedRow[] = [];
  const firstSeen = new Map<string, number>();
  for (const [at, raw] of rows.entries()) {
    const verdict = readOne(raw, adapter, options);
    const refuse = ({ field, reason }: Refusal) =>
      refused.push({ row: at + 1, ...nameOf(cleaned[at] ?? {}), field, reason });
    if (verdict.kind === 'refused') {
      refuse(verdict);
      continue;
    }
    const key = JSON.stringify([verdict.record.source, verdict.record.sourceId]);
    const first = firstSeen.get(key);
    if (first !== undefined) {
      refuse({ field: 'id', reason: `La ligne ${first} du même fichier porte déjà cet identifiant.` });
      continue;
    }
    firstSeen.set(key, at + 1);
    accepted.push({ row: at + 1, ...verdict.record });
  }
  return { shape: adapter.shape, accepted, refused };
}

const ID_FIELDS = ['id', 'id_fs', 'Data pass ID', '_id'];
const NAME_FIELDS = ['nom', 'lib_fs', 'Name', 'structureName', 'Nom du lieu ou de la structure *'];

function nameOf(row: TextRow): { id: string | null; name: string | null } {
  const first = (fields: readonly string[]) => fields.map((field) => row[field]).find((value) => value !== undefined);
  return { id: first(ID_FIELDS) ?? null, name: first(NAME_FIELDS) ?? null };
}

type Read = { kind: 'read'; record: Omit<ReadRecord, 'row'> } | ({ kind: 'refused' } & Refusal);

function readOne(raw: unknown, adapter: Adapter, options: ReadOptions): Read {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { kind: 'refused', field: 'ligne', reason: 'La ligne n’est pas un objet.' };
  const adapted = adapter.adapt({ ...raw }, { communes: communeList(), publishedOn: options.publishedOn ?? null });
  if (adapted.kind === 'refused') return adapted;
  const read = readRow(adapted.row);
  if (read.kind === 'refused') return read;
  const validated = validateRow(read);
  if (validated.kind === 'refused') return validated;
  const source = options.source ?? validated.venue.source ?? adapter.source;
  if (source === null) {
    return { kind: 'refused', field: 'source', reason: 'La ligne ne dit pas d’où elle vient. Ajoutez --source NOM.' };
  }
  if (source === 'venue' || source === 'metropole')
    return {
      kind: 'refused',
      field: 'source',
      reason: `« ${source} » est réservé : choisissez un autre nom de source.`,
    };
  const fields = fieldsOf(adapted, read, validated.venue);
  const record = {
    source,
    sourceId: validated.venue.id,
    origin: adapted.origin ?? null,
    fields,
    saidOn: read.row.date_maj ?? '',
  };
  return { kind: 'read', record: { ...record, contentHash: hashOf(record) } };
}

export function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function fieldsOf(adapted: AdaptedRow, read: ReadVenue, venue: OfficialVenue): VenueFields {
  const {
    name: commune,
    inseeCode,
    inTerritory,
  } = resolveCommune(
    {
      commune: venue.adresse.commune,
      postcode: venue.adresse.code_postal,
      inseeCode: venue.adresse.code_insee ?? null,
    },
    communeList(),
  );
  const care: string[] = [...(venue.prise_en_charge_specifique ?? [])];
  return {
    name: venue.nom,
    pivot: venue.pivot === UNKNOWN_PIVOT ? null : venue.pivot,
    street: venue.adresse.voie,
    streetExtra: venue.adresse.complement_adresse ?? null,
    postcode: venue.adresse.code_postal,
    commune,
    inseeCode,
    inTerritory,
    ...positionOf(venue),
    phone: venue.contact?.telephone ?? null,
    emails: [...(venue.contact?.courriels ?? [])],
    websites: [...(venue.contact?.site_web ?? [])],
    ...hoursOf(venue.horaires ?? null, adapted.hoursText ?? null),
    summary: venue.presentation?.resume ?? null,
    detail: venue.presentation?.detail ?? null,
    typologies: [...(venue.typologies ?? [])],
    services: [...(venue.services ?? [])],
    publics: [...(venue.publics_specifiquement_adresses ?? [])],
    specialCare: care,
    fees: [...(venue.frais_a_charge ?? [])],
    programmes: [...(venue.dispositif_programmes_nationaux ?? [])],
    trainingLabels: [...(venue.formations_labels ?? [])],
    otherLabels: [...(venue.autres_formations_labels ?? [])],
    accessModes: [...(venue.modalites_acces ?? [])],
    supportModes: [...(venue.modalites_accompagnement ?? [])],
    itinerancy: [...(venue.itinerance ?? [])],
    parentStructure: venue.structure_parente ?? null,
    accessibilityUrl: venue.fiche_acces_libre ?? null,
    appointmentUrl: venue.prise_rdv ?? null,
    // The standard has no word for it: only a welcome announced for motor disabilities says yes, nothing says no.
    wheelchair: adapted.wheelchair ?? (care.includes('Handicaps moteurs') ? true : null),
    acceptsPass: read.acceptsPass,
  };
}

/** A fixed Monday: whether hours can be read does not depend on the day. */
const ANY_DAY = new Date('2024-01-08T12:00:00Z');

function hoursOf(osm: string | null, words: string | null): Pick<VenueFields, 'openingHours' | 'hoursText'> {
  if (osm === null) return { openingHours: null, hoursText: words };
  const readable = readOpening(osm, ANY_DAY).kind === 'week';
  return readable ? { openingHours: osm, hoursText: null } : { openingHours: null, hoursText: osm };
}

/** Zero, zero is in the Gulf of Guinea: it means that nobody knew. */
function positionOf(venue: OfficialVenue): Pick<VenueFields, 'lat' | 'lon' | 'positionPrecision'> {
  const at = venue.localisation;
  if (at === undefined || (at.latitude === 0 && at.longitude === 0))
    return { lat: null, lon: null, positionPrecision: null };
  return { lat: at.latitude, lon: at.longitude, positionPrecision: null };
}
