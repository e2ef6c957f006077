import { hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

export function checkPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password, COST);
}

let absent: Promise<string> | null = null;

/** Spends the time of a real check when there is no account, so that the answer's duration tells nothing. */
export async function checkNobody(password: string): Promise<false> {
  absent ??= hashPassword('nobody has this password');
  await verify(await absent, password, COST);
  return false;
}
