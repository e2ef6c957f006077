import type { VenueList } from './list-venues.ts';
import { calmName } from './rules/commune.ts';
import { FEW_VENUES, keepsToTerritory, type VenueSearch } from './rules/search.ts';
import type { Station } from './rules/stations.ts';
import type { Choice } from './suggest-venues.ts';

const NBSP = '\u00a0';

/** « 1 lieu », « 29 lieux », « Plus de 1 000 lieux ». */
export function countVenuesWords(count: number): string {
  if (count > FEW_VENUES) return `Plus de ${FEW_VENUES.toLocaleString('fr-FR')}${NBSP}lieux`;
  return count === 1 ? `1${NBSP}lieu` : `${count.toLocaleString('fr-FR')}${NBSP}lieux`;
}

/** What a list of results is: how many venues, and where; then how many only pass by. */
export function resultTitle(
  list: Pick<VenueList, 'total' | 'place'> & Partial<Pick<VenueList, 'passingTotal'>>,
  search: VenueSearch,
  territory: string,
): string {
  const { passingTotal = 0 } = list;
  const passing = passingTotal === 0 ? '' : `, et ${passingTotal}${NBSP}bientôt de passage`;
  return `${placedCount(list, search, territory)}${passing}`;
}

function placedCount(list: Pick<VenueList, 'total' | 'place'>, search: VenueSearch, territory: string): string {
  const count = list.total === 0 ? 'Aucun lieu' : countVenuesWords(list.total);
  if (list.place.kind === 'found') {
    const { name, precision } = list.place.place;
    return `${count} à moins de ${search.radiusKm}${NBSP}km de ${precision === 'browser' ? 'vous' : name}`;
  }
  if (search.bounds !== null) return `${count} dans cette zone`;
  return keepsToTerritory(search) ? `${count} dans la ${territory}` : `${count} en tout`;
}

/** A choice of the search, after « sans ». */
export const CHOICE_WORDS: Readonly<Record<Choice, string>> = {
  services: 'le besoin choisi',
  public: '«\u00a0pour qui\u00a0»',
  pass: '«\u00a0accepte le pass\u00a0»',
  open: '«\u00a0ouvert maintenant\u00a0»',
  accessible: '«\u00a0accessible en fauteuil\u00a0»',
};

/** Services of the standard in the words of a person who looks for help. */
export const SERVICE_WORDS: Readonly<Record<string, string>> = {
  'Aide aux démarches administratives': 'Faire des démarches en ligne',
  'Maîtrise des outils numériques du quotidien': 'Apprendre à utiliser un ordinateur ou un téléphone',
  'Insertion professionnelle via le numérique': 'Chercher un emploi avec Internet',
  'Utilisation sécurisée du numérique': 'Éviter les pièges sur Internet',
  'Parentalité et éducation avec le numérique': 'Accompagner ses enfants',
  'Loisirs et créations numériques': 'Créer et se divertir',
  'Compréhension du monde numérique': 'Comprendre le numérique',
  'Accès internet et matériel informatique': 'Se servir d’un ordinateur ou d’Internet sur place',
  'Acquisition de matériel informatique à prix solidaire': 'Acheter du matériel à petit prix',
};

export const PUBLIC_WORDS: Readonly<Record<string, string>> = {
  Jeunes: 'Jeunes',
  Étudiants: 'Étudiants',
  'Familles et/ou enfants': 'Familles et enfants',
  Seniors: 'Personnes de plus de 65 ans',
  Femmes: 'Femmes',
};

export const CARE_WORDS: Readonly<Record<string, string>> = {
  Surdité: 'Personnes sourdes ou malentendantes',
  'Handicaps moteurs': 'Personnes avec un handicap moteur',
  'Handicaps mentaux': 'Personnes avec un handicap mental ou psychique',
  Illettrisme: 'Personnes qui ont du mal à lire ou à écrire',
  'Langues étrangères (anglais)': 'Personnes qui parlent anglais',
  'Langues étrangères (autres)': 'Personnes qui parlent une autre langue que le français',
  'Déficience visuelle': 'Personnes aveugles ou malvoyantes',
};

