import type { Links } from '#app/messages/from-outbox.ts';
import type { Secrets } from '#app/platform/secrets.ts';
import { invitationLink } from './invitation-token.ts';
import { resetLink } from './reset-token.ts';

/** How the links of messages are made from ids, under where people see the site. */
export function linksOf(secrets: Secrets, origin: string): Omit<Links, 'page'> {
  return {
    invitation: (id) => invitationLink(secrets, origin, id),
    reset: (id) => resetLink(secrets, origin, id),
  };
}
