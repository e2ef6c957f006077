import { sayDay } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { createOrganisation, endLabel } from './label-organisation.ts';

export type DirectoryRefusal = RefusalOf<typeof createOrganisation> | RefusalOf<typeof endLabel>;

/** Every refusal of the intentions of this context, as a person reads it. */
const SENTENCES: Record<DirectoryRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  VENUE_TAKEN: () => 'Un de ces lieux appartient déjà à une structure, ou n’existe plus. Cherchez-le de nouveau.',
  LABEL_NOT_FOUND: () => 'Cette période n’existe pas. Rechargez la page.',
  LABEL_LENGTHENED: (facts) =>
    `Cette période finit le ${day(facts.endsOn)}. Pour aller plus loin, il faut un dossier validé par deux personnes.`,
  LABEL_END_PAST: () =>
    'Le dernier jour ne peut pas être passé\u00a0: ce qui a été encaissé reste valable. Choisissez aujourd’hui ou plus tard.',
  LABEL_ENDS_BEFORE_START: (facts) =>
    `Cette période commence le ${day(facts.startsOn)}. Choisissez ce jour ou un jour plus tard.`,
  LABEL_OVER: (facts) =>
    `Cette période est finie depuis le ${day(facts.endsOn)}. Une nouvelle période demande un dossier.`,
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: DirectoryRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

function day(iso: RefusalFacts[string] | undefined): string {
  return typeof iso === 'string' ? sayDay(iso) : 'premier jour';
}
