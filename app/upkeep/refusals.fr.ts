import { sayRefusal as sayAccessRefusal } from '#app/access/texts.fr.ts';
import { sayDay } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { announceStop, cancelStop, moveStop, restoreStop } from './announce-stop.ts';
import type { askAuthority, askByMail, askForOrganisation } from './claim-page.ts';
import type { confirmByLink, confirmPage } from './confirm-page.ts';
import type { editPage, undoChange } from './edit-page.ts';
import type { answerClaim, joinPage, takePage } from './give-page.ts';
import type { postLetters } from './post-letters.ts';
import type { handleReport, reportError } from './report-error.ts';
import { MOST_STOPS } from './rules/stop.ts';
import type { keepOwnWords, takeSourceWords } from './settle-own-conflicts.ts';

export type UpkeepRefusal =
  | RefusalOf<typeof askByMail>
  | RefusalOf<typeof askAuthority>
  | RefusalOf<typeof askForOrganisation>
  | RefusalOf<typeof takePage>
  | RefusalOf<typeof joinPage>
  | RefusalOf<typeof answerClaim>
  | RefusalOf<typeof editPage>
  | RefusalOf<typeof undoChange>
  | RefusalOf<typeof announceStop>
  | RefusalOf<typeof cancelStop>
  | RefusalOf<typeof moveStop>
  | RefusalOf<typeof restoreStop>
  | RefusalOf<typeof keepOwnWords>
  | RefusalOf<typeof takeSourceWords>
  | RefusalOf<typeof confirmPage>
  | RefusalOf<typeof confirmByLink>
  | RefusalOf<typeof postLetters>
  | RefusalOf<typeof reportError>
  | RefusalOf<typeof handleReport>;

const password =
  (refusal: 'PASSWORD_TOO_SHORT' | 'PASSWORD_TOO_LONG' | 'PASSWORD_COMMON' | 'PASSWORD_LIKE_EMAIL') => () =>
    sayAccessRefusal({ refusal, facts: {} });

const theDay = (day: RefusalFacts[string] | undefined) => (typeof day === 'string' ? `Le ${sayDay(day)}` : 'Ce jour');

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<UpkeepRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez\u00a0: rien n’a été enregistré.',
  VENUE_NOT_FOUND: () => 'Ce lieu n’est pas, ou n’est plus, dans la liste.',
  PAGE_HELD: () =>
    'Une équipe tient déjà la fiche de ce lieu. Demandez-lui un accès, ou écrivez à la collectivité si c’est une erreur.',
  NO_MAILBOX: () => 'Ce lieu ne publie pas d’adresse e-mail. Faites votre demande à la collectivité.',
  ALREADY_ASKED: () => 'Votre demande est déjà enregistrée. La collectivité vous répondra par e-mail.',
  CLAIM_UNKNOWN: () =>
    'Ce lien ne marche pas. Vérifiez qu’il est complet, ou demandez-en un autre sur la fiche du lieu.',
  CLAIM_ANSWERED: () => 'Cette demande a déjà sa réponse. Connectez-vous, ou rechargez la page.',
  CLAIM_EXPIRED: () => 'Ce lien est trop ancien. Demandez-en un autre sur la fiche du lieu.',
  ORG_LABELLED: () =>
    'Votre structure est reconnue pour les pass\u00a0: c’est la collectivité qui lui ajoute un lieu. Faites-lui la demande sur la fiche du lieu.',
  ACCOUNT_EXISTS: () =>
    'L’adresse e-mail de ce lieu a déjà un compte. Connectez-vous avec ce compte, puis rouvrez ce lien.',
  NOT_YOUR_PAGE: () => 'Cette fiche n’est pas, ou n’est plus, celle de votre structure.',
  CHANGE_NOT_FOUND: () => 'Ce changement n’existe pas. Rechargez la page.',
  CHANGE_UNDONE: () => 'Ce changement est déjà annulé. Rechargez la page.',
  CHANGED_SINCE: () => 'Ces informations ont été changées depuis. Annulez d’abord le changement le plus récent.',
  NOTHING_TO_UNDO: () =>
    'Il ne reste rien à annuler : ces passages sont terminés, ou ont été changés depuis. Regardez la tournée.',
  STOP_OVER: () => 'Ce passage est terminé : on ne peut plus l’ajouter ni le retirer.',
  STOP_TOO_FAR: ({ day }) => `${theDay(day)} est dans plus d’un an. Vérifiez l’année.`,
  STOP_ELSEWHERE: ({ day }) =>
    `${theDay(day)}, à ces heures, vous avez déjà annoncé un passage ailleurs. Changez les heures, ou retirez l’autre passage.`,
  TOO_MANY_STOPS: () =>
    `Une fiche annonce ${MOST_STOPS} passages au plus : retirez-en, ou choisissez un dernier jour plus proche.`,
  STOP_NOT_FOUND: () => 'Ce passage n’existe pas, ou est déjà retiré. Rechargez la page.',
  CONFLICT_CHANGED: () => 'Une source a changé, ou quelqu’un a déjà répondu. Relisez la liste, puis choisissez.',
  REQUEST_UNKNOWN: () => 'Ce lien ne marche pas. Vérifiez qu’il est complet.',
  REQUEST_ANSWERED: () => 'C’est déjà confirmé. Merci.',
  REQUEST_EXPIRED: () => 'Ce lien est trop ancien. Un autre viendra dans six mois ; vous pouvez aussi vous connecter.',
  LETTERS_POSTED: () => 'Ces lettres sont déjà marquées comme postées, ou le lieu a répondu. Rechargez la page.',
  REPORT_NOT_FOUND: () => 'Ce signalement a déjà sa réponse, ou n’est pas pour vous. Rechargez la page.',
  PASSWORD_TOO_SHORT: password('PASSWORD_TOO_SHORT'),
  PASSWORD_TOO_LONG: password('PASSWORD_TOO_LONG'),
  PASSWORD_COMMON: password('PASSWORD_COMMON'),
  PASSWORD_LIKE_EMAIL: password('PASSWORD_LIKE_EMAIL'),
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: UpkeepRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}
