import { z } from 'zod';
import { invitationToken, invitationTokenHash } from '#app/access/invitation-token.ts';
import { hashPassword } from '#app/access/password.ts';
import { INVITATION_DAYS } from '#app/access/rules/invite.ts';
import { passwordFlaw } from '#app/access/rules/password.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import { expireInvitations, insertInvitation, writeAccount } from '#db/queries/accounts.ts';
import { attachVenues, insertOrganisation, isLabelled } from '#db/queries/organisations.ts';
import { queueInvitation } from '#db/queries/outbox.ts';
import {
  type Claim,
  type ClaimedPage,
  closeClaim,
  closeOtherRequests,
  findClaim,
  findPage,
} from '#db/queries/upkeep/claims.ts';
import { queuePageMessage } from '#db/queries/upkeep/messages.ts';
import { pageTokenHash } from './page-token.ts';
import { answerSchema, claimFlaw, heldFlaw, joinFlaw, siretOf, takeSchema } from './rules/claim.ts';

const DAY_MS = 86_400_000;
const token = z.string().max(200);

type Ctx = Pick<IntentionContext, 'newId' | 'now' | 'actorRef'>;

/**
 * Whoever follows the link of a claim and has no account gets one, under the published address that was proven,
 * with an organisation that holds the page. Value: the account and the venue.
 */
export const takePage = intention({
  name: 'take-page',
  input: takeSchema.extend({ token }),
  may: 'page.take',
  async run(tx, given, ctx) {
    const opened = await openClaim(tx, given.token, ctx.now);
    if ('flaw' in opened) return refuse(opened.flaw);
    const { claim, page } = opened;
    const weak = passwordFlaw(given.password, claim.email);
    if (weak !== null) return refuse(`PASSWORD_${weak}`);
    const orgId = ctx.newId();
    await insertOrganisation(tx, { id: orgId, name: given.organisation, siret: siretOf(page.pivot), now: ctx.now });
    if (!(await give(tx, claim, page, orgId, ctx))) return refuse('PAGE_HELD');
    try {
      const userId = await writeAccount(tx, {
        newUserId: ctx.newId(),
        membershipId: ctx.newId(),
        email: claim.email,
        displayName: given.displayName,
        passwordHash: await hashPassword(given.password),
        role: 'VENUE_STAFF',
        partnerId: null,
        orgId,
        now: ctx.now,
      });
      return ok({ userId, venueId: page.id });
    } catch (error) {
      if (brokenConstraint(error) === 'membership_one_live') return refuse('ACCOUNT_EXISTS');
      throw error;
    }
  },
});

/** The signed-in person of an organisation follows the link: the page is one more of its sites. Value: the venue. */
export const joinPage = intention({
  name: 'join-page',
  input: z.object({ token }),
  may: 'page.join',
  async run(tx, given, ctx) {
    const opened = await openClaim(tx, given.token, ctx.now);
    if ('flaw' in opened) return refuse(opened.flaw);
    const { orgId } = ctx.actor;
    const labelled = joinFlaw({ labelled: await isLabelled(tx, orgId, ctx.today) });
    if (labelled !== null) return refuse(labelled);
    return (await give(tx, opened.claim, opened.page, orgId, ctx))
      ? ok({ venueId: opened.page.id })
      : refuse('PAGE_HELD');
  },
});

/**
 * The authority answers a request: the page goes to the organisation of who asks, or to a new one with an invitation
 * to its first account; or it is refused with a reason. Either way the person is told. Value: the claim.
 */
