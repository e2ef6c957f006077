import { linksOf } from '#app/access/message-links.ts';
import type { Links } from '#app/messages/from-outbox.ts';
import type { Secrets } from '#app/platform/secrets.ts';
import { pageLink } from './page-token.ts';

/** Every link that a message may carry, under where people see the site. */
export function messageLinks(secrets: Secrets, origin: string): Links {
  return {
    ...linksOf(secrets, origin),
    page: (kind, id) => {
      if (kind === 'page-claim') return pageLink(secrets, origin, 'claim', id);
      return kind === 'page-to-confirm' ? pageLink(secrets, origin, 'confirm', id) : null;
    },
  };
}
