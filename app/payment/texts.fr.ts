import { sayDate } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { approveClaim } from './approve-claim.ts';
import type { confirmAccountChange, proposeAccount, refuseAccount, validateAccount } from './bank-account.ts';
import type { changeDebtor, changePaymentSettings } from './change-settings.ts';
import type { recordOverpaid, recordRepaid } from './counter-entry.ts';
import type { refuseLabelFile, typeLabelFile, validateLabelFile } from './label-file.ts';
import type { makeOrder } from './make-order.ts';
import type { importBankReturn, recordFailure, recordPayment } from './record-payment.ts';
import type { answerLine, approveLine, contestLine, rejectLine } from './review-lines.ts';
import type { submitAllClaims, submitClaim } from './submit-claim.ts';

export type PaymentRefusal = RefusalOf<
  | typeof submitClaim
  | typeof submitAllClaims
  | typeof approveLine
  | typeof contestLine
  | typeof answerLine
  | typeof rejectLine
  | typeof approveClaim
  | typeof typeLabelFile
  | typeof validateLabelFile
  | typeof refuseLabelFile
  | typeof proposeAccount
  | typeof validateAccount
  | typeof refuseAccount
  | typeof confirmAccountChange
  | typeof makeOrder
  | typeof recordPayment
  | typeof recordFailure
  | typeof importBankReturn
  | typeof recordOverpaid
  | typeof recordRepaid
  | typeof changePaymentSettings
  | typeof changeDebtor
>;

/** Every refusal of the payments, as a person reads it: what happened, what to do. */
const SENTENCES: Record<PaymentRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  IDENTITY_UNCONFIRMED: () =>
    'Votre mot de passe n’a pas été demandé pour ce changement, ou il y a trop longtemps. Écrivez-le de nouveau.',
  ORGANISATION_NOT_FOUND: () => 'Cette structure n’existe pas. Revenez à la liste.',
  CUTOFF_NOT_OVER: () => 'Une demande va jusqu’à un jour déjà fini. Choisissez hier, ou plus tôt.',
  NOTHING_TO_CLAIM: () => 'Il n’y a rien à demander jusqu’à ce jour\u00a0: tout l’est déjà.',
  CLAIMED_ALREADY: (facts) =>
    `Une demande existe déjà jusqu’au ${day(facts.cutoff)}. Ce qui s’est ajouté depuis sera dans la suivante.`,
  CLAIM_NOT_FOUND: () => 'Cette demande n’existe pas. Revenez à la liste.',
  CLAIM_CLOSED: () => 'Cette demande est déjà décidée\u00a0: ses lignes ne changent plus.',
  LINE_NOT_FOUND: () => 'Cette ligne n’est pas dans cette demande. Rechargez la page.',
  LINE_DECIDED: () => 'Cette ligne est déjà décidée. Rechargez la page.',
  LINE_CONTESTED: () => 'Cette ligne est déjà contestée. Décidez-la, ou attendez la réponse du lieu.',
  LINE_NOT_CONTESTED: () => 'Cette ligne n’est pas contestée. Dites d’abord au lieu ce qui ne va pas.',
  ANSWER_AWAITED: () => 'Le lieu peut encore répondre. Attendez sa réponse, ou la fin du délai, pour refuser.',
  ANSWERED_ALREADY: () => 'Vous avez déjà répondu pour cette ligne. La collectivité va décider.',
  LINE_BOOKED: () =>
    'Cette personne avait réservé\u00a0: c’est le lieu qui annule sa présence, sur la feuille du jour. Refusez sans rendre le pass.',
  LINES_CONTESTED: () => 'Des lignes sont encore contestées. Décidez chacune d’elles, puis approuvez la demande.',
  NO_ACCOUNT_IN_FORCE: () =>
    'Aucun compte bancaire n’est en vigueur pour cette structure\u00a0: écrivez celui sur lequel la payer.',
  FILE_OPEN: () => 'Un dossier ou un compte de cette structure attend déjà une décision.',
  FILE_NOT_FOUND: () => 'Ce dossier n’existe pas. Rechargez la page.',
  VALIDATION_OVER: () => 'C’est déjà validé, ou refusé. Rechargez la page.',
  TYPED_BY_YOU: () => 'Vous avez saisi ces informations\u00a0: deux autres personnes doivent les valider.',
  SECOND_PERSON_NEEDED: () => 'Vous avez déjà validé. Une autre personne doit valider à son tour.',
  ACCOUNT_OPEN: () => 'Un autre compte attend déjà d’être validé.',
  ACCOUNT_NOT_FOUND: () => 'Ce compte n’existe pas. Rechargez la page.',
  ACCOUNT_IN_FILE: () => 'Ce compte est dans un dossier\u00a0: validez le dossier.',
  ACCOUNT_CHANGED_TODAY: () => 'Un compte est entré en vigueur aujourd’hui. Validez celui-ci demain.',
  ACCOUNT_UNCHANGED: () => 'Le compte n’a pas changé, ou la demande n’est plus à payer. Rechargez la page.',
  EXECUTION_PAST: () => 'Choisissez aujourd’hui ou un jour à venir pour le virement.',
  NO_DEBTOR: () => 'Écrivez d’abord, dans les réglages, le compte d’où partent les virements.',
  DUE_GONE: () => 'Une de ces demandes n’est plus à payer. Rechargez la page.',
  NO_ACCOUNT: (facts) => `${facts.org} n’a pas de compte validé\u00a0: on ne peut pas encore lui payer.`,
  ACCOUNT_CHANGED: (facts) =>
    `Le compte de ${facts.org} a changé depuis l’approbation\u00a0: une autre personne que vous doit d’abord confirmer ce changement.`,
  PAID_LATER: () => 'Le jour du paiement ne peut pas être à venir.',
  PAYMENT_NOT_FOUND: () => 'Ce virement n’existe pas. Rechargez la page.',
  PAYMENT_RECORDED: () => 'Ce virement est déjà enregistré. Rien n’a changé.',
  PAYMENT_ELSEWHERE: () => 'Ce virement n’en est pas là. Rechargez la page.',
  RETURN_KNOWN: () => 'Ce fichier de la banque a déjà été lu. Rien n’a changé.',
  LINE_NOT_PAID: () => 'Cette ligne n’est pas payée\u00a0: contestez-la plutôt dans sa demande.',
  OVERPAID_ALREADY: () => 'Un trop-payé est déjà noté pour cette ligne.',
  OVERPAID_TOO_MUCH: () => 'C’est plus que ce qui a été payé pour cette ligne.',
  REPAID_TOO_MUCH: () => 'C’est plus que ce que cette structure doit encore rendre.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: PaymentRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

function day(iso: RefusalFacts[string] | undefined): string {
  return typeof iso === 'string' ? sayDate(iso) : 'même jour';
}
