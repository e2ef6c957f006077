import type { Actor, ActorRole } from './actor.ts';

/** Who may do what: the one table. An intention names its line; a role absent from it is refused. */
export const PERMISSIONS = {
  'person.refer': ['AGENT', 'PARTNER_MANAGER'],
  'booking.make': ['AGENT', 'PARTNER_MANAGER', 'HOLDER'],
  'booking.cancel': ['AGENT', 'PARTNER_MANAGER', 'HOLDER'],
  'booking.checkIn': ['HOLDER'],
  'booking.mark': ['VENUE_STAFF'],
  'pass.walkIn': ['VENUE_STAFF'],
  'session.publish': ['VENUE_STAFF'],
  'session.cancel': ['VENUE_STAFF'],
  'lot.create': ['AUTHORITY'],
  'booklet.allocate': ['AUTHORITY'],
  'purchase.manage': ['AUTHORITY'],
  'pass.block': ['AGENT', 'PARTNER_MANAGER', 'AUTHORITY'],
  'pass.replace': ['AGENT', 'PARTNER_MANAGER'],
  'booklet.return': ['AGENT', 'PARTNER_MANAGER'],
  'booklet.send': ['AGENT', 'PARTNER_MANAGER', 'AUTHORITY'],
  'booklet.receive': ['AGENT', 'PARTNER_MANAGER', 'AUTHORITY'],
  'booklet.settle': ['AUTHORITY'],
  'handOver.void': ['AGENT', 'PARTNER_MANAGER', 'AUTHORITY'],
  'organisation.label': ['AUTHORITY'],
  'venue.curate': ['AUTHORITY'],
  'partner.manage': ['AUTHORITY'],
  'committee.manage': ['AUTHORITY'],
  'professional.invite': ['AUTHORITY', 'PARTNER_MANAGER'],
  'professional.revoke': ['AUTHORITY', 'PARTNER_MANAGER'],
  'claim.submit': ['VENUE_STAFF', 'AUTHORITY'],
  'claim.submitAll': ['AUTHORITY', 'SYSTEM'],
  'claim.answer': ['VENUE_STAFF'],
  'claim.review': ['AUTHORITY'],
  'payment.order': ['AUTHORITY'],
  'payment.record': ['AUTHORITY'],
  'payment.settings': ['AUTHORITY'],
  'label.type': ['VENUE_STAFF', 'AUTHORITY'],
  'label.validate': ['AUTHORITY'],
  'report.publish': ['AUTHORITY'],
  'person.erase': ['AGENT', 'PARTNER_MANAGER', 'AUTHORITY'],
  'person.answer': ['AUTHORITY'],
  'person.merge': ['PARTNER_MANAGER', 'AUTHORITY'],
  'retention.set': ['AUTHORITY'],
  'account.create': ['ANONYMOUS'],
  'password.reset': ['ANONYMOUS'],
  // Anybody may say that they work somewhere: proof comes with the link, or from the authority.
  'page.claim': ['ANONYMOUS', 'HOLDER', 'AGENT', 'PARTNER_MANAGER', 'VENUE_STAFF', 'AUTHORITY'],
  'page.take': ['ANONYMOUS'],
  'page.join': ['VENUE_STAFF'],
  'page.grant': ['AUTHORITY'],
  'page.edit': ['VENUE_STAFF'],
  'page.answer': ['ANONYMOUS'],
  'page.handle': ['VENUE_STAFF', 'AUTHORITY'],
} as const satisfies Record<string, readonly ActorRole[]>;

export type Permission = keyof typeof PERMISSIONS;
type Holding<A extends Actor, R extends ActorRole> = A extends Actor
  ? A['role'] & R extends never
    ? never
    : A & { role: A['role'] & R }
  : never;
/** The actors a permission admits, each narrowed to the roles it names. */
export type ActorWith<P extends Permission> = Holding<Actor, (typeof PERMISSIONS)[P][number]>;

/** Whether a line of the table admits an actor; narrows the actor, so that an intention only sees those it admits. */
export function admits<P extends Permission>(permission: P, actor: Actor): actor is ActorWith<P> {
  const roles: readonly ActorRole[] = PERMISSIONS[permission];
  return roles.includes(actor.role);
}
