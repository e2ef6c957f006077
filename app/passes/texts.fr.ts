import { sayDay, sayMoment } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { allocateBooklets } from './allocate-booklets.ts';
import type { createLot } from './create-lot.ts';
import type { redeemWalkIn } from './redeem-walk-in.ts';
import type { reverseWalkIn } from './reverse-walk-in.ts';

export type PassesRefusal =
  | RefusalOf<typeof allocateBooklets>
  | RefusalOf<typeof createLot>
  | RefusalOf<typeof redeemWalkIn>
  | RefusalOf<typeof reverseWalkIn>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<PassesRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez : rien n’a été enregistré.',
  PARTNER_REVOKED: () => 'L’accès de ce partenaire est fermé : on ne peut plus lui confier de carnets.',
  NO_CONVENTION: () =>
    'Ce partenaire n’a pas de convention en cours : ajoutez-en une avant de lui confier des carnets.',
  STOCK_SHORT: (facts) => `Il ne reste que ${facts.left} carnets de ce lot en stock, vous en demandez ${facts.asked}.`,
  LOT_LABEL_TAKEN: () => 'Un lot porte déjà ce nom. Donnez-en un autre.',
  SERIAL_TAKEN: (facts) =>
    `Des carnets ${facts.prefix}-… portent déjà ces numéros. Changez le préfixe ou le premier numéro.`,
  LOT_NOT_ACTIVATED: () =>
    'Ce lot n’est pas encore activé : ses carnets restent en stock jusqu’au paiement de la commande.',
  SERVED_IN_FUTURE: () => 'Ce jour n’est pas encore venu. Choisissez le jour où l’atelier a eu lieu.',
  VENUE_NOT_FOUND: () => 'Choisissez un de vos lieux.',
  LABEL_LAPSED: () => 'Votre organisme n’est pas habilité à accepter les pass aujourd’hui. Contactez la collectivité.',
  CODE_MISTYPED: () =>
    'Ce code est mal écrit. Un ticket a 8 signes, un pass 11 ; il n’y a ni I, ni L, ni O, ni 0, ni 1.',
  CODE_UNKNOWN: () => 'Nous ne connaissons pas ce code. Vérifiez-le sur le ticket ou le carnet.',
  PASS_USED: (facts) =>
    typeof facts.at === 'string'
      ? `Ce pass a déjà servi ${sayMoment(new Date(facts.at))}, à ${facts.where}.`
      : 'Ce pass vient de servir ailleurs. Essayez-en un autre.',
  PASS_RESERVED: () =>
    'Ce pass est gardé pour un atelier déjà réservé. Prenez-en un autre du carnet, ou utilisez la feuille du jour.',
  PASS_NOT_HANDED_OVER: () => 'Ce pass n’a pas encore été remis à une personne : il ne peut pas servir.',
  PASS_EXPIRED: (facts) =>
    typeof facts.lastDay === 'string'
      ? `Ce pass n’est plus valable depuis le ${sayDay(facts.lastDay)}.`
      : 'Ce pass n’est plus valable.',
  NOT_ENOUGH_PASSES: (facts) =>
    `Cette personne n’a plus assez de pass : il en faut ${facts.price}, il lui en reste ${facts.held}.`,
  REDEMPTION_NOT_FOUND: () => 'Nous ne trouvons pas cet encaissement.',
  ALREADY_CLAIMED: () => 'Cet encaissement est déjà annulé, ou déjà dans une demande de remboursement.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: PassesRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}