export const FEE_WORDS: Readonly<Record<string, string>> = {
  Gratuit: 'Gratuit',
  'Gratuit sous condition': 'Gratuit selon votre situation',
  Payant: 'Payant, ou avec une adhésion',
};

export const SUPPORT_WORDS: Readonly<Record<string, string>> = {
  'En autonomie': 'Seul, avec le matériel du lieu',
  'Accompagnement individuel': 'Avec une personne qui vous aide',
  'Dans un atelier collectif': 'En atelier, en petit groupe',
  'À distance': 'À distance, par téléphone ou en visio',
};

export const ACCESS_WORDS: Readonly<Record<string, string>> = {
  'Se présenter': 'Venez sur place',
  Téléphoner: 'Téléphonez avant de venir',
  'Contacter par mail': 'Écrivez un e-mail',
  'Prendre un RDV en ligne': 'Prenez rendez-vous en ligne',
  "Ce lieu n'accueille pas de public": 'Ce lieu ne reçoit pas le public',
  'Envoyer un mail avec une fiche de prescription': 'Un professionnel écrit au lieu pour vous',
};

/** « 04 72 81 76 87 ». */
export function phoneWords(phone: string): string {
  const national = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(phone);
  return national === null ? phone : `0${national.slice(1).join(NBSP)}`;
}

/** A street, said calmly when it was shouted in capitals. */
export function streetWords(street: string): string {
  return calmName(street).replace(
    /\b(Rue|Avenue|Boulevard|Place|Cours|Quai|Chemin|Route|Impasse|Allée|Square|De|Du|Des|La|Le|Les|D)\b(?!$)/g,
    (word) => (street === street.toUpperCase() ? word.toLowerCase() : word),
  );
}

const SOURCE_WORDS: Readonly<Record<string, string>> = {
  venue: 'le lieu lui-même',
  metropole: 'la collectivité',
  'data-inclusion': 'data·inclusion',
  'hinaura-brut': 'Hinaura, réseau de la médiation numérique en Auvergne-Rhône-Alpes',
  resin: 'Rés’IN (Métropole de Lyon)',
  Hinaura: 'Hinaura, réseau de la médiation numérique en Auvergne-Rhône-Alpes',
  'conseiller-numerique': 'Conseillers numériques (ANCT)',
  'france-services': 'France Services (ANCT)',
  'aidants-connect': 'Aidants Connect (ANCT)',
  dora: 'Dora (plateforme de l’inclusion)',
};

/** Who published a venue, in full when known. */
export function sourceWords(source: string): string {
  return SOURCE_WORDS[source] ?? source;
}

/** Why the pass is accepted: the Métropole says so, or only the source does. */
export const PASS_WORDS = {
  labelled: 'Accepte le pass',
  announced: 'Annonce accepter le pass',
  labelledDetail: (territory: string) =>
    `Ce lieu est reconnu par la ${territory}${NBSP}: vous pouvez y utiliser vos pass.`,
  announcedDetail: 'Ce lieu a annoncé qu’il accepte le Pass numérique. Téléphonez-lui avant de venir pour le vérifier.',
} as const;

/** « métro A et D », « tram T2 et T5 ». */
export function linesWords({ lines }: Station): string {
  const metro = lines.filter((line) => /^[A-D]$/.test(line));
  const tram = lines.filter((line) => line.startsWith('T'));
  const funicular = lines.filter((line) => line.startsWith('F'));
  return [
    metro.length > 0 ? `métro ${listWords(metro)}` : '',
    tram.length > 0 ? `tram ${listWords(tram)}` : '',
    funicular.length > 0 ? 'funiculaire' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** « a », « a et b », « a, b et c ». */
export function listWords(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} et ${parts.at(-1)}`;
}

/** « a », « a ou b », « a, b ou c ». */
export function chooseWords(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ou ${parts.at(-1)}`;
}
