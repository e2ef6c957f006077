import { sayDay, sayMoment, sayTime } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { editSeries } from './edit-series.ts';
import type { editSession } from './edit-session.ts';
import type { publishSessions } from './publish-sessions.ts';
import type { Audience, Language, Level, SessionState, Theme } from './rules/session.ts';

/** What is learnt, as the people who come would say it. */
export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  ORDINATEUR: 'Ordinateur',
  TELEPHONE: 'Téléphone et tablette',
  INTERNET: 'Internet',
  MESSAGERIE: 'Mails et messages',
  DEMARCHES: 'Démarches en ligne',
  EMPLOI: 'Recherche d’emploi',
  BUREAUTIQUE: 'Texte et tableur',
  SECURITE: 'Sécurité et arnaques',
  PARENTALITE: 'Parents et écrans',
  CREATION: 'Photo, son et création',
};

export const LEVEL_LABELS: Readonly<Record<Level, string>> = {
  PREMIERS_PAS: 'Premiers pas',
  DEBUTANT: 'Débutant',
  A_L_AISE: 'Déjà à l’aise',
};

/** What a level means, for the person who must choose one. */
export const LEVEL_HINTS: Readonly<Record<Level, string>> = {
  PREMIERS_PAS: 'je n’ai jamais, ou presque, utilisé un ordinateur ou un téléphone',
  DEBUTANT: 'je me débrouille avec de l’aide',
  A_L_AISE: 'je veux aller plus loin',
};

export const AUDIENCE_LABELS: Readonly<Record<Audience, string>> = {
  EVERYONE: 'Pour tout le monde',
  YOUNG: 'Pour les jeunes',
  SENIORS: 'Pour les seniors',
  FAMILIES: 'Pour les familles',
  WOMEN: 'Entre femmes',
  JOB_SEEKERS: 'Pour trouver un emploi',
};

export const LANGUAGE_LABELS: Readonly<Record<Language, string>> = {
  fr: 'français',
  en: 'anglais',
  ar: 'arabe',
  es: 'espagnol',
  pt: 'portugais',
  tr: 'turc',
  uk: 'ukrainien',
};

export const SESSION_STATE_LABELS: Readonly<Record<SessionState, string>> = {
  OPEN: 'Ouvert',
  CANCELLED: 'Annulé',
};

/** "on y parle aussi arabe et anglais"; null when only French is spoken. */
export function sayOtherLanguages(languages: readonly Language[]): string | null {
  const others = languages.filter((language) => language !== 'fr').map((language) => LANGUAGE_LABELS[language]);
  if (others.length === 0) return null;
  const last = others[others.length - 1];
  return `on y parle aussi ${others.length === 1 ? last : `${others.slice(0, -1).join(', ')} et ${last}`}`;
}

/** "1 pass", "2 pass", "gratuit, sans pass". */
export function sayPrice(pricePasses: number): string {
  return pricePasses === 0 ? 'sans pass' : `${pricePasses}\u00a0pass`;
}

/** "5 places", "dernière place", "complet". */
export function saySeats(seatsLeft: number): string {
  if (seatsLeft <= 0) return 'complet';
  return seatsLeft === 1 ? 'dernière place' : `${seatsLeft}\u00a0places`;
}

export type TrainingRefusal =
  | RefusalOf<typeof publishSessions>
  | RefusalOf<typeof editSession>
  | RefusalOf<typeof editSeries>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<TrainingRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  VENUE_NOT_FOUND: () => 'Choisissez un de vos lieux.',
  COURSE_NOT_FOUND: () => 'Nous ne trouvons pas cet atelier parmi les vôtres.',
  SESSION_NOT_FOUND: () => 'Nous ne trouvons pas cet atelier parmi les vôtres.',
  SESSION_CANCELLED: (facts) => `L’atelier du ${day(facts.day)} est annulé\u00a0: on ne peut plus le modifier.`,
  SESSION_STARTED: (facts) => `L’atelier du ${day(facts.day)} a déjà commencé\u00a0: on ne peut plus le modifier.`,
  CAPACITY_BELOW_TAKEN: (facts) =>
    `${facts.taken === 1 ? 'Une personne a déjà sa place' : `${facts.taken} personnes ont déjà leur place`} le ${day(facts.day)}\u00a0: gardez au moins ${facts.taken}\u00a0${facts.taken === 1 ? 'place' : 'places'}.`,
  END_BEFORE_START: () => 'L’atelier doit finir après avoir commencé. Vérifiez les heures.',
  WALL_TIME_MISSING: (facts) =>
    `${said(facts.day)}, on avance les montres\u00a0: il n’y a pas de ${hour(facts.time)} cette nuit-là. Choisissez une autre heure.`,
  WALL_TIME_AMBIGUOUS: (facts) =>
    `${said(facts.day)}, on recule les montres\u00a0: ${hour(facts.time)} vient deux fois cette nuit-là. Choisissez une autre heure.`,
  DATE_PAST: (facts) => `${said(facts.day)} à cette heure, c’est déjà passé. Choisissez une date à venir.`,
  DATE_TOO_FAR: (facts) => `${said(facts.day)}, c’est trop loin\u00a0: publiez au plus deux ans à l’avance.`,
  NO_SESSION: () =>
    'Aucun jour ne correspond\u00a0: vérifiez le premier jour, les jours de la semaine et la fin de la série.',
  TOO_MANY_SESSIONS: (facts) => `Une série a ${facts.most} dates au plus. Choisissez une fin plus proche.`,
  LABEL_LAPSED: (facts) =>
    `Votre organisme n’est pas habilité à accepter les pass le ${day(facts.day)}. Choisissez une autre date, mettez le prix à 0 pass, ou contactez la collectivité.`,
  ROOM_BUSY: (facts) =>
    `La salle «\u00a0${facts.name}\u00a0» est déjà prise${clash(facts)}. Choisissez une autre salle ou une autre heure.`,
  MEDIATOR_BUSY: (facts) =>
    `${facts.name} anime déjà un atelier${clash(facts)}. Choisissez une autre personne ou une autre heure.`,
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: TrainingRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

/** What stands in the way: " mardi 24 novembre 2026 à 14 h («\u00a0Premiers pas\u00a0», MJC)". */
function clash(facts: RefusalFacts): string {
  if (typeof facts.at !== 'string') return ' à ce moment-là';
  return ` ${sayMoment(new Date(facts.at))} («\u00a0${facts.title}\u00a0», ${facts.where})`;
}

function day(iso: RefusalFacts[string] | undefined): string {
  return typeof iso === 'string' ? sayDay(iso) : 'jour demandé';
}

function said(iso: RefusalFacts[string] | undefined): string {
  return `Le ${day(iso)}`;
}

function hour(time: RefusalFacts[string] | undefined): string {
  return typeof time === 'string' ? sayTime(time) : 'l’heure demandée';
}
