import { existsSync, readFileSync } from 'node:fs';
import { readVenueFile } from '#app/directory/read-venue-file.ts';
import { type ReadRecord, readRows } from '#app/sources/read-rows.ts';
import { compare, prepare } from '#app/sources/rules/matching.ts';

const SHARED = new URL('../../../../shared/data/venues/lyon/', import.meta.url);

/** The Lyon files that the truth speaks of, by the name it gives them. */
export const LYON_FILES = {
  'hinaura-v0.1': 'hinaura-schema-v0.1.json',
  'hinaura-brut': 'hinaura-brut.json',
  'conseillers-numeriques': 'conseillers-numeriques-schema-v0.1.json',
  'data-inclusion': 'data-inclusion-schema-v0.1.json',
  'france-services': 'france-services.csv',
  resin: 'resin-structures-2022.json',
} as const;
export type LyonFile = keyof typeof LYON_FILES;

/** Null where the files are present; else why what needs them is passed over. */
export const truthAbsent: string | null = existsSync(SHARED)
  ? null
  : 'les fichiers réels des lieux de Lyon (shared/data/venues/lyon) sont absents';

interface Truth {
  venues: string[][];
  notVenues: string[];
  doubtful: [string, string][];
}

export function readTruth(): Truth {
  return JSON.parse(readFileSync(new URL('lyon-venues.json', import.meta.url), 'utf8')) as Truth;
}

export function lyonRows(file: LyonFile): unknown[] {
  const read = readVenueFile(readFileSync(new URL(LYON_FILES[file], SHARED)));
  if (read.kind !== 'rows') throw new Error(read.reason);
  return read.rows;
}

/** The accepted rows of all the files, by the name the truth gives them. */
export function lyonRecords(): Map<string, ReadRecord> {
  const records = new Map<string, ReadRecord>();
  for (const file of Object.keys(LYON_FILES) as LyonFile[]) {
    for (const record of readRows(lyonRows(file)).accepted) {
      records.set(`${file}/${file === 'hinaura-brut' ? record.row - 1 : record.sourceId}`, record);
    }
  }
  return records;
}

export interface TruthFigures {
  rows: number;
  venues: number;
  /** Pairs of rows that speak of one venue. */
  pairs: number;
  precision: number;
  recall: number;
  /** The same without the pairs that the producer's own identifier gives away. */
  hardPairs: number;
  hardRecall: number;
  hardPrecision: number;
  /** Pairs sent to a person, and how many of those are one venue. */
  asked: number;
  askedSame: number;
  wrong: string[];
  lost: string[];
}

/** Compares every pair of rows of one commune, and counts against the truth. */
export function measureTruth(records = lyonRecords()): TruthFigures {
  const truth = readTruth();
  const venueOf = new Map(truth.venues.flatMap((rows, n) => rows.map((row) => [row, n] as const)));
  const doubtful = new Set(truth.doubtful.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const subjects = [...records].map(([name, { source, sourceId, origin, fields }]) => ({
    name,
    ready: prepare({ source, sourceId, origin, ...fields }),
  }));
  const counts = { pairs: 0, found: 0, hard: 0, hardFound: 0, asked: 0, askedSame: 0 };
  const wrong: string[] = [];
  const lost: string[] = [];
  for (const [n, a] of subjects.entries()) {
    for (const b of subjects.slice(n + 1)) {
      if (doubtful.has(`${a.name} ${b.name}`)) continue;
      const same = venueOf.get(a.name) === venueOf.get(b.name);
      const { verdict, score, reasons } = compare(a.ready, b.ready);
      const elsewhere = a.ready.subject.inseeCode !== b.ready.subject.inseeCode;
      const joined = verdict === 'SAME' && !elsewhere;
      const easy = reasons.includes('SAME_ORIGIN');
      if (same) counts.pairs += 1;
      if (same && !easy) counts.hard += 1;
      if (same && joined) counts.found += 1;
      if (same && joined && !easy) counts.hardFound += 1;
      if (verdict === 'ASK' && !elsewhere) counts.asked += 1;
      if (verdict === 'ASK' && !elsewhere && same) counts.askedSame += 1;
      const told = `${score} ${a.name} ${b.name}: ${reasons.join(' ')}`;
      if (joined && !same) wrong.push(told);
      if (same && !joined) lost.push(told);
    }
  }
  return {
    rows: subjects.length,
    venues: truth.venues.length,
    pairs: counts.pairs,
    precision: counts.found / (counts.found + wrong.length),
    recall: counts.found / counts.pairs,
    hardPairs: counts.hard,
    hardRecall: counts.hardFound / counts.hard,
    hardPrecision: counts.hardFound / (counts.hardFound + wrong.length),
    asked: counts.asked,
    askedSame: counts.askedSame,
    wrong,
    lost,
  };
}
