/**
 * International bank account numbers (ISO 13616): country, length, key by modulo 97 (ISO 7064).
 * Only the countries of the SEPA area are accepted (EPC409-09), since that is where we can pay.
 */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

export type IbanReading =
  | { readonly kind: 'IBAN'; readonly iban: string }
  | { readonly kind: 'WRONG'; readonly why: 'SIGNS' | 'COUNTRY' | 'LENGTH' | 'KEY' };

/** Reads an IBAN as it is typed, with or without spaces; says what is wrong with it. */
export function readIban(typed: string): IbanReading {
  const iban = typed.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return { kind: 'WRONG', why: 'SIGNS' };
  const length = LENGTHS[iban.slice(0, 2)];
  if (length === undefined) return { kind: 'WRONG', why: 'COUNTRY' };
  if (iban.length !== length) return { kind: 'WRONG', why: 'LENGTH' };
  return modulo97(iban.slice(4) + iban.slice(0, 4)) === 1 ? { kind: 'IBAN', iban } : { kind: 'WRONG', why: 'KEY' };
}

/** Letters are worth 10 to 35; digit by digit, so that no number grows too long. */
function modulo97(signs: string): number {
  let rest = 0;
  for (const sign of signs) {
    for (const digit of parseInt(sign, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

/** The last four signs: all that is ever shown. */
export function lastFour(iban: string): string {
  return iban.slice(-4);
}
