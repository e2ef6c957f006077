/**
 * Codes that people read, say and type. 31 signs (a prime number, so that the check sign catches
 * every single mistake and every swap of neighbours), without I, L, O, 0 and 1.
 */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const BASE = SIGNS.length;

/** Signs of the code on a person's ticket, check sign included. */
export const HOLDER_CODE_LENGTH = 8;
/** Signs of the code on a single voucher, check sign included: it acts alone, so it is longer (49 bits). */
export const VOUCHER_CODE_LENGTH = 11;

/**
 * Turns a keyed digest (≥ 16 bytes) into a code of `length` signs, the last one a check sign.
 * The same digest always gives the same code.
 */
export function codeFromDigest(digest: Uint8Array, length: number): string {
  let number = 0n;
  for (const byte of digest.subarray(0, 16)) number = number * 256n + BigInt(byte);
  let payload = '';
  for (let i = 0; i < length - 1; i += 1) {
    payload += SIGNS[Number(number % BigInt(BASE))];
    number /= BigInt(BASE);
  }
  return payload + checkSign(payload);
}

export type ReadCode = { kind: 'code'; code: string } | { kind: 'wrong-length' } | { kind: 'mistyped' };

/**
 * Reads what a person typed: case, spaces and dashes do not count. `mistyped` means that the check
 * sign does not match, so nothing needs to be looked up.
 */
export function readCode(typed: string, length: number): ReadCode {
  const code = typed.toUpperCase().replace(/[\s\-–—._]/g, '');
  if (code.length !== length) return { kind: 'wrong-length' };
  for (const sign of code) if (!SIGNS.includes(sign)) return { kind: 'mistyped' };
  return checkSign(code.slice(0, -1)) === code.at(-1) ? { kind: 'code', code } : { kind: 'mistyped' };
}

/**
 * The code of a supplier's voucher without what people add to read it: 9 to 24 digits or capitals, longer
 * than a person's code so that none is taken for one. Null when it cannot be one.
 */
export function plainVoucherCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\-–—._]/g, '');
  return /^[0-9A-Z]{9,24}$/.test(code) ? code : null;
}

/** A code as it is printed: groups of four signs, the last group takes what is left. */
export function printCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}

function checkSign(payload: string): string {
  let sum = 0;
  // Weights 2, 3, 4 … are distinct and never 0 modulo 31 for these lengths.
  for (let i = 0; i < payload.length; i += 1) sum += (i + 2) * SIGNS.indexOf(payload.charAt(i));
  return SIGNS.charAt((BASE - (sum % BASE)) % BASE);
}

/** The four digits shown in a venue on one day, from that venue's and day's keyed digest. */
export function dayWordFromDigest(digest: Uint8Array): string {
  const number = (digest[0] ?? 0) * 65536 + (digest[1] ?? 0) * 256 + (digest[2] ?? 0);
  return String(number % 10_000).padStart(4, '0');
}
