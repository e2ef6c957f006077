import { createHash } from 'node:crypto';
import type { Database } from '#db/client.ts';
import {
  readVenueKeys,
  readVenueSlugs,
  type VenueFacts,
  type VenueWrite,
  writeVenues,
} from '#db/queries/venue-import.ts';
import { communeList } from './communes.ts';
import { resolveCommune } from './rules/commune.ts';
import { detectFileVersion, type StandardVersion } from './rules/detect-version.ts';
import { toMercator } from './rules/distance.ts';
import { cleanRow, type ReadVenue, readRow } from './rules/read-row.ts';
import { freeSlug, venueSlug } from './rules/slug.ts';
import type { Refusal, TextRow } from './rules/standard.ts';
import { type OfficialVenue, validateRow } from './validate-row.ts';

export interface ImportOptions {
  /** Files every venue under this source, whatever the rows say. */
  source?: string;
  now: Date;
  newId: () => string;
  /** Reads and reports, writes nothing. */
  dryRun?: boolean;
}

export interface RefusedRow extends Refusal {
  /** Place of the row in the file, from 1. */
  row: number;
  id: string | null;
  name: string | null;
}

/** read = created + updated + unchanged + refused.length, always. */
export interface ImportReport {
  version: StandardVersion;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: RefusedRow[];
  dryRun: boolean;
}

/** Imports the raw rows of one file of the national standard, in one transaction. */
export async function importVenues(
  db: Database,
  rows: readonly unknown[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { accepted, refused } = readAll(rows, options.source);
  const report: ImportReport = {
    version: detectFileVersion(rows.map((row) => cleanRow(row) ?? {})),
    read: rows.length,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused,
    dryRun: options.dryRun === true,
  };
  await db.transaction(async (tx) => {
    const known = await readVenueKeys(tx, [...new Set(accepted.map(({ source }) => source))]);
    const slugs = new Set(await readVenueSlugs(tx));
    const writes: VenueWrite[] = [];
    for (const facts of accepted) {
      const existing = known.get(keyOf(facts));
      if (existing?.contentHash === facts.contentHash) {
        report.unchanged += 1;
        continue;
      }
      if (existing === undefined) report.created += 1;
      else report.updated += 1;
      // An address once given is never taken back: links and QR codes rely on it.
      const slug = existing?.slug ?? freeSlug(venueSlug(facts.name, facts.commune), slugs);
      slugs.add(slug);
      writes.push({
        ...facts,
        id: existing?.id ?? options.newId(),
        slug,
        importedAt: options.now,
        updatedAt: options.now,
      });
    }
    if (!report.dryRun) await writeVenues(tx, writes);
  });
  return report;
}

function keyOf({ source, sourceId }: { source: string; sourceId: string }): string {
  return JSON.stringify([source, sourceId]);
}

function readAll(
  rows: readonly unknown[],
  source: string | undefined,
): { accepted: VenueFacts[]; refused: RefusedRow[] } {
  const accepted: VenueFacts[] = [];
  const refused: RefusedRow[] = [];
  const firstSeen = new Map<string, number>();
  rows.forEach((raw, at) => {
    const verdict = readOne(raw, source);
    if (verdict.kind === 'refused') {
      refused.push({ row: at + 1, ...nameOf(raw), field: verdict.field, reason: verdict.reason });
      return;
    }
    const key = keyOf(verdict.facts);
    const first = firstSeen.get(key);
    if (first !== undefined) {
      refused.push({
        row: at + 1,
        ...nameOf(raw),
        field: 'id',
        reason: `La ligne ${first} du même fichier porte déjà cet identifiant.`,
      });
      return;
    }
    firstSeen.set(key, at + 1);
    accepted.push(verdict.facts);
  });
  return { accepted, refused };
}

function nameOf(raw: unknown): { id: string | null; name: string | null } {
  const row: TextRow = cleanRow(raw) ?? {};
  return { id: row.id ?? null, name: row.nom ?? null };
}

function readOne(
  raw: unknown,
  source: string | undefined,
): { kind: 'accepted'; facts: VenueFacts } | ({ kind: 'refused' } & Refusal) {
  const read = readRow(raw);
  if (read.kind === 'refused') return read;
  const validated = validateRow(read);
  if (validated.kind === 'refused') return validated;
  const from = source ?? validated.venue.source;
  if (from === undefined) {
    return { kind: 'refused', field: 'source', reason: 'La ligne ne dit pas d’où elle vient. Ajoutez --source NOM.' };
  }
  return { kind: 'accepted', facts: toFacts(read, validated.venue, from) };
}

const UNKNOWN_PIVOT = '00000000000000';

function toFacts(read: ReadVenue, venue: OfficialVenue, source: string): VenueFacts {
  const commune = resolveCommune(
    {
      commune: venue.adresse.commune,
      postcode: venue.adresse.code_postal,
      inseeCode: venue.adresse.code_insee ?? null,
    },
    communeList(),
  );
  const place = positionOf(venue);
  const care = [...(venue.prise_en_charge_specifique ?? [])];
  const facts = {
    source,
    sourceId: venue.id,
    pivot: venue.pivot === UNKNOWN_PIVOT ? null : venue.pivot,
    name: venue.nom,
    street: venue.adresse.voie,
    streetExtra: venue.adresse.complement_adresse ?? null,
    postcode: venue.adresse.code_postal,
    commune: commune.name,
    inseeCode: commune.inseeCode,
    ...place,
    phone: venue.contact?.telephone ?? null,
    emails: [...(venue.contact?.courriels ?? [])],
    websites: [...(venue.contact?.site_web ?? [])],
    openingHours: venue.horaires ?? null,
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
    wheelchair: care.some((need) => need === 'Handicaps moteurs') ? true : null,
    acceptsPass: read.acceptsPass,
    inTerritory: commune.inTerritory,
    sourceUpdatedOn: read.row.date_maj ?? '',
  };
  return { ...facts, contentHash: createHash('sha256').update(JSON.stringify(facts)).digest('hex') };
}

/** Zero, zero is in the Gulf of Guinea: it means that nobody knew. */
function positionOf(venue: OfficialVenue): Pick<VenueFacts, 'lat' | 'lon' | 'mx' | 'my'> {
  const at = venue.localisation;
  if (at === undefined || (at.latitude === 0 && at.longitude === 0))
    return { lat: null, lon: null, mx: null, my: null };
  const position = { lat: at.latitude, lon: at.longitude };
  return { ...position, ...toMercator(position) };
}
