import { LIST_SEPARATOR, type Refusal, type TextRow } from './standard.ts';

/**
 * The official mapping from v0.1 to v1 (mednum-cli, ANCT). A value maps to the v1 values it became; an
 * empty list means the v1 has no such word and the meaning is the default ("Adultes": everybody).
 */
type Mapping = Readonly<Record<string, readonly string[]>>;

const SERVICE_MAPPING: Mapping = {
  'Devenir autonome dans les démarches administratives': ['Aide aux démarches administratives'],
  'Réaliser des démarches administratives avec un accompagnement': ['Aide aux démarches administratives'],
  'Accompagner les démarches de santé': ['Aide aux démarches administratives'],
  'Prendre en main un smartphone ou une tablette': ['Maîtrise des outils numériques du quotidien'],
  'Prendre en main un ordinateur': ['Maîtrise des outils numériques du quotidien'],
  'Utiliser le numérique au quotidien': ['Maîtrise des outils numériques du quotidien'],
  'Approfondir ma culture numérique': ['Compréhension du monde numérique'],
  'Promouvoir la citoyenneté numérique': ['Compréhension du monde numérique'],
  'Favoriser mon insertion professionnelle': ['Insertion professionnelle via le numérique'],
  'Créer et développer mon entreprise': ['Insertion professionnelle via le numérique'],
  'Accéder à une connexion internet': ['Accès internet et matériel informatique'],
  'Accéder à du matériel': ['Accès internet et matériel informatique'],
  "S'équiper en matériel informatique": ['Acquisition de matériel informatique à prix solidaire'],
  'Créer avec le numérique': ['Loisirs et créations numériques'],
  "Soutenir la parentalité et l'éducation avec le numérique": ['Parentalité et éducation avec le numérique'],
};
export const V01_SERVICES: ReadonlySet<string> = new Set(Object.keys(SERVICE_MAPPING));

const PUBLIC_MAPPING: Mapping = {
  'Familles/enfants': ['Familles et/ou enfants'],
  'Jeunes (16-26 ans)': ['Jeunes'],
  'Seniors (+ 65 ans)': ['Seniors'],
  'Uniquement femmes': ['Femmes'],
  Adultes: [],
};

const CARE_MAPPING: Mapping = {
  Surdité: ['Surdité'],
  'Déficience visuelle': ['Déficience visuelle'],
  'Handicaps mentaux': ['Handicaps mentaux'],
  'Handicaps psychiques': ['Handicaps mentaux'],
  "Personnes en situation d'illettrisme": ['Illettrisme'],
  'Public langues étrangères': ['Langues étrangères (anglais)', 'Langues étrangères (autres)'],
};

const FEE_MAPPING: Mapping = {
  Gratuit: ['Gratuit'],
  'Gratuit sous condition': ['Gratuit sous condition'],
  Payant: ['Payant'],
  Adhésion: ['Payant'],
};
/** Since v1 the standard cannot say it: kept as our own fact. */
const PASS_CONDITION = 'Accepte le Pass numérique';
const PASS_LABEL = 'APTIC';

const PROGRAMME_MAPPING: Mapping = {
  CNFS: ['Conseillers numériques'],
  'France Services': ['France Services'],
  'Aidants Connect': ['Aidants Connect'],
  'Grandes écoles du numérique': ['Grande école du numérique'],
  'Point relais CAF': ["Point d'accès numérique CAF"],
  'Point numérique CAF': ["Point d'accès numérique CAF"],
};
const TRAINING_LABELS_OF_V01 = ['Fabriques de Territoire'];
const OTHER_LABELS_OF_V01 = ['Relais pôle emploi', 'French Tech', 'Campus connecté'];

const SUPPORT_MAPPING: Mapping = {
  Seul: ['En autonomie'],
  "Avec de l'aide": ['Accompagnement individuel'],
  'A ma place': ['Accompagnement individuel'],
  'Dans un atelier': ['Dans un atelier collectif'],
};

export type Upgrade = { kind: 'upgraded'; row: TextRow; acceptsPass: boolean } | ({ kind: 'refused' } & Refusal);

