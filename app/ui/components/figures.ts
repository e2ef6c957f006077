const COUNT = new Intl.NumberFormat('fr-FR');
const EUROS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
const ROUND_EUROS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
const PERCENT = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 0 });
const KILOMETRES = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

/** "1 204", with a space that does not break. */
export function sayNumber(n: number): string {
  return COUNT.format(n);
}

/** "10 €" or "10,50 €". */
export function sayEuros(cents: number): string {
  return (cents % 100 === 0 ? ROUND_EUROS : EUROS).format(cents / 100);
}

/** "62 %", from a share of 1. */
export function sayShare(share: number): string {
  return PERCENT.format(share);
}

/** "900 m", "1,4 km": no more precise than a person walks. */
export function sayDistance(metres: number): string {
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)}\u00a0m`;
  return `${KILOMETRES.format(metres / 1000)}\u00a0km`;
}

/** "1 place", "5 places", "0 place": French counts zero in the singular. */
export function sayCount(n: number, one: string, many: string = `${one}s`): string {
  return `${sayNumber(n)}\u00a0${n > 1 ? many : one}`;
}
