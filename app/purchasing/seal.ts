import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Secrets } from '#app/platform/secrets.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A supplier's file as it waits in the database: AES-256-GCM under a key of its own, derived from the
 * installation's. Whoever reads the database without that key reads no code.
 */
export function sealFile(secrets: Secrets, importId: string, bytes: Uint8Array): Buffer {
  const iv = secrets.randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', secrets.hmac('supplier-file', importId), iv);
  const closed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), closed]);
}

/** Opens what `sealFile` closed. Throws when a single bit has changed, or when it is another file's. */
export function openFile(secrets: Secrets, importId: string, sealed: Uint8Array): Buffer {
  const iv = sealed.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', secrets.hmac('supplier-file', importId), iv);
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
