import type { RefusalOf } from '#app/platform/intention.ts';
import type { erasePerson } from './erase-person.ts';
import type { lookUpPerson } from './look-up-person.ts';
import type { mergePeople, undoMerge } from './merge-people.ts';
import type { Kept } from './rules/retention.ts';
import type { setRetention } from './set-retention.ts';

export type PrivacyRefusal =
  | RefusalOf<typeof mergePeople>
  | RefusalOf<typeof undoMerge>
  | RefusalOf<typeof erasePerson>
  | RefusalOf<typeof setRetention>
  | RefusalOf<typeof lookUpPerson>;

/** Every refusal of this context, as a person reads it. */
export const SENTENCES: Record<PrivacyRefusal, string> = {
  NOT_ALLOWED: 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  PARTNER_REVOKED: 'L’accès de votre organisme est fermé. Contactez la collectivité.',
  SAME_PERSON: 'Choisissez deux fiches différentes.',
  MERGED_ALREADY: 'Une de ces fiches est déjà réunie à une autre. Séparez-les d’abord.',
  MERGE_NOT_FOUND: 'Ces fiches sont déjà séparées, ou ne sont pas les vôtres. Rechargez la page.',
  LOOKUP_OVER: 'Cette recherche est trop ancienne, ou n’est pas la vôtre. Cherchez de nouveau cette personne.',
  NOBODY_FOUND: 'Nous ne trouvons personne ainsi. Vérifiez le numéro, le code, ou le nom et l’année de naissance.',
  TOO_MANY_FOUND: 'Trop de personnes portent ce nom. Demandez un numéro de carnet, ou le code de la personne.',
  HOLDER_NOT_FOUND: 'Nous ne trouvons pas cette personne parmi celles que vous suivez.',
};

/** What is kept, and from when its months count. */
export const KEPT_WORDS: Record<Kept, { name: string; from: string }> = {
  IDENTITY: {
    name: 'Nom, année de naissance, commune, téléphone et e-mail des personnes',
    from: 'après leur dernière activité et la fin de leurs pass',
  },
  MESSAGE: { name: 'Messages écrits aux personnes', from: 'après leur écriture' },
  INVITATION: { name: 'Invitations de professionnels', from: 'après leur fin' },
  SESSION: { name: 'Connexions des professionnels', from: 'après leur fin' },
  PAGE_CONTACT: { name: 'Coordonnées laissées au sujet de la fiche d’un lieu', from: 'après la réponse' },
};

/** The headings of what a person may read about themselves. */
export const DATA_WORDS: Readonly<Record<string, string>> = {
  identite: 'Qui vous êtes',
  coordonnees: 'Comment vous joindre',
  accords: 'Ce que vous avez accepté',
  carnets: 'Vos carnets',
  pass: 'Vos pass',
  reservations: 'Vos réservations',
  utilisations: 'Vos pass utilisés',
  messages: 'Les messages écrits pour vous',
};
