import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { callCommittee, completeDecision, freezePack, keepMinutes, recordDecision } from './hold-committee.ts';

export type CommitteeRefusal =
  | RefusalOf<typeof callCommittee>
  | RefusalOf<typeof freezePack>
  | RefusalOf<typeof keepMinutes>
  | RefusalOf<typeof recordDecision>
  | RefusalOf<typeof completeDecision>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<CommitteeRefusal, string> = {
  NOT_ALLOWED: 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  PACK_FROZEN: 'Les chiffres de ce comité sont déjà figés. Rechargez la page pour les voir.',
  COMMITTEE_NOT_FOUND: 'Nous ne trouvons pas ce comité.',
  DECISION_DONE: 'Cette décision est déjà faite. Rechargez la page.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: CommitteeRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal];
}
