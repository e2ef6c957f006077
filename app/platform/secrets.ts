import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The purposes a keyed hash may serve: one sub-key each, so that no hash can be taken for another. */
export type Purpose =
  | 'holder-code'
  | 'holder-code-index'
  | 'pass-code'
  | 'pass-code-index'
  | 'invitation-token'
  | 'password-reset-token'
  | 'page-token'
  | 'page-letter'
  | 'page-letter-index'
  | 'day-word'
  | 'supplier-file'
  | 'holder-cookie';

/** What is kept sealed: read again, but not by whoever holds only the database. */
export type SealedPurpose = 'bank-account' | 'payment-file';

export interface Secrets {
  /** HMAC-SHA-256 under the sub-key of a purpose. */
  hmac(purpose: Purpose, message: string): Uint8Array;
  /** The same, as hexadecimal: what is stored to find a code again without keeping it. */
  index(purpose: Purpose, message: string): string;
  randomBytes(length: number): Uint8Array;
  /** AES-256-GCM under the sub-key of a purpose, bound to an owner: moved to another row, it opens no more. */
  seal(purpose: SealedPurpose, text: string, owner: string): string;
  /** The text again. Throws when it was changed, or sealed for another purpose or owner, or under another key. */
  unseal(purpose: SealedPurpose, sealed: string, owner: string): string;
}

/** Keyed hashes and randomness, from the installation's one secret key. */
export function createSecrets(key: string): Secrets {
  const subKeys = new Map<Purpose | SealedPurpose, Buffer>();
  const subKey = (purpose: Purpose | SealedPurpose) => {
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
    seal: (purpose, text, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', subKey(purpose), nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    unseal: (purpose, sealed, owner) => {
      const bytes = Buffer.from(sealed.slice(3), 'base64url');
      // One way to write each text: the last letter of base64 has bits that no byte uses.
      const canonical = sealed === `v1.${bytes.toString('base64url')}`;
      if (!canonical || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('not a sealed text');
      const decipher = createDecipheriv('aes-256-gcm', subKey(purpose), bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

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
