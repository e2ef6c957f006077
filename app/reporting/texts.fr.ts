import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { publishReport } from './publish-report.ts';

export type ReportingRefusal = RefusalOf<ReturnType<typeof publishReport>>;

const SENTENCES: Record<ReportingRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Des pass bougent en ce moment même. Réessayez : rien n’a été publié.',
  LEDGER_DIFFERS: () => 'Les comptes ne tombent pas juste : rien ne peut être signé. Voyez le rapprochement (R10).',
  NOTHING_TO_REPORT: () => 'Le registre est vide : il n’y a rien à signer.',
  PERIOD_NOT_OVER: () => 'Cette période n’est pas finie. Choisissez un dernier jour déjà passé, ou aujourd’hui.',
  VERSION_TAKEN: () => 'Une version de ce rapport vient d’être publiée. Regardez-la avant d’en publier une autre.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: ReportingRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

/** What each comparison of R10 compares, and where its subject can be seen. */
export const CHECK_LABELS: Readonly<Record<string, string>> = {
  LEDGER_TRANSACTION: 'Une écriture du registre n’a pas deux lignes qui s’annulent',
  ACCOUNT_BALANCE: 'Un solde n’est pas la somme de ses écritures',
  ACCOUNT_PASSES: 'Un compte n’a pas autant de pass que son solde',
  LOT_SIZE: 'Un lot n’a pas autant de pass qu’achetés',
  PASS_LAST_MOVE: 'Un pass n’est pas où son dernier mouvement le dit',
  MOVES_OF_TRANSACTION: 'Une écriture n’a pas bougé autant de pass qu’elle le dit',
  PASS_DISTRIBUTION: 'Une personne tient un pass qui ne lui a pas été remis',
  PASS_CUSTODY: 'Un pass n’est pas chez le partenaire qui a son carnet',
  PASS_RESERVATION: 'Un pass réservé n’a pas sa réservation',
  PASS_REDEMPTION: 'Un pass utilisé n’a pas son utilisation',
  BOOKING_PASSES: 'Une réservation n’a pas les pass de son prix',
  BOOKING_REDEMPTION: 'Un pass est utilisé pour une personne qui n’est pas venue',
  SESSION_SEATS: 'Les places prises ne sont pas les réservations',
  CANCELLED_SESSION: 'Une personne est encore inscrite à un atelier annulé',
};
