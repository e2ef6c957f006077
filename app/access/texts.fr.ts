import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { acceptInvitation } from './accept-invitation.ts';
import type { inviteProfessional, withdrawInvitation } from './invite-professional.ts';
import type { askPasswordReset, resetPassword } from './reset-password.ts';
import type { revokeMembership } from './revoke-membership.ts';
import type { Role } from './rules/roles.ts';

export type AccessRefusal =
  | RefusalOf<typeof acceptInvitation>
  | RefusalOf<typeof inviteProfessional>
  | RefusalOf<typeof withdrawInvitation>
  | RefusalOf<typeof revokeMembership>
  | RefusalOf<typeof askPasswordReset>
  | RefusalOf<typeof resetPassword>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<AccessRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  PARTNER_REVOKED: () => 'L’accès de ce partenaire est fermé. Contactez la collectivité.',
  ORGANISATION_NOT_FOUND: () => 'Cette structure n’existe pas. Revenez à la liste.',
  ALREADY_MEMBER: () => 'Cette personne a déjà un compte ici. Elle peut se connecter.',
  INVITATION_UNKNOWN: () => 'Ce lien ne marche pas. Vérifiez qu’il est complet, ou demandez une nouvelle invitation.',
  INVITATION_USED: () =>
    'Cette invitation a déjà servi. Connectez-vous avec votre adresse e-mail et votre mot de passe.',
  INVITATION_EXPIRED: () =>
    'Ce lien ne marche plus\u00a0: il est trop ancien, ou une invitation plus récente le remplace. Demandez-en une nouvelle.',
  ALREADY_ELSEWHERE: () =>
    'Cette adresse e-mail a déjà un compte dans un autre organisme. Un compte n’a qu’un organisme\u00a0: demandez la fermeture de l’autre accès, ou une invitation à une autre adresse.',
  RESET_UNKNOWN: () => 'Ce lien ne marche pas. Vérifiez qu’il est complet, ou demandez-en un autre.',
  RESET_USED: () => 'Ce lien a déjà servi\u00a0: votre mot de passe est changé. Connectez-vous avec le nouveau.',
  RESET_EXPIRED: () => 'Ce lien est trop ancien\u00a0: il marche une heure. Demandez-en un autre.',
  PASSWORD_TOO_SHORT: () =>
    'Ce mot de passe est trop court. Écrivez au moins 12 caractères\u00a0: une petite phrase convient.',
  PASSWORD_TOO_LONG: () => 'Ce mot de passe est trop long. Écrivez 200 caractères au plus.',
  PASSWORD_COMMON: () => 'Ce mot de passe est trop facile à deviner. Choisissez quelques mots sans lien entre eux.',
  PASSWORD_LIKE_EMAIL: () => 'Ce mot de passe ressemble trop à votre adresse e-mail. Choisissez-en un autre.',
  ONESELF: () => 'Vous ne pouvez pas fermer votre propre accès. Demandez à une autre personne de la collectivité.',
  MEMBER_NOT_FOUND: () => 'Cet accès est déjà fermé, ou n’existe pas.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: AccessRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

/** What a role is, to somebody who chooses one or reads a list. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  AGENT: 'Agent',
  PARTNER_MANAGER: 'Responsable',
  VENUE_STAFF: 'Équipe du lieu',
  AUTHORITY: 'Collectivité',
};

export const SIGN_IN_WRONG =
  'Cette adresse e-mail et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis essayez encore.';

export const CONFIRM_WRONG = 'Ce n’est pas votre mot de passe. Rien n’a changé. Écrivez-le de nouveau.';

export const ACCESS_CLOSED =
  'Votre accès est fermé. Contactez la personne qui gère les comptes de votre organisme, ou la collectivité.';

/** What to say after too many tries, with how long to wait. */
export function sayTooManyTries(retryAfterSeconds: number): string {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60));
  return `Il y a eu trop d’essais. Attendez ${minutes === 1 ? '1 minute' : `${minutes} minutes`}, puis essayez encore.`;
}
