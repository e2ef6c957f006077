import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvLine, SPREADSHEET_CSV, STANDARD_CSV } from './csv.ts';

describe('a line of CSV', () => {
  it('is read back as it was, whatever is in a cell', () => {
    const cells = ['a,b', 'c;d', 'dit « "oui" »', 'deux\nlignes', 'cr\rlf', 'Étapes numériques', ''];
    for (const look of [STANDARD_CSV, SPREADSHEET_CSV]) {
      expect(parse(csvLine(cells, look), { delimiter: look.separator })).toEqual([cells]);
    }
  });

  it('leaves an absent value empty and a number as it is', () => {
    expect(csvLine([undefined, -4.5, 45.75], STANDARD_CSV)).toBe(',-4.5,45.75\r\n');
  });

  it.each(['=HYPERLINK("http://evil.example")', '+1+cmd|calc', '-2+3+cmd|calc', '@SUM(A1)', '\t=1', '- Accueil'])(
    'makes %j a text that no spreadsheet computes',
    (cell) => {
      expect(parse(csvLine([cell], STANDARD_CSV))).toEqual([[`'${cell}`]]);
    },
  );

  it.each(['+33478957480', '-4.5', '69003', 'Mo-Fr 09:00-12:00'])('keeps %s exact', (cell) => {
    expect(csvLine([cell], STANDARD_CSV)).toBe(`${cell}\r\n`);
  });
});
