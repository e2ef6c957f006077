import { expect, test } from 'vitest';
import { sayCron } from './cron-words.ts';

test.each([
  ['20 0 * * *', 'chaque jour à 0\u00a0h\u00a020'],
  ['0 4 * * *', 'chaque jour à 4\u00a0h'],
  ['40 3 * * 0', 'chaque dimanche à 3\u00a0h\u00a040'],
  ['7 * * * *', 'toutes les heures, à la minute 7'],
  ['*/5 * * * *', 'toutes les 5\u00a0minutes'],
  ['30 5 2-5 * *', 'du 2 au 5 de chaque mois à 5\u00a0h\u00a030'],
  ['*/5 8 * * *', '*/5 8 * * *'],
  ['0 4 1 * *', '0 4 1 * *'],
  ['0 4 1 6 *', '0 4 1 6 *'],
  ['0 4 1-3 * 2', '0 4 1-3 * 2'],
])('%s is said "%s"', (cron, said) => {
  expect(sayCron(cron)).toBe(said);
});
