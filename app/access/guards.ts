import { redirect } from '@remix-run/node';
import type { Services } from '#app/platform/services.ts';
import type { SignedIn } from '#db/queries/sign-in.ts';
import { readHolder } from './holder-cookie.ts';
import type { AuthorityActor, HolderActor, PartnerActor, ProfessionalActor, VenueActor } from './rules/actor.ts';
import { readSession } from './session-cookie.ts';

interface Asked {
  request: Request;
  context: { services: Services };
}

/** The professional who is signed in, or null. */
export async function findProfessional({ request, context }: Asked): Promise<ProfessionalActor | null> {
  const found = await readSession(context.services, request);
  return found === null ? null : toActor(found, context.services.env.TERRITORY_NAME);
}

/** Somebody of a partner; sends others to sign in, or answers 403. Call it first in every loader and action of the area. */
export async function requirePartner(asked: Asked): Promise<PartnerActor> {
  const actor = await requireProfessional(asked);
  if (actor.role !== 'AGENT' && actor.role !== 'PARTNER_MANAGER') throw forbidden();
  return actor;
}

/** Somebody who manages a partner. */
export async function requireManager(asked: Asked): Promise<PartnerActor> {
  const actor = await requirePartner(asked);
  if (actor.role !== 'PARTNER_MANAGER') throw forbidden();
  return actor;
}

/** Somebody of a venue organisation. */
export async function requireVenue(asked: Asked): Promise<VenueActor> {
  const actor = await requireProfessional(asked);
  if (actor.role !== 'VENUE_STAFF') throw forbidden();
  return actor;
}

/** Somebody of the authority. */
export async function requireAuthority(asked: Asked): Promise<AuthorityActor> {
  const actor = await requireProfessional(asked);
  if (actor.role !== 'AUTHORITY') throw forbidden();
  return actor;
}

/** Anybody who has signed in. */
export async function requireProfessional(asked: Asked): Promise<ProfessionalActor> {
  const actor = await findProfessional(asked);
  if (actor !== null) return actor;
  const url = new URL(asked.request.url);
  // After signing in people come back to a page, never to a form's target.
  const back = asked.request.method === 'GET' ? `?retour=${encodeURIComponent(url.pathname + url.search)}` : '';
  throw redirect(`/connexion${back}`, 303);
}

/** The person who gave their code; sends others to the page that asks for it. */
export function requireHolder({ request, context }: Asked): HolderActor {
  const holder = readHolder(context.services, request);
  // Both what they wanted to see and what they wanted to send begin at that address.
  if (holder === null) throw redirect(`/mon-pass?suite=${encodeURIComponent(new URL(request.url).pathname)}`, 303);
  return holder;
}

/** What does not exist, or is not theirs to see: one answer for both. */
export function notFound(): Response {
  return new Response(null, { status: 404 });
}

function forbidden(): Response {
  return new Response(null, { status: 403 });
}

function toActor(found: SignedIn, territory: string): ProfessionalActor {
  const { userId, membershipId, displayName } = found;
  const base = { userId, membershipId, displayName, organisation: found.organisation ?? territory };
  switch (found.role) {
    case 'AGENT':
    case 'PARTNER_MANAGER':
      return { ...base, role: found.role, partnerId: bound(found.partnerId) };
    case 'VENUE_STAFF':
      return { ...base, role: found.role, orgId: bound(found.orgId) };
    case 'AUTHORITY':
      return { ...base, role: found.role };
  }
}

function bound(id: string | null): string {
  // The CHECK `membership_bound` makes this impossible.
  if (id === null) throw new Error('a membership without its organisation');
  return id;
}
