import { z } from 'zod';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { expireInvitations, insertInvitation, isMemberThere, withdrawOneInvitation } from '#db/queries/accounts.ts';
import { organisationExists } from '#db/queries/organisations.ts';
import { queueInvitation } from '#db/queries/outbox.ts';
import { partnerIsActive } from '#db/queries/partners.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { invitationToken, invitationTokenHash } from './invitation-token.ts';
import type { AuthorityActor, PartnerActor } from './rules/actor.ts';
import { INVITATION_DAYS, type Invite, inviteSchema, isPartnerRole } from './rules/invite.ts';

const DAY_MS = 86_400_000;

/**
 * Invites a professional: the authority for any role, a partner's manager for agents of its own partner.
 * The link goes by e-mail; an earlier link to the same person for the same place stops working. Value:
 * the invitation's id, from which the page derives the link: neither the key's result nor the audit holds it.
 */
export const inviteProfessional = intention({
  name: 'invite-professional',
  input: inviteSchema,
  may: 'professional.invite',
  async run(tx, invite, ctx) {
    const place = { partnerId: invite.partnerId ?? null, orgId: invite.orgId ?? null };
    const refusal = await refusePlace(tx, invite, ctx);
    if (refusal !== null) return refuse(refusal);
    if (await isMemberThere(tx, invite.email, invite.role, place)) return refuse('ALREADY_MEMBER');
    await expireInvitations(tx, invite.email, place, ctx.now);
    const invitationId = ctx.newId();
    await insertInvitation(tx, {
      ...place,
      id: invitationId,
      tokenHash: invitationTokenHash(invitationToken(ctx.secrets, invitationId)),
      email: invite.email,
      displayName: invite.displayName,
      role: invite.role,
      invitedBy: ctx.actor.userId,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + INVITATION_DAYS * DAY_MS),
    });
    await queueInvitation(tx, ctx.newId(), invitationId, ctx.now);
    return ok({ invitationId });
  },
});

/** Makes an invitation's link stop working. Value: the invitation's id. */
export const withdrawInvitation = intention({
  name: 'withdraw-invitation',
  input: z.object({ invitationId: z.uuid() }),
  may: 'professional.invite',
  async run(tx, { invitationId }, ctx) {
    const partnerId = ctx.actor.role === 'PARTNER_MANAGER' ? ctx.actor.partnerId : null;
    return (await withdrawOneInvitation(tx, invitationId, partnerId, ctx.now))
      ? ok({ invitationId })
      : refuse('INVITATION_UNKNOWN');
  },
});

type PlaceRefusal = 'NOT_ALLOWED' | 'PARTNER_REVOKED' | 'ORGANISATION_NOT_FOUND';

async function refusePlace(
  tx: Tx,
  invite: Invite,
  { actor }: IntentionContext<AuthorityActor | PartnerActor>,
): Promise<PlaceRefusal | null> {
  if (actor.role !== 'AUTHORITY') {
    if (invite.role !== 'AGENT' || invite.partnerId !== actor.partnerId) return 'NOT_ALLOWED';
    return (await holdPartner(tx, actor.partnerId, actor.membershipId)) ? null : 'PARTNER_REVOKED';
  }
  if (isPartnerRole(invite.role)) return (await partnerIsActive(tx, invite.partnerId ?? '')) ? null : 'PARTNER_REVOKED';
  if (invite.role === 'VENUE_STAFF')
    return (await organisationExists(tx, invite.orgId ?? '')) ? null : 'ORGANISATION_NOT_FOUND';
  return null;
}