/** Splits a list of either version. */
export function splitList(value: string | undefined): string[] {
  if (value === undefined) return [];
  return value
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The word before the explanation: « Payant : L'accès au lieu… » is « Payant ». */
function headWord(value: string): string {
  return (value.split(' : ')[0] ?? value).trim();
}

class UnknownValue extends Error {
  constructor(
    readonly field: string,
    readonly value: string,
  ) {
    super(value);
  }
}

/** Translates a list; a word of neither version is an error, a word already in v1 stays. */
function translate(field: string, values: readonly string[], mapping: Mapping, strict: boolean): string[] {
  return values.flatMap((value) => {
    const found = mapping[value] ?? mapping[headWord(value)];
    if (found !== undefined) return found;
    if (strict) throw new UnknownValue(field, value);
    return [value];
  });
}

/**
 * Rewrites what a row says in v0.1 into v1, field by field; v1 fields pass through, so a file caught
 * between the two versions is read whole. Pass acceptance comes out apart.
 */
export function upgradeRow(row: TextRow): Upgrade {
  try {
    return upgrade(row);
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    return { kind: 'refused', field: error.field, reason: `« ${error.value} » n’est pas une valeur du standard.` };
  }
}

/** Fields that v1 no longer has: what they said is said elsewhere, or (cle_ban) is not kept. */
const GONE = [
  'publics_accueillis',
  'conditions_acces',
  'conditions_access',
  'labels_nationaux',
  'labels_autres',
  'courriel',
  'accessibilite',
  'cle_ban',
];
/** Lists that both versions have, in the same words. */
const SAME_LISTS = ['modalites_acces', 'typologie', 'itinerance', 'site_web'];

function upgrade(row: TextRow): Upgrade {
  const conditions = splitList(row.conditions_acces ?? row.conditions_access);
  const labels = splitList(row.labels_nationaux);
  const acceptsPass = conditions.some((value) => headWord(value) === PASS_CONDITION) || labels.includes(PASS_LABEL);
  const fees = conditions.filter((value) => headWord(value) !== PASS_CONDITION);
  const lists: Record<string, string[]> = {
    ...Object.fromEntries(SAME_LISTS.map((field) => [field, splitList(row[field])])),
    services: translate('services', splitList(row.services), SERVICE_MAPPING, false),
    ...upgradePeople(row),
    frais_a_charge: [...splitList(row.frais_a_charge), ...translate('conditions_acces', fees, FEE_MAPPING, true)],
    ...upgradeLabels(row, labels),
    modalites_accompagnement: translate(
      'modalites_accompagnement',
      splitList(row.modalites_accompagnement),
      SUPPORT_MAPPING,
      false,
    ),
    courriels: [...splitList(row.courriels), ...splitList(row.courriel)],
  };
  const upgraded: Record<string, string> = Object.fromEntries(
    Object.entries(row).filter(([field]) => !GONE.includes(field)),
  );
  if (row.accessibilite !== undefined) upgraded.fiche_acces_libre ??= row.accessibilite;
  for (const [field, values] of Object.entries(lists)) {
    const distinct = [...new Set(values)];
    if (distinct.length > 0) upgraded[field] = distinct.join(LIST_SEPARATOR);
    else delete upgraded[field];
  }
  return { kind: 'upgraded', row: upgraded, acceptsPass };
}

/** v0.1 said in one list who comes and who needs care. */
function upgradePeople(row: TextRow): Record<string, string[]> {
  const field = 'publics_accueillis';
  const people = splitList(row[field]);
  const needsCare = (value: string) => CARE_MAPPING[headWord(value)] !== undefined;
  const publics = people.filter((value) => !needsCare(value));
  return {
    publics_specifiquement_adresses: [
      ...splitList(row.publics_specifiquement_adresses),
      ...translate(field, publics, PUBLIC_MAPPING, true),
    ],
    prise_en_charge_specifique: [
      ...splitList(row.prise_en_charge_specifique),
      ...translate(field, people.filter(needsCare), CARE_MAPPING, true),
    ],
  };
}

/** v0.1 kept in one list the programmes, the training labels and those that v1 leaves free. */
function upgradeLabels(row: TextRow, labels: readonly string[]): Record<string, string[]> {
  const trained = labels.filter((value) => TRAINING_LABELS_OF_V01.includes(value));
  const free = labels.filter((value) => OTHER_LABELS_OF_V01.includes(value));
  const programmes = labels.filter(
    (value) => value !== PASS_LABEL && !trained.includes(value) && !free.includes(value),
  );
  return {
    dispositif_programmes_nationaux: [
      ...splitList(row.dispositif_programmes_nationaux),
      ...translate('labels_nationaux', programmes, PROGRAMME_MAPPING, true),
    ],
    formations_labels: [...splitList(row.formations_labels), ...trained],
    autres_formations_labels: [...splitList(row.autres_formations_labels), ...splitList(row.labels_autres), ...free],
  };
}
