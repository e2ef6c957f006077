import { type PartnerStock, weeksOfStock } from './rules/forecast.ts';

const NBSP = '\u00a0';

/** How long a stock lasts at the pace of the last eight weeks: "3 semaines", "rien remis depuis 8 semaines". */
export function sayWeeks(stock: Pick<PartnerStock, 'lots' | 'handedOver'>): string {
  const weeks = weeksOfStock(stock);
  if (weeks === null) return 'rien remis depuis 8 semaines';
  if (weeks < 1) return 'moins d’une semaine';
  const whole = Math.floor(weeks);
  return whole > 104 ? 'plus de 2 ans' : `${whole}${NBSP}semaine${whole > 1 ? 's' : ''}`;
}

/** When a stock last moved: "il y a 52 jours". */
export function sayIdle({ idleDays }: Pick<PartnerStock, 'idleDays'>): string {
  if (idleDays === null) return 'jamais';
  if (idleDays === 0) return 'aujourd’hui';
  return `il y a ${idleDays}${NBSP}jour${idleDays > 1 ? 's' : ''}`;
}
