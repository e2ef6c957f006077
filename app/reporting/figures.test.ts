import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { csvCell, toCsv, toXlsx } from './export-figures.ts';
import { canonicalJson } from './rules/canonical.ts';
import { type FigureTable, HIDDEN, maskFigures, quantile } from './rules/figures.ts';
import { filterQuery, readFilters, scopeOf } from './rules/scope.ts';

const table: FigureTable = {
  title: 'Essai : a/b',
  columns: [
    { name: 'Qui', kind: 'text' },
    { name: 'Personnes', kind: 'count' },
    { name: 'Valeur', kind: 'cents' },
    { name: 'Objectif', kind: 'count', open: true },
    { name: 'Part', kind: 'share' },
  ],
  rows: [
    ['=1+1', 40, 123450, 100, 0.4],
    ['B; "b"', 3, 1000, 50, 0.06],
    ['C', 12, 5, 70, null],
  ],
  totals: ['Ensemble', 55, 124455, 220, 0.25],
  note: null,
  persons: 1,
  chart: null,
};

describe('a table of figures', () => {
  it('hides the line of three persons and its neighbour, but neither names nor what is open', () => {
    const { rows, totals } = maskFigures(table);
    expect(rows).toEqual([
      ['=1+1', 40, 123450, 100, 0.4],
      ['B; "b"', HIDDEN, HIDDEN, 50, HIDDEN],
      ['C', HIDDEN, HIDDEN, 70, HIDDEN],
    ]);
    expect(totals).toEqual(table.totals);
  });

  it('leaves as a CSV that French spreadsheets open and never run', () => {
    const csv = toCsv({ title: 'R1', facts: [['Lu', 'le 25']], tables: [maskFigures(table)] });
    expect(csv.startsWith('\ufeffR1\r\nLu;le 25\r\n')).toBe(true);
    expect(csv).toContain("'=1+1;40;1234,50;100;0,4\r\n");
    expect(csv).toContain('"B; ""b""";masqué;masqué;50;masqué\r\n');
    for (const formula of ['=a', '+a', '-a', '@a', '\ta']) expect(csvCell(formula).replace(/^"/, '')[0]).toBe("'");
    expect([csvCell('-12,5'), csvCell('-3')]).toEqual(['-12,5', '-3']);
  });

  it('leaves as a workbook that is read back', async () => {
    const book = await toXlsx({ title: 'R1', facts: [['Lu', 'le 25']], tables: [table] });
    const [sheet] = await readXlsxFile(book);
    expect(JSON.stringify(sheet)).toContain('1234.5');
    expect(JSON.stringify(sheet)).toContain('=1+1');
  });
});

describe('what figures stand on', () => {
  it('counts quantiles as values that somebody has', () => {
    const counted = [
      { value: 10, persons: 5 },
      { value: 20, persons: 4 },
      { value: 90, persons: 1 },
    ];
    expect([quantile(counted, 0.5), quantile(counted, 0.9), quantile([], 0.5)]).toEqual([10, 20, null]);
  });

  it('writes equal values as equal texts', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined, A: 0 })).toBe(
      '{"A":0,"b":[1,{"c":"é","d":null}]}',
    );
  });

  it('reads the filters of an address, and leaves nonsense out', () => {
    const read = (query: string) => readFilters(new URLSearchParams(query), '2026-11-25');
    expect(read('')).toMatchObject({ firstDay: '2026-01-01', lastDay: '2026-11-25', partnerId: null });
    expect(read('du=2026-05-02&au=2026-05-01')).toMatchObject({ firstDay: '2026-05-01', lastDay: '2026-05-02' });
    expect(read('du=2026-02-30&public=X&partenaire=1&commune=%00')).toMatchObject({
      firstDay: '2026-01-01',
      publicKind: null,
      partnerId: null,
      commune: null,
    });
    expect(read(filterQuery(read('du=2026-05-01&public=RSA&commune=Bron')).slice(1))).toMatchObject({
      firstDay: '2026-05-01',
      publicKind: 'RSA',
      commune: 'Bron',
    });
    const scope = scopeOf(read('du=2027-01-01&au=2027-01-01'), new Date());
    expect([scope.from.toISOString(), scope.until.toISOString()]).toEqual([
      '2026-12-31T23:00:00.000Z',
      '2027-01-01T23:00:00.000Z',
    ]);
  });
});
