import { type Cell, type ColumnKind, HIDDEN } from './rules/figures.ts';

const COUNT = new Intl.NumberFormat('fr-FR');
const ONE_DECIMAL = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });
const EUROS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

/** What a hidden figure is replaced by. */
export const HIDDEN_WORDS = 'masqué';

/** A figure as people read it. */
export function sayCell(cell: Cell, kind: ColumnKind): string {
  if (cell === HIDDEN) return HIDDEN_WORDS;
  if (cell === null) return kind === 'text' ? '' : 'pas encore';
  if (typeof cell === 'string') return cell;
  switch (kind) {
    case 'cents':
      return EUROS.format(cell / 100);
    case 'share':
      return SHARE.format(cell);
    case 'decimal':
      return ONE_DECIMAL.format(cell);
    case 'days':
      return `${COUNT.format(cell)}\u00a0j`;
    case 'count':
    case 'text':
      return COUNT.format(cell);
  }
}
