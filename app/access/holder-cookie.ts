import { sameDigest } from '#app/platform/secrets.ts';
import type { Services } from '#app/platform/services.ts';
import type { HolderActor } from './rules/actor.ts';

const NAME = 'passerelle-pass';
const MINUTES = 30;

/**
 * The Set-Cookie header that lets a person use /mon-pass for half an hour after giving their code:
 * an id and an end, signed. No account, and nothing to keep on our side.
 */
export function openHolderCookie(services: Services, holderId: string): string {
  const until = services.clock.now().getTime() + MINUTES * 60_000;
  const payload = `${holderId}.${until}`;
  return serialize(services, `${payload}.${services.secrets.index('holder-cookie', payload)}`, MINUTES * 60);
}

/** The Set-Cookie header that ends it: the computer may be everybody's. */
export function closeHolderCookie(services: Services): string {
  return serialize(services, '', 0);
}

/** The person the cookie stands for, or null when absent, expired or forged. */
export function readHolder(services: Services, request: Request): HolderActor | null {
  const header = request.headers.get('Cookie') ?? '';
  const pair = header.split(/;\s*/).find((part) => part.startsWith(`${NAME}=`));
  const [holderId, until, signature, ...rest] = pair?.slice(NAME.length + 1).split('.') ?? [];
  if (holderId === undefined || until === undefined || signature === undefined || rest.length > 0) return null;
  if (!sameDigest(signature, services.secrets.index('holder-cookie', `${holderId}.${until}`))) return null;
  return Number(until) > services.clock.now().getTime() ? { role: 'HOLDER', holderId } : null;
}

function serialize(services: Services, value: string, seconds: number): string {
  const secure = services.env.PUBLIC_URL?.startsWith('https:') === true ? '; Secure' : '';
  return `${NAME}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
