import type { Role } from './roles.ts';

/** A passer-by: may look at public pages only. */
export interface Anonymous {
  role: 'ANONYMOUS';
}

/** A person who gave the code of their ticket and their year of birth. */
export interface HolderActor {
  role: 'HOLDER';
  holderId: string;
}

interface Professional {
  userId: string;
  membershipId: string;
  displayName: string;
}

/** Somebody who hands passes to people, for one partner. */
export interface PartnerActor extends Professional {
  role: 'AGENT' | 'PARTNER_MANAGER';
  partnerId: string;
  organisation: string;
}

/** Somebody who welcomes people, for one venue organisation. */
export interface VenueActor extends Professional {
  role: 'VENUE_STAFF';
  orgId: string;
  organisation: string;
}

/** Somebody of the authority that buys the passes and answers for them. */
export interface AuthorityActor extends Professional {
  role: 'AUTHORITY';
  organisation: string;
}

/** The machine itself: jobs, and the demonstration's seed. */
export interface SystemActor {
  role: 'SYSTEM';
  name: string;
}

export type ProfessionalActor = PartnerActor | VenueActor | AuthorityActor;
export type Actor = Anonymous | HolderActor | ProfessionalActor | SystemActor;
export type ActorRole = Actor['role'];

/** Whether an actor has signed in with an account. */
export function isProfessional(actor: Actor): actor is ProfessionalActor {
  return (
    actor.role === 'AGENT' ||
    actor.role === 'PARTNER_MANAGER' ||
    actor.role === 'VENUE_STAFF' ||
    actor.role === 'AUTHORITY'
  );
}

/** How an actor is written in the ledger, the audit and the bookings: a kind and an id, never a name. */
export function actorRef(actor: Actor): string {
  switch (actor.role) {
    case 'ANONYMOUS':
      return 'anonymous';
    case 'HOLDER':
      return `holder:${actor.holderId}`;
    case 'SYSTEM':
      return `system:${actor.name}`;
    case 'AGENT':
    case 'PARTNER_MANAGER':
    case 'VENUE_STAFF':
    case 'AUTHORITY':
      return `${actor.role.toLowerCase()}:${actor.membershipId}`;
  }
}

/** The organisation a professional role is bound to. */
export const ROLE_HOME: Record<Role, string> = {
  AGENT: '/partenaire',
  PARTNER_MANAGER: '/partenaire',
  VENUE_STAFF: '/espace-lieu',
  AUTHORITY: '/metropole',
};
