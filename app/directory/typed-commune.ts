import { communeList, findCommunes } from './communes.ts';
import {
  CITIES_WITH_ARRONDISSEMENTS,
  type Commune,
  type CommuneFound,
  communeName,
  resolveCommune,
} from './rules/commune.ts';
import { chooseWords } from './texts.fr.ts';

const PROPOSED = 4;

/**
 * The commune that a person types with its postcode. Null inside means that it is none of that postcode's: `sentence`
 * then says so, with the names they may mean. An import is read more widely (`resolveCommune`): nobody is there to ask.
 */
export function readTypedCommune(typed: {
  commune: string;
  postcode: string;
}): { found: CommuneFound & { inseeCode: string } } | { found: null; sentence: string } {
  const list = communeList();
  const { inseeCode, ...rest } = resolveCommune({ ...typed, inseeCode: null }, list);
  const here = list.byPostcode.get(typed.postcode) ?? [];
  if (inseeCode !== null && here.some(({ code }) => code === inseeCode)) return { found: { ...rest, inseeCode } };
  const near = [...findCommunes(typed.commune, PROPOSED - 1), ...here].filter(
    ({ code, kind }) => kind !== 'whole' || !CITIES_WITH_ARRONDISSEMENTS.has(code),
  );
  const names = [...new Set(near.map((commune) => withPostcode(commune, typed.postcode)))].slice(0, PROPOSED);
  const said = `Nous ne connaissons pas de commune «\u00a0${typed.commune}\u00a0» au code postal ${typed.postcode}.`;
  const asked = names.length === 0 ? 'Vérifiez les deux.' : `Voulez-vous dire ${chooseWords(names)}\u00a0?`;
  return { found: null, sentence: `${said} ${asked}` };
}

function withPostcode({ name, postcodes }: Commune, typed: string): string {
  const postcode = postcodes.includes(typed) ? typed : postcodes[0];
  return postcode === undefined ? communeName(name) : `${communeName(name)} (${postcode})`;
}
