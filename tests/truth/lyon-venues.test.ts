import { describe, expect, it } from 'vitest';
import { Neighbours } from '#app/sources/rules/neighbours.ts';
import { LYON_FILES, lyonRecords, measureTruth, readTruth, truthAbsent } from './measure.ts';

if (truthAbsent !== null) console.warn(`tests/truth/lyon-venues : ${truthAbsent}, ces tests sont passés.`);

describe('the truth about the Lyon rows', () => {
  it('speaks of each of the 268 rows once', () => {
    const { venues, notVenues, doubtful } = readTruth();
    const rows = [...venues.flat(), ...notVenues];
    expect(rows).toHaveLength(268);
    expect(new Set(rows).size).toBe(268);
    for (const [a, b] of doubtful) {
      expect(rows).toContain(a);
      expect(rows).toContain(b);
    }
    const files = new Set(rows.map((row) => row.slice(0, row.indexOf('/'))));
    expect([...files].sort()).toEqual(Object.keys(LYON_FILES).sort());
  });
});

describe.skipIf(truthAbsent !== null)('joining by machine', () => {
  it('reads every row that is a venue, and no other', () => {
    const { venues, notVenues } = readTruth();
    const read = [...lyonRecords().keys()];
    expect(read.sort()).toEqual(venues.flat().sort());
    expect(read.filter((row) => notVenues.includes(row))).toEqual([]);
  });

  it('is right on pairs of rows: precision ≥ 0.98, recall ≥ 0.90', () => {
    const { precision, recall, wrong } = measureTruth();
    expect(wrong).toEqual([]);
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });

  it('sends to a person most of what it does not dare to join', () => {
    const { asked, askedSame, pairs, recall } = measureTruth();
    expect(askedSame).toBeGreaterThanOrEqual(Math.round(pairs * (1 - recall)) - 1);
    expect(asked).toBeLessThan(40);
  });

  it('makes about as many venues as there are, whatever the order of the files, and none of two', () => {
    const { venues } = readTruth();
    const truth = new Map(venues.flatMap((rows, n) => rows.map((row) => [row, n] as const)));
    const rows = [...lyonRecords()];
    for (const order of [rows, [...rows].reverse()]) {
      const neighbours = new Neighbours([]);
      const made = new Map<string, Set<number | undefined>>();
      for (const [name, { row: _, contentHash: __, saidOn: ___, ...record }] of order) {
        const venueId = neighbours.find({ ...record, ...record.fields }).same?.record.venueId ?? name;
        neighbours.add({ id: name, venueId, ...record });
        made.set(venueId, (made.get(venueId) ?? new Set()).add(truth.get(name)));
      }
      expect([...made.values()].filter((known) => known.size > 1)).toEqual([]);
      expect(made.size - venues.length).toBeGreaterThanOrEqual(0);
      expect(made.size - venues.length).toBeLessThanOrEqual(12);
    }
  });
});
