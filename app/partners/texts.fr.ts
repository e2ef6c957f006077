import { sayDay } from '#app/calendar/rules/french-dates.ts';
import type { Public } from './rules/person.ts';

const NBSP = '\u00a0';

/** The situations an agent may tick; counted for the funder, never printed. */
export const PUBLIC_LABELS: Readonly<Record<Public, string>> = {
  RSA: 'Allocataire du RSA',
  ELDERLY: 'Personne âgée',
  DISABLED: 'Handicap',
  JOB_SEEKER: 'Recherche d’emploi',
  YOUNG: 'Jeune en difficulté',
};

/** What is explained to a person before their agreement is recorded (`NOTICE_VERSION`). */
export const NOTICE = [
  'Nous gardons son nom, son année de naissance, sa commune et, si elle en donne, son téléphone et son e-mail. C’est pour ses pass, ses réservations et les messages qui les confirment.',
  `Si elle dit son adresse, elle sert une fois, sans son nom, à demander au service des adresses de l’État dans quel quartier elle est. Elle n’est pas gardée${NBSP}: seul le quartier l’est.`,
  'Le lieu qui l’accueille voit son nom et l’heure de son atelier, rien d’autre.',
  'Sa situation sert seulement à compter. Elle n’est pas imprimée, et le lieu ne la voit pas.',
  `Elle peut demander à voir, à corriger ou à effacer ces informations, quand elle veut${NBSP}: à vous, ou à la collectivité.`,
] as const;

/** How long, as the authority has set it: the last sentence of the notice. */
export function noticeOfTime(months: number): string {
  return `Sans nouvelle d’elle pendant ${months} mois, et quand ses pass sont finis, tout ce qui dit qui elle est s’efface.`;
}

/** "Fatima B.": enough to know who is meant, too little to be read over a shoulder. */
export function shortName(person: { givenName: string; familyName: string }): string {
  const initial = person.familyName.match(/\p{L}/u)?.[0];
  return initial === undefined ? person.givenName : `${person.givenName}${NBSP}${initial.toLocaleUpperCase('fr')}.`;
}

/** "Fatima Benali", as one introduces oneself. */
export function fullName(person: { givenName: string; familyName: string }): string {
  return `${person.givenName} ${person.familyName}`;
}

/** "1 pass", "8 pass", "aucun pass". */
export function sayPasses(n: number): string {
  return n === 0 ? 'aucun pass' : `${n}${NBSP}pass`;
}

/** What is said of the answers of a referral that cannot be taken as they are. */
export const REFERRAL_TEXTS = {
  alike: 'Nous connaissons peut-être déjà cette personne. Rien n’a été enregistré.',
  nothingKept: 'Rien n’a encore été enregistré.',
  alikeField: 'Dites si c’est elle ou quelqu’un d’autre.',
  communeUnclear: (names: readonly string[]) => `Précisez la commune${NBSP}: ${names.join(', ')}…`,
  bookletUnknown: 'Ce carnet n’est pas dans votre stock. Vérifiez le numéro imprimé sur sa couverture.',
  bookletHandedOver: (at: Date) => `Ce carnet a déjà été remis le ${sayDay(at)}. Prenez-en un autre.`,
  bookletNotReady: 'Les pass de ce carnet ne sont pas valables aujourd’hui. Prenez-en un autre.',
} as const;
