import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';

import type { cancelAllocation, receiveAllocation, sendAllocation } from './follow-allocation.ts';
import type { planAllocation, planReturn } from './plan-allocation.ts';
import type { AllocationKind, AllocationState, DifferenceOutcome } from './rules/states.ts';
import type { settleDifferences } from './settle-differences.ts';
import type { voidHandOver } from './void-hand-over.ts';

export type AllocationRefusal =
  | RefusalOf<typeof planAllocation>
  | RefusalOf<typeof planReturn>
  | RefusalOf<typeof sendAllocation>
  | RefusalOf<typeof cancelAllocation>
  | RefusalOf<typeof receiveAllocation>
  | RefusalOf<typeof settleDifferences>
  | RefusalOf<typeof voidHandOver>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<AllocationRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  PARTNER_CLOSED: () => 'L’accès de ce partenaire est fermé\u00a0: il ne peut plus recevoir de carnets.',
  NO_CONVENTION: () => 'Ce partenaire n’a pas de convention en cours\u00a0: il ne peut pas recevoir de carnets.',
  SITE_UNKNOWN: () => 'Ce site n’est pas un site de ce partenaire.',
  TOO_FEW: (facts) =>
    facts.left === 0
      ? 'Il n’y a plus de carnet libre ici\u00a0: ils viennent d’être mis de côté, ou remis.'
      : `Il n’y a que ${facts.left} carnets libres ici, vous en demandez ${facts.asked}.`,
  NOT_YOURS: () => 'Ce n’est pas à vous de le faire\u00a0: c’est à qui reçoit, ou à qui envoie.',
  NOT_FOUND: () => 'Nous ne trouvons pas cet envoi.',
  ALREADY_GONE: () => 'Cet envoi est déjà parti, ou annulé. Rechargez la page pour le voir.',
  NOT_LEFT_YET: () => 'Cet envoi n’est pas encore parti.',
  ALREADY_COUNTED: () => 'Cet envoi est déjà compté. Rechargez la page pour le voir.',
  TOO_MANY: (facts) => `L’envoi compte ${facts.sent} carnets\u00a0: vous ne pouvez pas en recevoir plus. Recomptez.`,
  NOT_NAMED: (facts) =>
    Number(facts.lacking) === 0
      ? 'Tous les carnets sont comptés\u00a0: décochez ceux que vous avez dits manquants, ou corrigez le nombre.'
      : `Il manque ${facts.lacking} ${Number(facts.lacking) > 1 ? 'carnets' : 'carnet'}, vous en cochez ${facts.named}. Cochez le numéro de chaque carnet manquant.`,
  NOT_SENT: (facts) => `Le carnet ${facts.serial} ne fait pas partie de cet envoi.`,
  ALREADY_SETTLED: () => 'Un de ces écarts est déjà réglé. Rechargez la page.',
  HAND_OVER_NOT_FOUND: () => 'Nous ne trouvons pas cette remise, ou elle est déjà annulée.',
  VOID_TOO_LATE: () => 'Une remise s’annule le jour même. Demandez à la collectivité.',
  BOOKLET_TOUCHED: () =>
    'Un pass de ce carnet est réservé, utilisé, expiré ou bloqué\u00a0: la remise ne peut plus être annulée.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: AllocationRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

export const STATE_LABELS: Readonly<Record<AllocationState, string>> = {
  PLANNED: 'prévu',
  SENT: 'en route',
  RECEIVED: 'reçu',
  CANCELLED: 'annulé',
};

export const KIND_LABELS: Readonly<Record<AllocationKind, string>> = {
  TO_PARTNER: 'Carnets confiés',
  RETURN: 'Retour en stock',
  TRANSFER: 'Transfert',
};

export const OUTCOME_LABELS: Readonly<Record<DifferenceOutcome, string>> = {
  FOUND: 'retrouvé, reçu depuis',
  LOST: 'perdu, bloqué',
  BACK: 'jamais parti, revenu à l’envoyeur',
};
