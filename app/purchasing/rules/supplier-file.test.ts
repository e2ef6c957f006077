import { expect, test } from 'vitest';
import { checkRows, kindOf } from './supplier-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const columns = { serialColumn: 0, codeColumn: 1 };
const row = (serial: string, code: string) => [serial, code];

test.each([
  ['serial;code\nA-1;123456789', 'CSV'],
  ['PK\u0003\u0004…', 'XLSX'],
  ['PK\u0005\u0006', null],
  ['%PDF-1.7\n', null],
  ['a\u0000b', null],
  ['', null],
])('%j is %s by its bytes', (text, kind) => {
  expect(kindOf(bytes(text))).toBe(kind);
});

test('rows become booklets, codes as they are typed or not', () => {
  const checked = checkRows(
    [row('a-1', 'abcd-efgh-1'), row('A-1', 'ABCD EFGH 2'), row('A-2', 'ABCDEFGH3'), row('A-2', 'ABCDEFGH4')],
    columns,
  );
  expect(checked.problems).toEqual([]);
  expect(checked.booklets).toEqual([
    { serial: 'A-1', codes: ['ABCDEFGH1', 'ABCDEFGH2'], rows: [2, 3] },
    { serial: 'A-2', codes: ['ABCDEFGH3', 'ABCDEFGH4'], rows: [4, 5] },
  ]);
});

test('each wrong row is told by its number and its reason', () => {
  const rows = [
    row('A-1', 'ABCDEFGH1'),
    row('', 'ABCDEFGH2'),
    row('A-1', ''),
    row('A-1', 'ABCD EFGH-1'),
    row('A-1', '1.23E+15'),
    row('A 1', 'ABCDEFGH3'),
    row('A-1', 'ÀBCDEFGH3'),
    row('A-1', '12345678'),
  ];
  expect(checkRows(rows, columns).problems.map((one) => [one.row, one.reason.slice(0, 24)])).toEqual([
    [3, 'Le numéro du carnet manq'],
    [4, 'Le code manque.'],
    [5, 'Ce code est déjà à la li'],
    [6, 'Le tableur a abîmé ce co'],
    [7, 'Ce numéro de carnet a de'],
    [8, 'Un code a de 9 à 24 chif'],
    [9, 'Un code a de 9 à 24 chif'],
  ]);
});

test('a booklet of another size is told by its first row', () => {
  const rows = ['A-1', 'A-1', 'A-2', 'A-2', 'A-3'].map((serial, i) => row(serial, `ABCDEFGH${i}`));
  expect(checkRows(rows, columns).problems).toEqual([{ row: 6, reason: 'Le carnet A-3 a 1 pass, les autres 2.' }]);
});
