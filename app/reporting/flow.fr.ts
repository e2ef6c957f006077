import type { AccountKind } from '#app/passes/rules/ledger.ts';
import type { LedgerCheck } from './rules/flow.ts';

const NBSP = '\u00a0';

/** Where passes stand, as the ledger's accounts name it. */
export const PLACE_WORDS: Readonly<Record<Exclude<AccountKind, 'ISSUE'>, string>> = {
  STOCK: 'En stock',
  PARTNER: 'Chez les partenaires',
  HELD: 'Chez des personnes, à utiliser',
  RESERVED: 'Réservés pour un atelier',
  REDEEMED: 'Utilisés, pas encore demandés',
  CLAIMED: 'Utilisés, remboursement demandé',
  SETTLED: 'Utilisés, remboursés',
  EXPIRED: 'Périmés',
  BLOCKED: 'Perdus ou bloqués',
};

/** Every rate is printed with what it divides: the same passes can give 22 % and 63 %. */
export const RATE_DEFINITIONS = {
  nominal:
    'Pass utilisés, divisés par tous les pass remis à des personnes. Il monte pendant des mois après chaque remise.',
  matured: `Pass utilisés, divisés par les pass dont l’histoire est finie${NBSP}: utilisés, ou périmés et perdus après leur remise. On le connaît quand les premiers pass périment.`,
} as const;

/** The sentence under the figures: may they be signed? */
export function sayLedgerCheck(check: LedgerCheck, number: (n: number) => string): string {
  const { bought, counted, issued } = check;
  if (check.agrees) {
    return `Les comptes sont justes${NBSP}: ${number(bought)} pass achetés = ${number(counted)} pass comptés un par un = ${number(issued)} pass au registre.`;
  }
  const where = check.differing.map(
    ({ kind, passes, ledger }) =>
      `${PLACE_WORDS[kind]}${NBSP}: ${number(passes)} comptés, ${number(ledger)} au registre`,
  );
  return [
    `Les comptes ne sont pas justes${NBSP}: ${number(bought)} pass achetés, ${number(counted)} comptés un par un, ${number(issued)} au registre.`,
    ...where.map((line) => `${line}.`),
    'Ne signez aucun chiffre de cette page avant d’avoir trouvé pourquoi.',
  ].join(' ');
}
