import { type CommuneLookup, communeKey } from '#app/directory/rules/commune.ts';
import { haversine } from '#app/directory/rules/distance.ts';
import { LYON_ARRONDISSEMENTS } from '#app/directory/rules/territory.ts';
import { OSM_DAYS, readWeek } from '../french-hours.ts';
import { type Adapter, phoneOf, textOf, UNKNOWN_PIVOT } from './shape.ts';

/** The lists of a Rés'IN document that mean a service of the standard (ANCT's own mapping, res-in.config). */
const SERVICE_LISTS: readonly (readonly [string, string])[] = [
  ['proceduresAccompaniment', 'Aide aux démarches administratives'],
  ['accessRight', 'Aide aux démarches administratives'],
  ['baseSkills', 'Maîtrise des outils numériques du quotidien'],
  ['socialAndProfessional', 'Insertion professionnelle via le numérique'],
  ['digitalCultureSecurity', 'Compréhension du monde numérique'],
  ['parentingHelp', 'Parentalité et éducation avec le numérique'],
  ['equipmentsAndServices', 'Accès internet et matériel informatique'],
];
const PUBLICS: Readonly<Record<string, string>> = {
  jeunes1625Ans: 'Jeunes',
  seniorsPlusDe65Ans: 'Seniors',
  familleEnfants: 'Familles et/ou enfants',
  uniquementFemmes: 'Femmes',
};
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Documents of Rés'IN, the directory of the Métropole de Lyon: position as [lon, lat], address in pieces. */
export const resin: Adapter = {
  shape: 'resin',
  source: 'resin',
  recognises: (rows) => rows.some((row) => row._id !== undefined && row.structureName !== undefined),
  adapt(raw, { communes }) {
    const address = recordOf(raw.address);
    const [lon, lat] = Array.isArray(raw.coord) ? raw.coord.map(Number) : [];
    const place = placeOf(textOf(address.commune), textOf(raw.structureName), { lat, lon }, communes);
    if (place === null)
      return { kind: 'refused', field: 'address.commune', reason: 'La commune n’est pas dans la liste officielle.' };
    const hours = weekOf(raw);
    const labels = listOf(raw.labelsQualifications);
    const modes = listOf(raw.accessModality);
    return {
      kind: 'row',
      hoursText: hours.osm === null ? hours.words : null,
      // The form proposes "no" by default: only a yes was said.
      wheelchair: raw.pmrAccess === true ? true : null,
      row: {
        id: textOf(raw._id),
        pivot: UNKNOWN_PIVOT,
        nom: textOf(raw.structureName),
        commune: place.name,
        code_postal: textOf(address.postcode) || place.postcode,
        code_insee: textOf(address.inseeCode) || place.inseeCode,
        adresse: [textOf(address.numero), textOf(address.street)].filter((part) => part !== '').join(' '),
        latitude: lat,
        longitude: lon,
        telephone: phoneOf(raw.contactPhone),
        courriels: textOf(raw.contactMail),
        site_web: textOf(raw.website),
        presentation_detail: [textOf(raw.description), textOf(raw.otherDescription)]
          .filter((part) => part !== '')
          .join('\n'),
        horaires: hours.osm,
        services: [...new Set(SERVICE_LISTS.filter(([list]) => listOf(raw[list]).length > 0).map(([, word]) => word))],
        publics_specifiquement_adresses: listOf(raw.publics).flatMap((word) => PUBLICS[word] ?? []),
        autres_formations_labels: labels.includes('passNumerique') ? ['Pass numérique'] : [],
        modalites_acces: [
          ...(modes.includes('accesLibre') ? ['Se présenter'] : []),
          ...(modes.includes('surRdv') ? ['Téléphoner'] : []),
        ],
        source: 'resin',
        date_maj: dayOf(textOf(raw.updatedAt) || textOf(raw.createdAt)),
      },
    };
  },
};

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((word) => word !== '') : [];
}

/** « Lyon » alone: the arrondissement is in the name (« … - Lyon 8 »), else the one whose middle is nearest. */
function placeOf(
  commune: string,
  name: string,
  { lat, lon }: { lat: number | undefined; lon: number | undefined },
  { byName }: CommuneLookup,
): { name: string; postcode: string; inseeCode: string } | null {
  const said =
    communeKey(commune) === 'lyon' ? (/\bLyon \d/i.exec(name)?.[0] ?? nearest(lat, lon) ?? commune) : commune;
  const found = (byName.get(communeKey(said)) ?? []).find(({ code }) => /^69/.test(code));
  const postcode = found?.postcodes[0];
  return found === undefined || postcode === undefined ? null : { name: found.name, postcode, inseeCode: found.code };
}

function nearest(lat: number | undefined, lon: number | undefined): string | undefined {
  if (lat === undefined || lon === undefined || !Number.isFinite(lat + lon)) return undefined;
  const away = (place: { lat: number; lon: number }) => haversine({ lat, lon }, place);
  return [...LYON_ARRONDISSEMENTS].sort((a, b) => away(a) - away(b))[0]?.name;
}

function weekOf(raw: Readonly<Record<string, unknown>>) {
  const hours = recordOf(raw.hours);
  const week = Object.fromEntries(
    DAYS.map((day, n) => {
      const said = recordOf(hours[day]);
      const times = Array.isArray(said.time) ? said.time.map(recordOf) : [];
      const spans = times.map(({ opening, closing }) => `${textOf(opening)}-${textOf(closing)}`);
      return [OSM_DAYS[n], said.open === true ? spans.join(', ') : ''];
    }),
  );
  const read = readWeek(week);
  const holidays = /^jours? f[ée]ri[ée]s?\.?$/i.test(textOf(raw.exceptionalClosures));
  return read.osm !== null && holidays ? { ...read, osm: `${read.osm}; PH off` } : read;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The day of an ISO instant, or of « Thu Jan 20 2022 10:06:20 GMT+0100 (…) ». */
function dayOf(instant: string): string {
  const found = /^\w{3} (\w{3}) (\d{2}) (\d{4})/.exec(instant);
  if (found === null) return instant.slice(0, 10);
  return `${found[3]}-${String(MONTHS.indexOf(found[1] ?? '') + 1).padStart(2, '0')}-${found[2]}`;
}
