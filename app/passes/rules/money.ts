const NBSP = '\u00a0';

/** "10 €", "1 204,50 €": cents are said only when there are some, and no digit is ever rounded away. */
export function sayEuros(cents: bigint): string {
  const sign = cents < 0n ? '−' : '';
  const whole = cents < 0n ? -cents : cents;
  const euros = (whole / 100n).toString().replace(/\B(?=(\d{3})+$)/g, NBSP);
  const rest = whole % 100n;
  return `${sign}${euros}${rest === 0n ? '' : `,${String(rest).padStart(2, '0')}`}${NBSP}€`;
}
