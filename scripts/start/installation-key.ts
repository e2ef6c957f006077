import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '#app/platform/env.ts';

/**
 * The installation's secret: configured, or made once and kept beside the data. Whoever loses it loses
 * every code handed out, so it is never made again silently over an existing one.
 */
export function installationKey(env: Env, say: (sentence: string) => void): string {
  const known = knownKey(env);
  if (known !== null) return known;
  const file = keyFile(env);
  mkdirSync(env.DATA_FOLDER, { recursive: true });
  const made = randomBytes(32).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
  say(`Une clé secrète a été créée : ${file}. Sauvegardez-la avec la base.`);
  return made;
}

/** The installation's secret if it has one; never makes any. */
export function knownKey(env: Env): string | null {
  if (env.SECRET_KEY !== undefined) return env.SECRET_KEY;
  const file = keyFile(env);
  if (!existsSync(file)) return null;
  const kept = readFileSync(file, 'utf8').trim();
  if (kept.length < 32) throw new Error(`La clé secrète ${file} est abîmée : remettez celle de votre sauvegarde.`);
  return kept;
}

const keyFile = (env: Env) => join(env.DATA_FOLDER, 'secret.key');

/** Tells one key from another without telling anything of it: a backup is marked with it. Null without a key. */
export function keyMark(env: Env): string | null {
  const key = knownKey(env);
  return key === null ? null : createHmac('sha256', key).update('passerelle:key-mark').digest('hex').slice(0, 16);
}
