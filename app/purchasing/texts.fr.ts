import { sayEuros } from '#app/passes/rules/money.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { blockPasses, replacePasses } from './block-passes.ts';
import type { activateLot, financeLot, setGrace } from './finance-lot.ts';
import type { importLot, keepSupplierFile } from './import-lot.ts';
import type { openFunding } from './open-funding.ts';
import type { placeOrder, recordPayment } from './place-order.ts';
import type { cancelReceipt, recordReceipt } from './record-receipt.ts';
import type { BlockCause } from './rules/block.ts';
import type { FundingKind } from './rules/funding.ts';

export type PurchasingRefusal =
  | RefusalOf<typeof openFunding>
  | RefusalOf<typeof placeOrder>
  | RefusalOf<typeof recordPayment>
  | RefusalOf<typeof financeLot>
  | RefusalOf<typeof recordReceipt>
  | RefusalOf<typeof cancelReceipt>
  | RefusalOf<typeof activateLot>
  | RefusalOf<typeof setGrace>
  | RefusalOf<typeof blockPasses>
  | RefusalOf<typeof replacePasses>
  | RefusalOf<typeof keepSupplierFile>
  | RefusalOf<typeof importLot>;

const NBSP = '\u00a0';

/** Who pays, as it is read. */
export const FUNDING_LABELS: Readonly<Record<FundingKind, string>> = {
  STATE: 'État',
  FEDER: 'Union européenne (FEDER)',
  OWN: 'Collectivité',
  OTHER: 'Autre financeur',
};

/** What happened to passes, as it is read. */
export const CAUSE_LABELS: Readonly<Record<BlockCause, string>> = {
  LOST: 'perdu',
  STOLEN: 'volé',
  DAMAGED: 'abîmé',
  SURPLUS: 'en trop après un remplacement',
};

