import type { ClaimState } from '#app/passes/rules/claim.ts';
import type { Place } from './rules/place.ts';
import type { LineHint } from './rules/review.ts';
import type { PaymentState, ReturnOutcome } from './rules/states.ts';

/** Where a used pass is on its way to being paid, as the venue reads it. */
export const PLACE_WORDS: Readonly<Record<Place, string>> = {
  TO_CLAIM: 'à demander',
  CLAIMED: 'demandé',
  CONTESTED: 'contesté',
  APPROVED: 'accepté',
  ORDERED: 'ordonné',
  PAID: 'payé',
  REFUSED: 'refusé',
};

export const CLAIM_WORDS: Readonly<Record<ClaimState, string>> = {
  SUBMITTED: 'à examiner',
  APPROVED: 'approuvée',
  ORDERED: 'ordonnée',
  PAID: 'payée',
  REJECTED: 'refusée',
};

/** The same, said to the venue. */
export const CLAIM_WORDS_FOR_VENUE: Readonly<Record<ClaimState, string>> = {
  SUBMITTED: 'demandé',
  APPROVED: 'accepté',
  ORDERED: 'ordonné',
  PAID: 'payé',
  REJECTED: 'refusé',
};

export const HINT_WORDS: Readonly<Record<LineHint, string>> = {
  SAME_DAY: 'la même personne deux fois ce jour',
  SHEET_OPEN: 'feuille de présence pas finie',
  MANY_WALK_INS: 'beaucoup de passages sans réservation ce jour',
};

export const PAYMENT_WORDS: Readonly<Record<PaymentState, string>> = {
  ORDERED: 'ordonné',
  PAID: 'payé',
  REJECTED: 'refusé par la banque',
  RETURNED: 'revenu',
};

export const OUTCOME_WORDS: Readonly<Record<ReturnOutcome, string>> = {
  PAID: 'payé',
  REJECTED: 'refusé par la banque : à ordonner de nouveau',
  RETURNED: 'revenu : de nouveau dû',
  PARTIAL: 'la somme n’est pas la même : à vérifier',
  UNMATCHED: 'ne correspond à aucun virement : à vérifier',
  ALREADY: 'déjà enregistré',
  PENDING: 'pas encore passé',
};
