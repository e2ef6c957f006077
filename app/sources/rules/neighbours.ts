import type { VenueFields } from './fields.ts';
import { type Comparison, compare, type MatchSubject, type Prepared, prepare } from './matching.ts';

/** A record as the comparison needs it, with the venue it is part of. */
export interface NeighbourRecord {
  id: string;
  venueId: string;
  source: string;
  sourceId: string;
  origin: { source: string; id: string } | null;
  fields: Partial<VenueFields>;
}

export interface Neighbour {
  record: NeighbourRecord;
  comparison: Comparison;
}

/** The records of a few communes, among which a new row looks for its venue. */
export class Neighbours {
  readonly #byCommune = new Map<string, { record: NeighbourRecord; ready: Prepared }[]>();
  /** Who speaks of each venue already. */
  readonly #producers = new Map<string, Set<string>>();

  constructor(records: readonly NeighbourRecord[]) {
    for (const record of records) this.add(record);
  }

  add(record: NeighbourRecord): void {
    const subject = subjectOf(record);
    const commune = communeOf(subject);
    const here = this.#byCommune.get(commune) ?? [];
    if (here.length === 0) this.#byCommune.set(commune, here);
    here.push({ record, ready: prepare(subject) });
    const producers = this.#producers.get(record.venueId) ?? new Set();
    this.#producers.set(record.venueId, producers.add(producerOf(subject)));
  }

  /** The venue a row surely speaks of, and those that it may speak of. */
  find(subject: MatchSubject): { same: Neighbour | null; ask: Neighbour[] } {
    const ready = prepare(subject);
    const compared = (this.#byCommune.get(communeOf(subject)) ?? [])
      .map(({ record, ready: other }): Neighbour => ({ record, comparison: compare(ready, other) }))
      .filter(({ comparison }) => comparison.verdict !== 'OTHER')
      .sort((x, y) => y.comparison.score - x.comparison.score);
    const same = compared.find((neighbour) => this.#joins(subject, neighbour)) ?? null;
    return { same, ask: compared.filter((neighbour) => neighbour !== same) };
  }

  /** A producer that speaks of a venue already, under another identifier, speaks here of another one. */
  #joins(subject: MatchSubject, { record, comparison }: Neighbour): boolean {
    if (comparison.verdict !== 'SAME') return false;
    if (comparison.reasons.includes('SAME_ORIGIN')) return true;
    return this.#producers.get(record.venueId)?.has(producerOf(subject)) !== true;
  }
}

function producerOf({ origin, source }: Pick<MatchSubject, 'origin' | 'source'>): string {
  return origin?.source ?? source;
}

/** Rows whose commune nobody knows are compared by their postcode. */
function communeOf({ inseeCode, postcode }: Pick<MatchSubject, 'inseeCode' | 'postcode'>): string {
  return inseeCode ?? postcode;
}

function subjectOf({ source, sourceId, origin, fields }: NeighbourRecord): MatchSubject {
  return {
    source,
    sourceId,
    origin,
    name: fields.name ?? '',
    street: fields.street ?? '',
    postcode: fields.postcode ?? '',
    commune: fields.commune ?? '',
    inseeCode: fields.inseeCode ?? null,
    // A position that was looked up says nothing that the address does not.
    lat: fields.positionPrecision == null ? (fields.lat ?? null) : null,
    lon: fields.positionPrecision == null ? (fields.lon ?? null) : null,
    phone: fields.phone ?? null,
    emails: fields.emails ?? [],
    websites: fields.websites ?? [],
    pivot: fields.pivot ?? null,
  };
}
