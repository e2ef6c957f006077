import { type Commune, type CommuneLookup, communeKey } from '#app/directory/rules/commune.ts';
import { plainText } from '#app/directory/rules/words.ts';
import { type Adapter, pivotOf, textOf } from './shape.ts';

/**
 * The places authorised by Aidants Connect: somebody does the procedure in the person's name. Neither
 * coordinates nor (most often) a commune: it is read at the end of the address, else from the postcode.
 */
export const aidantsConnect: Adapter = {
  shape: 'aidants-connect',
  source: 'aidants-connect',
  recognises: (rows) => rows.some((row) => row['Data pass ID'] !== undefined),
  adapt(raw, { communes }) {
    const postcode = textOf(raw['Code postal']).padStart(5, '0');
    const name = textOf(raw.Name);
    const address = splitAddress(textOf(raw.Adresse));
    const commune = communeOf([textOf(raw.commune), address.commune, name], postcode, communes);
    if (commune === null) {
      return {
        kind: 'refused',
        field: 'commune',
        reason: `Le code postal ${postcode} est celui de plusieurs communes, et la ligne ne dit pas laquelle.`,
      };
    }
    return {
      kind: 'row',
      row: {
        id: textOf(raw['Data pass ID']).replace(/\s/g, ''),
        pivot: pivotOf(raw.SIRET),
        nom: name,
        commune,
        code_postal: postcode,
        adresse: address.street,
        services: ['Aide aux démarches administratives'],
        dispositif_programmes_nationaux: 'Aidants Connect',
        modalites_accompagnement: 'Accompagnement individuel',
        source: 'aidants-connect',
        date_maj: textOf(raw.date_maj),
      },
    };
  },
};

/** « 6 Rue Frédéric Mistral 69003 Lyon » is a street and a commune. */
function splitAddress(address: string): { street: string; commune: string } {
  const found = /^(.{3,}?),?\s+\d{5}\s+(\D.*)$/.exec(address);
  return found === null
    ? { street: address, commune: '' }
    : { street: found[1]?.trim() ?? address, commune: found[2]?.trim() ?? '' };
}

/** The commune that is named, or the only one of the postcode. */
function communeOf(said: readonly string[], postcode: string, { byPostcode }: CommuneLookup): string | null {
  const [written] = said;
  if (written !== undefined && written !== '') return written;
  const here = (byPostcode.get(postcode) ?? []).filter(({ code }) => code !== '69123');
  const only = (communes: readonly Commune[]) =>
    new Set(communes.map(({ code }) => code)).size === 1 ? (communes[0]?.name ?? null) : null;
  const alone = only(here.filter(({ kind }) => kind !== 'part'));
  if (alone !== null) return alone;
  const words = ` ${said.map(plainText).join(' ')} `;
  return only(here.filter(({ name }) => words.includes(` ${communeKey(name)} `)));
}