export const answerClaim = intention({
  name: 'answer-page-claim',
  input: answerSchema,
  may: 'page.grant',
  async run(tx, given, ctx) {
    const claim = await findClaim(tx, { id: given.claimId }, { lock: true });
    if (claim === null || claim.route !== 'AUTHORITY') return refuse('CLAIM_UNKNOWN');
    if (claim.state !== 'OPEN' || claim.email === null) return refuse('CLAIM_ANSWERED');
    const page = await findPage(tx, { id: claim.venueId }, { lock: true });
    if (page === null) return refuse('CLAIM_UNKNOWN');
    if (given.verdict === 'REFUSE') {
      await closeClaim(tx, claim.id, { reason: given.reason }, ctx.actorRef, ctx.now);
      await tellClaimant(tx, claim.id, page, given.reason, ctx);
      return ok({ claimId: claim.id });
    }
    const held = heldFlaw(page);
    if (held !== null) return refuse(held);
    const orgId = claim.orgId ?? ctx.newId();
    if (claim.orgId === null) {
      const name = page.parentStructure ?? page.name;
      await insertOrganisation(tx, { id: orgId, name: name.slice(0, 120), siret: siretOf(page.pivot), now: ctx.now });
    }
    if (!(await give(tx, claim, page, orgId, ctx))) return refuse('PAGE_HELD');
    if (claim.orgId === null) await inviteFirst(tx, { ...claim, email: claim.email }, orgId, ctx);
    else await tellClaimant(tx, claim.id, page, null, ctx);
    return ok({ claimId: claim.id });
  },
});

type Opened =
  | { claim: Claim & { email: string }; page: ClaimedPage }
  | { flaw: NonNullable<ReturnType<typeof claimFlaw>> };

async function openClaim(tx: Tx, sent: string, now: Date): Promise<Opened> {
  const claim = await findClaim(tx, { tokenHash: pageTokenHash(sent) }, { lock: true });
  const page = claim === null ? null : await findPage(tx, { id: claim.venueId }, { lock: true });
  const flaw = claimFlaw(claim, page ?? { orgId: null }, now);
  if (flaw !== null) return { flaw };
  if (claim === null || page === null || claim.email === null) return { flaw: 'CLAIM_UNKNOWN' };
  return { claim: { ...claim, email: claim.email }, page };
}

const SOMEBODY_ELSE = 'Une autre personne de ce lieu tient désormais sa fiche. Demandez-lui un accès.';

/** Gives a page nobody holds to an organisation and answers its claim; those who asked too are told. */
async function give(tx: Tx, claim: Claim, page: ClaimedPage, orgId: string, ctx: Ctx): Promise<boolean> {
  if ((await attachVenues(tx, orgId, [page.id])) !== 1) return false;
  await closeClaim(tx, claim.id, { grantedOrgId: orgId }, ctx.actorRef, ctx.now);
  for (const other of await closeOtherRequests(tx, page.id, claim.id, SOMEBODY_ELSE, ctx.actorRef, ctx.now))
    await tellClaimant(tx, other, page, SOMEBODY_ELSE, ctx);
  return true;
}

async function tellClaimant(tx: Tx, claimId: string, page: ClaimedPage, reason: string | null, ctx: Ctx) {
  await queuePageMessage(tx, {
    id: ctx.newId(),
    kind: reason === null ? 'page-claim-granted' : 'page-claim-refused',
    objectId: claimId,
    recipientId: claimId,
    channel: 'EMAIL',
    facts: { venue: page.name, commune: page.commune, reason },
    now: ctx.now,
  });
}

/** The first account of a new organisation is opened by an invitation, like every other. */
async function inviteFirst(
  tx: Tx,
  claim: Claim & { email: string },
  orgId: string,
  ctx: Pick<IntentionContext, 'newId' | 'now' | 'secrets'> & { actor: { userId: string } },
): Promise<void> {
  const id = ctx.newId();
  await expireInvitations(tx, claim.email, { partnerId: null, orgId }, ctx.now);
  await insertInvitation(tx, {
    id,
    tokenHash: invitationTokenHash(invitationToken(ctx.secrets, id)),
    email: claim.email,
    displayName: claim.displayName ?? claim.email,
    role: 'VENUE_STAFF',
    partnerId: null,
    orgId,
    invitedBy: ctx.actor.userId,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + INVITATION_DAYS * DAY_MS),
  });
  await queueInvitation(tx, ctx.newId(), id, ctx.now);
}
