import { z } from 'zod';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { emailOfAccount, findPage, insertClaim } from '#db/queries/upkeep/claims.ts';
import { queuePageMessage } from '#db/queries/upkeep/messages.ts';
import { pageToken, pageTokenHash } from './page-token.ts';
import { askSchema, CLAIM_DAYS, heldFlaw, mailboxOf } from './rules/claim.ts';

const DAY_MS = 86_400_000;

/**
 * « Je travaille ici » : a link that gives the page goes to the address that the venue publishes, and to no
 * other; whoever reads that mailbox works there. The address is neither asked nor told. Value: nothing.
 */
export const askByMail = intention({
  name: 'ask-page-by-mail',
  input: z.object({ venueId: z.uuid() }),
  may: 'page.claim',
  async run(tx, { venueId }, ctx) {
    const page = await findPage(tx, { id: venueId }, { lock: true });
    if (page === null) return refuse('VENUE_NOT_FOUND');
    const held = heldFlaw(page);
    if (held !== null) return refuse(held);
    const email = mailboxOf(page.emails);
    if (email === null) return refuse('NO_MAILBOX');
    const id = ctx.newId();
    await insertClaim(tx, {
      id,
      venueId,
      route: 'EMAIL',
      email,
      displayName: null,
      message: null,
      orgId: null,
      tokenHash: pageTokenHash(pageToken(ctx.secrets, 'claim', id)),
      expiresAt: new Date(ctx.now.getTime() + CLAIM_DAYS * DAY_MS),
      now: ctx.now,
    });
    await queuePageMessage(tx, {
      id: ctx.newId(),
      kind: 'page-claim',
      objectId: id,
      recipientId: id,
      channel: 'EMAIL',
      facts: { venue: page.name, commune: page.commune, days: CLAIM_DAYS },
      now: ctx.now,
    });
    return ok({});
  },
});

/** Somebody without an account asks the authority for a page. Value: nothing. */
export const askAuthority = intention({
  name: 'ask-page-from-authority',
  input: askSchema.extend({ venueId: z.uuid() }),
  may: 'page.claim',
  async run(tx, { venueId, ...given }, ctx) {
    return request(tx, venueId, { ...given, orgId: null }, ctx);
  },
});

/** The signed-in person of an organisation asks the authority for one more of its venues. Value: nothing. */
export const askForOrganisation = intention({
  name: 'ask-page-for-organisation',
  input: askSchema.pick({ message: true }).extend({ venueId: z.uuid() }),
  may: 'page.join',
  async run(tx, { venueId, message }, ctx) {
    const { userId, displayName, orgId } = ctx.actor;
    return request(tx, venueId, { displayName, email: await emailOfAccount(tx, userId), message, orgId }, ctx);
  },
});

async function request(
  tx: Tx,
  venueId: string,
  from: { displayName: string; email: string; message: string; orgId: string | null },
  ctx: Pick<IntentionContext, 'newId' | 'now'>,
) {
  const page = await findPage(tx, { id: venueId }, { lock: true });
  if (page === null) return refuse('VENUE_NOT_FOUND');
  const held = heldFlaw(page);
  if (held !== null) return refuse(held);
  const claim = { ...from, id: ctx.newId(), venueId, route: 'AUTHORITY' as const, tokenHash: null, expiresAt: null };
  return (await insertClaim(tx, { ...claim, now: ctx.now })) ? ok({}) : refuse('ALREADY_ASKED');
}
