import type { AgeBand, Public } from '#app/partners/rules/person.ts';
import type { Theme } from '#app/training/rules/session.ts';

/** The words of other contexts that the tables use: handed over, so that each context keeps its own. */
export interface Words {
  publics: Readonly<Record<Public, string>>;
  ages: Readonly<Record<AgeBand, string>>;
  themes: Readonly<Record<Theme, string>>;
}

export const AGE_LABELS: Readonly<Record<AgeBand, string>> = {
  UNDER_26: 'Moins de 26 ans',
  '26_39': '26 à 39 ans',
  '40_59': '40 à 59 ans',
  '60_74': '60 à 74 ans',
  '75_AND_OVER': '75 ans et plus',
};
