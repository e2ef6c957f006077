import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { addConvention, createPartner } from './create-partner.ts';
import type { attachDocument, nameAgents, revokeConvention } from './manage-convention.ts';
import type { addSite, assignSite } from './manage-sites.ts';
import type { revokePartner } from './revoke-partner.ts';

export type PartnersRefusal =
  | RefusalOf<typeof createPartner>
  | RefusalOf<typeof addConvention>
  | RefusalOf<typeof revokePartner>
  | RefusalOf<typeof addSite>
  | RefusalOf<typeof assignSite>
  | RefusalOf<typeof attachDocument>
  | RefusalOf<typeof nameAgents>
  | RefusalOf<typeof revokeConvention>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<PartnersRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  PARTNER_NAME_TAKEN: () => 'Un partenaire porte déjà ce nom. Donnez-en un autre, ou ouvrez sa page.',
  PARTNER_REVOKED: () => 'L’accès de ce partenaire est déjà fermé, ou ce partenaire n’existe pas.',
  CONVENTION_CLOSED: () => 'Cette convention est déjà résiliée, ou n’existe pas.',
  SITE_NAME_TAKEN: () => 'Ce partenaire a déjà un site de ce nom.',
  SITE_NOT_FOUND: () => 'Ce site n’est pas un site de ce partenaire.',
  MEMBER_NOT_FOUND: () => 'Cette personne ne travaille plus pour ce partenaire.',
  CONVENTION_OVERLAPS: () => 'Une autre convention couvre une partie de ces jours. Choisissez d’autres dates.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: PartnersRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}
