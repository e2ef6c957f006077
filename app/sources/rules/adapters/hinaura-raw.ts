import { plainText } from '#app/directory/rules/words.ts';
import { readWeek } from '../french-hours.ts';
import { type Adapter, brokenList, phoneOf, textOf, UNKNOWN_PIVOT, wordsFor } from './shape.ts';

const NAME = 'Nom du lieu ou de la structure *';
const SUPPORT = "Types d'accompagnement proposés";

const TYPES = [
  [/espace public num/i, 'EPN'],
  [/cyberbase/i, 'EPN'],
  [/ccas/i, 'CCAS'],
  [/m[ée]diath[èe]que/i, 'BIB'],
  [/centre socio/i, 'CS'],
  [/ressourcerie/i, 'RESSOURCERIE'],
  [/bij\/pij/i, 'PIJ_BIJ'],
  [/tiers-lieu|coworking/i, 'TIERS_LIEUX'],
  [/fablab/i, 'FABLAB'],
  [/associati/i, 'ASSO'],
] as const;
const SERVICES = [
  [
    /accompagnement (?:caf|p[ôo]le|cpam|imp|carsat|demande|prise)|d[ée]marches en ligne|aidants connect/i,
    'Aide aux démarches administratives',
  ],
  [/comprendre et utiliser (?:les services|france connect)|demande de logement/i, 'Aide aux démarches administratives'],
  [
    /d[ée]couvrir|adresse mail|document|naviguer|rechercher des info|comp[ée]tences num/i,
    'Maîtrise des outils numériques du quotidien',
  ],
  [/recherche d.emploi/i, 'Insertion professionnelle via le numérique'],
  [/vie priv|identit[ée] num|donn[ée]es num/i, 'Utilisation sécurisée du numérique'],
  [
    /parentalit[ée]|espace num[ée]rique de travail|pratiques et les usages des/i,
    'Parentalité et éducation avec le numérique',
  ],
  [/cr[ée]atives/i, 'Loisirs et créations numériques'],
  [/cultures? num|m[ée]dias/i, 'Compréhension du monde numérique'],
  [/wifi|acc[èe]s libre|impr(?:ession|imante)/i, 'Accès internet et matériel informatique'],
  [/achat [ée]quipement/i, 'Acquisition de matériel informatique à prix solidaire'],
] as const;
const PUBLICS = [
  [/seniors/i, 'Seniors'],
  [/jeunesse/i, 'Jeunes'],
  [/enfance/i, 'Familles et/ou enfants'],
] as const;
const CARE = [
  [/low-vision|d[ée]ficience visuelle/i, 'Déficience visuelle'],
  [/surdit[ée]/i, 'Surdité'],
  [/handicap mental/i, 'Handicaps mentaux'],
  [/mobilit[ée] r[ée]duite/i, 'Handicaps moteurs'],
  [/illettrisme/i, 'Illettrisme'],
  [/langue [ée]trang[èe]re \(anglais/i, 'Langues étrangères (anglais)'],
  [/langue [ée]trang[èe]re \(autres/i, 'Langues étrangères (autres)'],
] as const;
const FEES = [
  [/^gratuit$/i, 'Gratuit'],
  [/sous condition|solidaire/i, 'Gratuit sous condition'],
  [/payant|adh[ée]sion/i, 'Payant'],
] as const;
const MODES = [
  [/acc[èe]s libre/i, 'En autonomie'],
  [/individuel|aidants connect/i, 'Accompagnement individuel'],
  [/en groupe/i, 'Dans un atelier collectif'],
] as const;
/** Columns whose words tell the services. */
const SERVICE_COLUMNS = [
  SUPPORT,
  'À disposition',
  'Accompagnements proposés aux démarches en ligne',
  'Formations compétences de base proposées',
  'Comprendre et Utiliser les sites d’accès aux droits proposées',
  'Sensibilisations culture numérique',
];

/** The raw export of Hinaura: titles of a form as columns, lists whose quoting broke, hours in French. */
export const hinauraRaw: Adapter = {
  shape: 'hinaura-brut',
  source: 'hinaura-brut',
  recognises: (rows) => rows.some((row) => row[NAME] !== undefined),
  adapt(raw) {
    const hours = readWeek({
      Mo: textOf(raw.Lundi),
      Tu: textOf(raw.Mardi),
      We: textOf(raw.Mercredi),
      Th: textOf(raw.Jeudi),
      Fr: textOf(raw.Vendredi),
      Sa: textOf(raw.Samedi),
      Su: textOf(raw.Dimanche),
    });
    const [street, ...extra] = textOf(raw['Adresse postale *']).split('\n');
    const handicaps = brokenList(raw['Accueil pour les personnes en situation de handicap']);
    const specific = brokenList(raw['Accompagnement de publics spécifiques']);
    const fees = brokenList(raw.Tarifs);
    const support = brokenList(raw[SUPPORT]);
    const name = textOf(raw[NAME]);
    const postcode = textOf(raw['Code postal']);
    return {
      kind: 'row',
      hoursText: hours.osm === null ? hours.words : null,
      row: {
        // The export has no identifier: a name in a postcode is one, and stays when rows move.
        id: name === '' ? '' : `${plainText(name)}|${postcode}`,
        pivot: UNKNOWN_PIVOT,
        nom: name,
        commune: textOf(raw['Ville *']),
        code_postal: postcode,
        adresse: street,
        complement_adresse: extra.join(' '),
        latitude: textOf(raw.bf_latitude),
        longitude: textOf(raw.bf_longitude),
        telephone: phoneOf(raw.Téléphone),
        courriels: emailOf(raw),
        site_web: siteOf(raw['Site Web']),
        horaires: hours.osm,
        typologie: wordsFor(brokenList(raw['Type de lieu']), TYPES),
        presentation_detail: textOf(raw[columnOf(raw, 'Informations diverses')]),
        services: wordsFor(
          SERVICE_COLUMNS.flatMap((column) => brokenList(raw[column])),
          SERVICES,
        ),
        publics_specifiquement_adresses: wordsFor(brokenList(raw['Publics accueillis']), PUBLICS),
        prise_en_charge_specifique: wordsFor([...handicaps, ...specific], CARE),
        frais_a_charge: wordsFor(fees, FEES),
        autres_formations_labels: fees.some((fee) => /pass num/i.test(fee)) ? ['Pass numérique'] : [],
        dispositif_programmes_nationaux: [
          ...(/^oui/i.test(textOf(raw['Accueille un ou des Conseillers Numériques France Services']))
            ? ['Conseillers numériques']
            : []),
          ...(support.some((mode) => /aidants connect/i.test(mode)) ? ['Aidants Connect'] : []),
        ],
        modalites_accompagnement: wordsFor(support, MODES),
        source: 'hinaura-brut',
        date_maj: textOf(raw.datetime_latest).slice(0, 10),
      },
    };
  },
};

/** Titles of the form are long and change: their first words do not. */
function columnOf(raw: Readonly<Record<string, unknown>>, beginning: string): string {
  return Object.keys(raw).find((column) => column.startsWith(beginning)) ?? beginning;
}

function emailOf(raw: Readonly<Record<string, unknown>>): string | undefined {
  const email = textOf(raw[columnOf(raw, 'Email')]);
  return /^\S+@\S+\.\S+$/.test(email) ? email : undefined;
}

/** The form begins the field with « http:// », and some go no further. */
function siteOf(value: unknown): string | undefined {
  const site = textOf(value);
  return /^https?:\/\/$/.test(site) ? undefined : site;
}
