export const SESSION_STATES = ['OPEN', 'CANCELLED'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

export const LEVELS = ['PREMIERS_PAS', 'DEBUTANT', 'A_L_AISE'] as const;
export type Level = (typeof LEVELS)[number];

/** Themes of trainings, in the spirit of the national catalogue of pass services. */
export const THEMES = [
  'ORDINATEUR',
  'TELEPHONE',
  'INTERNET',
  'MESSAGERIE',
  'DEMARCHES',
  'EMPLOI',
  'BUREAUTIQUE',
  'SECURITE',
  'PARENTALITE',
  'CREATION',
] as const;
export type Theme = (typeof THEMES)[number];

/** Languages a mediator can speak during a session (ISO 639-1). */
export const LANGUAGES = ['fr', 'en', 'ar', 'es', 'pt', 'tr', 'uk'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Who a session is meant for; EVERYONE is the rule. */
export const AUDIENCES = ['EVERYONE', 'YOUNG', 'SENIORS', 'FAMILIES', 'WOMEN', 'JOB_SEEKERS'] as const;
export type Audience = (typeof AUDIENCES)[number];
