import { expect, it } from 'vitest';
import { sayEuros } from './money.ts';

it('says euros as French people write them, to the cent, however large', () => {
  const said = [0n, 1000n, 1050n, 5n, 123456n, 100000000n, -2500n].map((cents) =>
    sayEuros(cents).replaceAll('\u00a0', ' '),
  );
  expect(said).toEqual(['0 €', '10 €', '10,50 €', '0,05 €', '1 234,56 €', '1 000 000 €', '−25 €']);
  expect(sayEuros(900719925474099301n)).toBe('9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,01\u00a0€');
});
