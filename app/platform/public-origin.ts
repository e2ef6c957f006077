import type { Env } from './env.ts';

/** Where people see the site, without a final slash: what links in messages begin with. */
export function publicOrigin(env: Env): string {
  return env.PUBLIC_URL === undefined ? `http://localhost:${env.PORT}` : new URL(env.PUBLIC_URL).origin;
}

/** The same for the pages themselves: without a configured address, the one this request was sent to. */
export function originSeen(env: Env, request: Request): string {
  return env.PUBLIC_URL === undefined ? new URL(request.url).origin : publicOrigin(env);
}
