import type { Tx } from '#db/client.ts';
import { askAddresses, readAddresses } from '#db/queries/geocoding.ts';
import { insertMerges, insertPairs, type MergeInsert, type PairInsert } from '#db/queries/sources/pairs.ts';
import {
  insertRecords,
  type OwnedRecord,
  type RecordChange,
  type RecordInsert,
  readKnownRecords,
  readRecordsIn,
  updateRecords,
} from '#db/queries/sources/records.ts';
import type { ReadRecord } from './read-rows.ts';
import { recomposeVenues } from './recompose-venues.ts';
import type { VenueFields } from './rules/fields.ts';
import { type Address, addressKey, communeMiddle } from './rules/geocoding.ts';
import { Neighbours } from './rules/neighbours.ts';

interface PlanOptions {
  now: Date;
  newId: () => string;
}

/** What an import will write, decided before anything is written. */
export interface ImportPlan {
  counts: { created: number; updated: number; unchanged: number; merged: number; asked: number };
  inserts: RecordInsert[];
  changes: RecordChange[];
  /** Venues whose records change, new ones included. */
  touched: Set<string>;
  pairs: PairInsert[];
  merges: MergeInsert[];
  addresses: Address[];
}

/** Decides for each row: known and the same, known and changed, a part of a known venue, or a new one. */
export async function planImport(tx: Tx, rows: readonly ReadRecord[], options: PlanOptions): Promise<ImportPlan> {
  const known = await readKnownRecords(tx, [...new Set(rows.map(({ source }) => source))]);
  const placed = await placeRows(tx, rows);
  const plan: ImportPlan = {
    counts: { created: 0, updated: 0, unchanged: 0, merged: 0, asked: 0 },
    inserts: [],
    changes: [],
    touched: new Set(),
    pairs: [],
    merges: [],
    addresses: placed.waiting,
  };
  const fresh: ReadRecord[] = [];
  for (const row of rows) {
    const existing = known.get(JSON.stringify([row.source, row.sourceId]));
    if (existing === undefined) fresh.push(row);
    else if (existing.contentHash === row.contentHash) plan.counts.unchanged += 1;
    else {
      plan.counts.updated += 1;
      plan.touched.add(existing.venueId);
      const { contentHash, saidOn } = row;
      const fields = placed.fieldsOf(row);
      plan.changes.push({ id: existing.id, contentHash, fields, inseeCode: fields.inseeCode, saidOn });
    }
  }
  const communes = [...new Set(fresh.flatMap(({ fields }) => fields.inseeCode ?? []))];
  const neighbours = new Neighbours(await readRecordsIn(tx, communes));
  for (const row of fresh) join(plan, neighbours, row, placed.fieldsOf(row), options);
  return plan;
}

/** Puts a new row in the venue it speaks of, or in a venue of its own. */
function join(
  plan: ImportPlan,
  neighbours: Neighbours,
  row: ReadRecord,
  fields: VenueFields,
  { now, newId }: PlanOptions,
): void {
  const { source, sourceId, origin, saidOn, contentHash } = row;
  const id = newId();
  const found = neighbours.find({ source, sourceId, origin, ...fields });
  const ownVenue = newId();
  const venueId = found.same?.record.venueId ?? ownVenue;
  const record: OwnedRecord = { id, venueId, source, sourceId, origin, fields, saidOn };
  plan.inserts.push({ ...record, contentHash, inseeCode: fields.inseeCode, firstSeenAt: now, writtenAt: now });
  plan.touched.add(venueId);
  neighbours.add(record);
  if (found.same === null) plan.counts.created += 1;
  else {
    plan.counts.merged += 1;
    const { score, reasons } = found.same.comparison;
    plan.merges.push({
      id: newId(),
      keptId: venueId,
      goneId: ownVenue,
      goneSlug: null,
      recordIds: [id],
      carriedIds: [],
      score,
      reasons: [...reasons],
      automatic: true,
      at: now,
      by: 'import',
    });
  }
  const asked = found.ask.filter(({ record: other }) => other.venueId !== venueId);
  if (asked.length > 0) plan.counts.asked += 1;
  for (const { record: other, comparison } of asked) {
    const [a, b] = [id, other.id].sort() as [string, string];
    plan.pairs.push({ a, b, score: comparison.score, reasons: [...comparison.reasons], state: 'WAITING', at: now });
  }
}

/** Rows without coordinates: where the geocoder once placed them, else the middle of their commune. */
async function placeRows(tx: Tx, rows: readonly ReadRecord[]) {
  const lost = rows.filter(({ fields }) => fields.lat === null);
  const answers = await readAddresses(
    tx,
    lost.map(({ fields }) => addressKey(fields)),
  );
  return {
    waiting: lost.map(({ fields: { street, postcode, commune, inseeCode } }) => ({
      street,
      postcode,
      commune,
      inseeCode,
    })),
    fieldsOf({ fields }: ReadRecord): VenueFields {
      if (fields.lat !== null) return fields;
      const place = answers.get(addressKey(fields))?.place ?? communeMiddle(fields);
      if (place === null) return fields;
      return { ...fields, lat: place.lat, lon: place.lon, positionPrecision: place.precision };
    },
  };
}

/** Writes what was decided: records, the venues they make, what a person must look at, what must be placed. */
export async function writePlan(tx: Tx, plan: ImportPlan, { now }: PlanOptions): Promise<void> {
  await updateRecords(tx, plan.changes, now);
  await recomposeVenues(tx, [...plan.touched], now, plan.inserts);
  await insertRecords(tx, plan.inserts);
  await insertMerges(tx, plan.merges);
  await insertPairs(tx, plan.pairs);
  await askAddresses(tx, plan.addresses, now);
}
