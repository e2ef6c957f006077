import type { FigureTable } from '#app/reporting/rules/figures.ts';
import type { LedgerCheck } from '#app/reporting/rules/flow.ts';
import { count, PLAIN, text } from './people.fr.ts';

/** How each account of the pass ledger is called. */
export const STATE_LABELS: Readonly<Record<string, string>> = {
  STOCK: 'En stock',
  PARTNER: 'Chez les partenaires',
  HELD: 'Dans les mains des personnes',
  RESERVED: 'Réservés pour un atelier',
  REDEEMED: 'Utilisés, pas encore demandés',
  CLAIMED: 'Demandés en remboursement',
  SETTLED: 'Remboursés',
  EXPIRED: 'Périmés',
  BLOCKED: 'Bloqués',
};

export function reconciliationTable(check: LedgerCheck): FigureTable {
  return {
    ...PLAIN,
    title: 'Les pass, comptés de deux façons',
    columns: [text('Où'), count('Pass comptés'), count('Dit par le registre'), count('Écart')],
    rows: check.lines.map(({ kind, passes, ledger }) => [STATE_LABELS[kind] ?? kind, passes, ledger, passes - ledger]),
    totals: ['Achetés, et émis par le registre', check.bought, check.issued, check.bought - check.issued],
    chart: { kind: 'BARS', value: 1 },
  };
}
