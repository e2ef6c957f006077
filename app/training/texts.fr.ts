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
