const LA_POSTE = '356000000';

/**
 * Whether 14 digits are a SIRET: the SIREN and the whole number satisfy Luhn's key. La Poste's own
 * establishments are numbered otherwise: the sum of their digits is a multiple of five (INSEE).
 */
export function isSiret(digits: string): boolean {
  if (!/^\d{14}$/.test(digits) || /^0+$/.test(digits)) return false;
  if (digits.startsWith(LA_POSTE) && sumOf([...digits].map(Number)) % 5 === 0) return true;
  return luhn(digits.slice(0, 9)) && luhn(digits);
}

function luhn(digits: string): boolean {
  const doubled = [...digits].reverse().map((digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return value > 9 ? value - 9 : value;
  });
  return sumOf(doubled) % 10 === 0;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
