import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { closeInvitation, findInvitationForUpdate, writeAccount } from '#db/queries/accounts.ts';
import { invitationTokenHash } from './invitation-token.ts';
import { hashPassword } from './password.ts';
import { acceptSchema, invitationFlaw } from './rules/invite.ts';
import { passwordFlaw } from './rules/password.ts';

/**
 * Opens the account an invitation promises, once. An account whose last place was closed gets the new one,
 * its new password, and loses its old sessions. Value: the account and its role.
 */
export const acceptInvitation = intention({
  name: 'accept-invitation',
  // The key's request hash covers the password; the token beside it, that nobody can guess, makes it no oracle.
  input: acceptSchema.extend({ token: z.string().max(200) }),
  may: 'account.create',
  async run(tx, given, ctx) {
    const invitation = await findInvitationForUpdate(tx, invitationTokenHash(given.token));
    const flaw = invitationFlaw(invitation, ctx.now);
    if (flaw !== null || invitation === null) return refuse(flaw ?? 'INVITATION_UNKNOWN');
    const weak = passwordFlaw(given.password, invitation.email);
    if (weak !== null) return refuse(`PASSWORD_${weak}`);
    try {
      const userId = await writeAccount(tx, {
        ...invitation,
        newUserId: ctx.newId(),
        membershipId: ctx.newId(),
        displayName: given.displayName,
        passwordHash: await hashPassword(given.password),
        now: ctx.now,
      });
      await closeInvitation(tx, invitation.id, ctx.now);
      return ok({ userId, role: invitation.role });
    } catch (error) {
      // One account, one place: the person leaves the other before joining this one.
      if (brokenConstraint(error) === 'membership_one_live') return refuse('ALREADY_ELSEWHERE');
      throw error;
    }
  },
});
