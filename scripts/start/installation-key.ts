import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '#app/platform/env.ts';

/**
 * The installation's secret: configured, or made once and kept beside the data. Whoever loses it loses
 * every code handed out, so it is never made again silently over an existing one.
 */
export function installationKey(env: Env, say: (sentence: string) => void): string {
  if (env.SECRET_KEY !== undefined) return env.SECRET_KEY;
  const file = join(env.DATA_FOLDER, 'secret.key');
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept.length < 32) throw new Error(`La clé secrète ${file} est abîmée : remettez celle de votre sauvegarde.`);
    return kept;
  }
  mkdirSync(env.DATA_FOLDER, { recursive: true });
  const made = randomBytes(32).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
  say(`Une clé secrète a été créée : ${file}. Sauvegardez-la avec la base.`);
  return made;
}
