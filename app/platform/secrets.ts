import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The purposes a keyed hash may serve: one sub-key each, so that no hash can be taken for another. */
export type Purpose =
  | 'holder-code'
  | 'holder-code-index'
  | 'pass-code'
  | 'pass-code-index'
  | 'invitation-token'
  | 'day-word'
  | 'holder-cookie';

export interface Secrets {
  /** HMAC-SHA-256 under the sub-key of a purpose. */
  hmac(purpose: Purpose, message: string): Uint8Array;
  /** The same, as hexadecimal: what is stored to find a code again without keeping it. */
  index(purpose: Purpose, message: string): string;
  randomBytes(length: number): Uint8Array;
}

/** Keyed hashes and randomness, from the installation's one secret key. */
export function createSecrets(key: string): Secrets {
  const subKeys = new Map<Purpose, Buffer>();
  const subKey = (purpose: Purpose) => {
    let made = subKeys.get(purpose);
    if (made === undefined) {
      made = createHmac('sha256', key).update(`passerelle:${purpose}`).digest();
      subKeys.set(purpose, made);
    }
    return made;
  };
  const hmac = (purpose: Purpose, message: string) => createHmac('sha256', subKey(purpose)).update(message).digest();
  return {
    hmac,
    index: (purpose, message) => hmac(purpose, message).toString('hex'),
    randomBytes: (length) => randomBytes(length),
  };
}

/** SHA-256 in hexadecimal, for request hashes and tokens that are random already. */
export function sha256(message: string): string {
  return createHash('sha256').update(message).digest('hex');
}

/** Compares two hexadecimal digests without telling by its duration where they differ. */
export function sameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
