import { PUBLICS } from '#app/partners/rules/person.ts';
import type { Dice } from '../random.ts';
import { communeOf } from './ground.ts';

const LETTERS = 'abcdefghijklmnopqrst';

/** A fictitious person as an agent would write them down; the number makes the name, since names hold letters only. */
export function trialPerson(dice: Dice, n: number, year: number) {
  const [commune, inseeCode] = communeOf(dice.int(0, 4));
  const word = String(n).replace(/\d/g, (digit) => LETTERS[Number(digit)] ?? 'x');
  const reach = dice.weighted([
    ['PHONE', 55],
    ['EMAIL', 20],
    ['NONE', 25],
  ] as const);
  return {
    kind: 'NEW' as const,
    agreed: true as const,
    details: {
      familyName: `Essai ${word}`,
      givenName: dice.pick(['Camille', 'Dominique', 'Claude', 'Alix']),
      birthYear: year - dice.int(18, 85),
      commune,
      inseeCode,
      phone: reach === 'PHONE' ? `06399800${String(n % 100).padStart(2, '0')}` : null,
      email: reach === 'EMAIL' ? `essai.${n}@example.org` : null,
      sharedContact: dice.chance(0.1),
      publics: dice.chance(0.7) ? [dice.pick(PUBLICS)] : [],
    },
  };
}
