import type { Env } from './env.ts';

/** Where people see the site, without a final slash: what links in messages begin with. */
export function publicOrigin(env: Env): string {
  return env.PUBLIC_URL === undefined ? `http://localhost:${env.PORT}` : new URL(env.PUBLIC_URL).origin;
}
