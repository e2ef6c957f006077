import { sayDate } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { submitAllClaims, submitClaim } from './submit-claim.ts';

export type PaymentRefusal = RefusalOf<typeof submitClaim> | RefusalOf<typeof submitAllClaims>;

/** Every refusal of the payments, as a person reads it: what happened, what to do. */
const SENTENCES: Record<PaymentRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  ORGANISATION_NOT_FOUND: () => 'Cette structure n’existe pas. Revenez à la liste.',
  CUTOFF_NOT_OVER: () => 'Une demande va jusqu’à un jour déjà fini. Choisissez hier, ou plus tôt.',
  NOTHING_TO_CLAIM: () => 'Il n’y a rien à demander jusqu’à ce jour\u00a0: tout l’est déjà.',
  CLAIMED_ALREADY: (facts) =>
    `Une demande existe déjà jusqu’au ${day(facts.cutoff)}. Ce qui s’est ajouté depuis sera dans la suivante.`,
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: PaymentRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

function day(iso: RefusalFacts[string] | undefined): string {
  return typeof iso === 'string' ? sayDate(iso) : 'même jour';
}
