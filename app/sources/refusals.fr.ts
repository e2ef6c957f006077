import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { joinVenues, keepApart, undoMerge } from './decide-pairs.ts';
import type { addFeed, askFeed, decideHeldRun, stopFeed } from './manage-feeds.ts';
import type { chooseWords, keepShownWords } from './settle-conflicts.ts';

export type SourcesRefusal =
  | RefusalOf<typeof joinVenues>
  | RefusalOf<typeof keepApart>
  | RefusalOf<typeof undoMerge>
  | RefusalOf<typeof chooseWords>
  | RefusalOf<typeof keepShownWords>
  | RefusalOf<typeof addFeed>
  | RefusalOf<typeof askFeed>
  | RefusalOf<typeof stopFeed>
  | RefusalOf<typeof decideHeldRun>;

/** Every refusal of the intentions of this context, as a person reads it. */
const SENTENCES: Record<SourcesRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  PAIR_NOT_FOUND: () => 'Ces deux fiches ne sont plus à comparer : quelqu’un a déjà répondu. Revenez à la liste.',
  VENUE_IN_USE: ({ name }) =>
    `« ${name} » a déjà une structure, des ateliers ou des paiements : gardez cette fiche-là, et réunissez-y l’autre.`,
  MERGE_NOT_FOUND: () => 'Cette réunion est déjà défaite. Rechargez la page.',
  RECORD_NOT_FOUND: () => 'Cette source ne parle plus de ce lieu. Rechargez la page.',
  CONFLICT_CHANGED: () => 'Une source a changé, ou quelqu’un a déjà répondu. Relisez la liste, puis choisissez.',
  VENUE_SAID: () => 'Le lieu l’a écrit lui-même : sa parole passe avant. Demandez-lui de la changer.',
  FEED_NAME_TAKEN: () => 'Une source porte déjà ce nom. Choisissez-en un autre.',
  FEED_NOT_FOUND: () => 'Cette source est arrêtée, n’existe pas, ou attend votre avis sur sa dernière lecture.',
  RUN_NOT_FOUND: () => 'Cette lecture n’attend plus de réponse. Rechargez la page.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: SourcesRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}
