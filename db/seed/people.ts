import type { Position } from '#app/directory/rules/distance.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import type { Public } from '#app/partners/rules/person.ts';
import type { NewPerson } from '#app/partners/rules/register.ts';
import { FAMILY_NAMES, givenNamesOf, HOME_CODES } from './names.ts';
import { SEEDED_PARTNERS, type Welcome } from './partners.ts';
import { asciiName } from './professionals.ts';
import type { Dice } from './random.ts';

export const PEOPLE = 300;

/** A fictitious person, with what decides where they will go. */
export interface SeededPerson {
  details: NewPerson;
  woman: boolean;
  age: number;
  home: Position;
  /** Position of their partner in the list. */
  partner: number;
}

/** The person whose code the demonstration shows: Fatiha Benali, born in 1958, sent by the CCAS of Lyon. */
export const DEMO_PERSON = { familyName: 'Benali', givenName: 'Fatiha', birthYear: 1958 } as const;

/** The three hundred people, the one with the known code first, then partner after partner. */
export function makePeople(dice: Dice, year: number): SeededPerson[] {
  const taken = new Set([`${DEMO_PERSON.givenName} ${DEMO_PERSON.familyName}`]);
  const counts = SEEDED_PARTNERS.map(({ weight }) => Math.round((weight * PEOPLE) / 100));
  const people = counts.flatMap((count, partner) =>
    Array.from({ length: count }, () => makePerson(dice, year, partner, taken)),
  );
  people[0] = demoPerson(year);
  return people.map((person, i) => ({ ...person, details: { ...person.details, ...contactsOf(dice, person, i) } }));
}

function makePerson(dice: Dice, year: number, partner: number, taken: Set<string>): SeededPerson {
  const welcome = SEEDED_PARTNERS[partner]?.welcome;
  if (welcome === undefined) throw new Error(`no partner ${partner}`);
  const publics = publicsOf(dice, welcome);
  const age = ageOf(dice, welcome, publics);
  const birthYear = year - age;
  const woman = dice.chance(0.61);
  const home = territoryPlace(dice.weighted(HOME_CODES));
  if (home === undefined) throw new Error('a home is not in the territory');
  for (;;) {
    const { women, men } = givenNamesOf(birthYear);
    const givenName = dice.pick(woman ? women : men);
    const familyName = dice.pick(FAMILY_NAMES);
    if (taken.has(`${givenName} ${familyName}`)) continue;
    taken.add(`${givenName} ${familyName}`);
    const details = {
      familyName,
      givenName,
      birthYear,
      commune: home.name,
      inseeCode: home.code,
      publics,
      phone: null,
      email: null,
      sharedContact: false,
    };
    return { details, woman, age, home, partner };
  }
}

function publicsOf(dice: Dice, { publics }: Welcome): Public[] {
  const ticked = publics.filter(([, likely]) => dice.chance(likely)).map(([name]) => name);
  const [most] = publics[0] ?? [];
  return ticked.length > 0 || most === undefined ? ticked : [most];
}

/** The young are under 26 and the elderly over 60: an agent would not tick it otherwise. */
function ageOf(dice: Dice, { ages: [from, to] }: Welcome, publics: readonly Public[]): number {
  if (publics.includes('YOUNG')) return dice.int(16, 25);
  if (publics.includes('ELDERLY')) return dice.int(61, 88);
  return dice.int(Math.max(from, 26), Math.min(to, 60));
}

function demoPerson(year: number): SeededPerson {
  const home = territoryPlace('69029');
  if (home === undefined) throw new Error('Bron is not in the territory');
  const details = {
    ...DEMO_PERSON,
    commune: home.name,
    inseeCode: home.code,
    publics: ['ELDERLY' as const],
    phone: null,
    email: null,
    sharedContact: false,
  };
  return { details, woman: true, age: year - DEMO_PERSON.birthYear, home, partner: 0 };
}

/**
 * Phones are of the range kept for fiction (06 39 98 …), mailboxes of the domain kept for examples.
 * The older, the rarer: some people have neither, and some share a relative's.
 */
function contactsOf(
  dice: Dice,
  { details, age }: SeededPerson,
  i: number,
): Pick<NewPerson, 'phone' | 'email' | 'sharedContact'> {
  const digits = String((i * 37 + 1000) % 10_000).padStart(4, '0');
  const phone = i === 0 || dice.chance(age > 74 ? 0.6 : 0.85) ? `+3363998${digits}` : null;
  const mailbox = `${asciiName(details.givenName)}.${asciiName(details.familyName)}@example.org`;
  const email = dice.chance(age > 60 ? 0.25 : age > 40 ? 0.5 : 0.8) ? mailbox : null;
  const sharedContact = (phone !== null || email !== null) && dice.chance(0.09);
  return { phone, email, sharedContact };
}
