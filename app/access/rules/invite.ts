import { z } from 'zod';
import { ROLES, type Role } from './roles.ts';

/** How long an invitation's link works. */
export const INVITATION_DAYS = 7;

const email = z
  .string({ error: 'Écrivez son adresse e-mail.' })
  .trim()
  .toLowerCase()
  .pipe(
    z
      .email('Cette adresse e-mail ne va pas. Exemple\u00a0: nom@exemple.fr.')
      .max(200, 'Cette adresse est trop longue.'),
  );

export const displayName = z
  .string({ error: 'Écrivez le prénom et le nom.' })
  .trim()
  .min(1, 'Écrivez le prénom et le nom.')
  .max(80, 'C’est trop long\u00a0: 80 caractères au plus.');

/** A professional to invite: partner roles name their partner, venue staff their organisation, the authority neither. */
export const inviteSchema = z
  .object({
    email,
    displayName,
    role: z.enum(ROLES, { error: 'Choisissez un rôle.' }),
    partnerId: z.uuid().optional(),
    orgId: z.uuid().optional(),
  })
  .refine(boundToItsKind, { path: ['role'], error: 'Choisissez un rôle.' });
export type Invite = z.infer<typeof inviteSchema>;

/** The CHECK `invitation_bound` says the same. */
function boundToItsKind({
  role,
  partnerId,
  orgId,
}: {
  role: Role;
  partnerId?: string | undefined;
  orgId?: string | undefined;
}): boolean {
  return isPartnerRole(role) === (partnerId !== undefined) && (role === 'VENUE_STAFF') === (orgId !== undefined);
}

export function isPartnerRole(role: Role): boolean {
  return role === 'AGENT' || role === 'PARTNER_MANAGER';
}

/** An invitation as it stands when its link is opened. */
export interface OpenedInvitation {
  usedAt: Date | null;
  expiresAt: Date;
  partnerRevoked: boolean;
}

export type InvitationFlaw = 'INVITATION_UNKNOWN' | 'INVITATION_USED' | 'INVITATION_EXPIRED' | 'PARTNER_REVOKED';

/** Why an invitation no longer opens an account, or null. */
export function invitationFlaw(invitation: OpenedInvitation | null, now: Date): InvitationFlaw | null {
  if (invitation === null) return 'INVITATION_UNKNOWN';
  if (invitation.usedAt !== null) return 'INVITATION_USED';
  if (invitation.expiresAt <= now) return 'INVITATION_EXPIRED';
  return invitation.partnerRevoked ? 'PARTNER_REVOKED' : null;
}

/** What the person who follows the link fills in. */
export const acceptSchema = z.object({
  displayName,
  password: z.string({ error: 'Choisissez un mot de passe.' }).max(1000, 'Ce mot de passe est trop long.'),
});