/** "65 %", "12,5 %": a rate in basis points. */
export function sayBps(bps: number): string {
  return `${(bps / 100).toLocaleString('fr-FR', { maximumFractionDigits: 2 })}${NBSP}%`;
}

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<PurchasingRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => `Il y a beaucoup de monde en ce moment. Réessayez${NBSP}: rien n’a été enregistré.`,
  FUNDING_LABEL_TAKEN: () => 'Un financement porte déjà ce nom. Donnez-en un autre.',
  ORDER_REFERENCE_TAKEN: () => 'Une commande porte déjà cette référence. Vérifiez-la, ou ouvrez cette commande.',
  ORDER_NOT_FOUND: () => 'Nous ne trouvons pas cette commande. Choisissez-la dans la liste.',
  ALREADY_PAID: () => 'Le paiement de cette commande est déjà enregistré. Il ne change plus.',
  PAID_BEFORE_ORDERED: () => 'Le paiement ne peut pas venir avant la commande. Vérifiez le jour.',
  PAID_IN_FUTURE: () => 'Ce jour n’est pas encore venu. Enregistrez le paiement quand il est fait.',
  LOT_NOT_FOUND: () => 'Nous ne trouvons pas ce lot.',
  ALREADY_ACTIVE: () => `Ce lot est déjà activé${NBSP}: sa commande, son prix et ses financements ne changent plus.`,
  OVER_CAP: (facts) =>
    `« ${facts.funding} » a un plafond${NBSP}: il lui reste ${sayEuros(BigInt(facts.leftCents ?? 0))}. Baissez sa part, ou le prix du lot.`,
  RECEIVED_IN_FUTURE: () => 'Ce jour n’est pas encore venu. Enregistrez la recette quand elle est arrivée.',
  RECEIPT_NOT_FOUND: () => 'Cette recette n’existe pas, ou c’est déjà une annulation. Rechargez la page.',
  RECEIPT_CANCELLED: () => 'Cette recette est déjà annulée.',
  OVER_ORDER: (facts) =>
    `Les lots de cette commande coûteraient plus qu’elle. Il reste ${sayEuros(BigInt(facts.leftCents ?? 0))} pour ce lot.`,
  NOT_WHOLE: (facts) => `Les parts font ${sayBps(Number(facts.sumBps))}. Elles doivent faire 100${NBSP}% exactement.`,
  UNKNOWN_FUNDING: () => 'Un de ces financements n’existe plus. Rechargez la page.',
  FUNDING_TWICE: () => 'Le même financement est écrit deux fois. Additionnez ses parts.',
  OVER_RATE: (facts) =>
    `Un financement dépasse son taux${NBSP}: il paie ${sayBps(Number(facts.rateBps))} d’un lot au plus.`,
  STATE_OVER: (facts) =>
    `L’État paierait ${sayBps(Number(facts.sumBps))}. Toutes ses lignes ensemble font 65${NBSP}% au plus.`,
  OUT_OF_PERIOD: () => 'Un financement ne couvre pas le jour de cette commande. Choisissez-en un autre.',
  NOT_ORDERED: () => 'Ce lot n’est dans aucune commande. Dites d’abord laquelle, et qui la paie.',
  NOT_PAID: () => 'Le paiement de la commande n’est pas enregistré. Les pass restent en stock jusque-là.',
  PARTNER_REVOKED: () => 'L’accès de votre organisme est fermé. Contactez la collectivité.',
  BOOKLET_UNKNOWN: () => 'Nous ne trouvons pas ce carnet parmi les vôtres. Vérifiez le numéro écrit sur sa couverture.',
  PASS_NOT_IN_BOOKLET: () => 'Ce carnet n’a pas de pass avec ce numéro. Vérifiez-le.',
  PASS_IS_RESERVED: (facts) =>
    facts.count === 1
      ? `Un de ces pass est gardé pour un atelier réservé. Annulez d’abord la réservation, puis revenez ici.`
      : `${facts.count} de ces pass sont gardés pour des ateliers réservés. Annulez d’abord ces réservations, puis revenez ici.`,
  NOTHING_TO_BLOCK: () => 'Il n’y a rien à bloquer : ces pass ont déjà servi, sont périmés ou sont déjà bloqués.',
  HOLDER_MUST_SAY: () =>
    'Ce carnet a été remis à une personne. C’est à elle de dire qu’elle l’a perdu : choisissez « la personne ».',
  PASS_MOVED: () => 'Un de ces pass vient de servir ou d’être réservé. Rien n’est bloqué : vérifiez, puis recommencez.',
  OUTSIDE_CONVENTION: () =>
    'Ce partenaire n’a pas de convention en cours qui le permette\u00a0: aucun carnet ne peut être remis ni reçu.',
  REPLACEMENT_UNKNOWN: () =>
    'Le carnet de remplacement n’est pas dans votre stock, ou ne peut pas être remis. Rien n’est enregistré.',
  REPLACEMENT_SHORT: () =>
    'Le carnet de remplacement n’a pas assez de pass. Prenez-en un autre. Rien n’est enregistré.',
  REPLACEMENT_FACE: () =>
    'Les pass du carnet de remplacement n’ont pas la même valeur. Prenez-en un autre. Rien n’est enregistré.',
  REPLACED_BY_PARTNER: () =>
    'Ce carnet a été remis à une personne : son partenaire lui en donnera un autre. Laissez le remplacement vide.',
  NOTHING_TO_REPLACE: () => 'Cette personne n’a pas de pass perdu à remplacer.',
  FILE_KIND: () => 'Ce fichier n’est ni un CSV ni un classeur Excel (.xlsx). Demandez-en un au fournisseur.',
  FILE_IMPORTED: () => 'Ce fichier, ou ses codes, ont déjà été importés. Rien n’a été créé.',
  FILE_UNREADABLE: () => 'Ce fichier est abîmé : nous ne pouvons pas le lire. Demandez-le de nouveau au fournisseur.',
  FILE_EMPTY: () => 'Ce fichier n’a pas de ligne sous ses titres de colonnes.',
  FILE_TOO_LONG: () => 'Ce fichier a plus de 20 000 lignes. Coupez-le en plusieurs.',
  FILE_GONE: () => 'Ce fichier n’est plus là : il est effacé au bout d’une heure. Envoyez-le de nouveau.',
  VALIDITY: () => 'Le dernier jour vient après le premier.',
  SAME_COLUMN: () => 'Le numéro du carnet et le code ne peuvent pas être dans la même colonne.',
  LABEL_TAKEN: () => 'Un lot porte déjà ce nom. Donnez-en un autre.',
  ROWS: (facts) =>
    facts.total === 1
      ? 'Une ligne du fichier est à corriger. Rien n’a été créé.'
      : `${facts.total} lignes du fichier sont à corriger. Rien n’a été créé.`,
  LOT_EXPIRED: () => 'Les pass de ce lot ne sont plus valables. Il ne peut plus être activé.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: PurchasingRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}
