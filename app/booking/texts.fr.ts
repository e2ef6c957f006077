import { sayDay, sayMoment } from '#app/calendar/rules/french-dates.ts';
import type { RefusalFacts, RefusalOf } from '#app/platform/intention.ts';
import type { bookForHolder } from './book-for-holder.ts';
import type { cancelBooking } from './cancel-booking.ts';
import type { cancelSessions } from './cancel-sessions.ts';
import type { checkIn } from './check-in.ts';
import type { markAttendance } from './mark-attendance.ts';
import type { moveBooking } from './move-booking.ts';
import type { referPerson } from './refer-person.ts';

export type BookingContextRefusal =
  | RefusalOf<typeof bookForHolder>
  | RefusalOf<typeof cancelBooking>
  | RefusalOf<typeof cancelSessions>
  | RefusalOf<typeof checkIn>
  | RefusalOf<typeof markAttendance>
  | RefusalOf<typeof moveBooking>
  | RefusalOf<typeof referPerson>;

/** Every refusal of this context, as a person reads it: what happened, what to do. */
const SENTENCES: Record<BookingContextRefusal, (facts: RefusalFacts) => string> = {
  NOT_ALLOWED: () => 'Vous n’avez pas le droit de faire cela avec ce compte.',
  BAD_INPUT: () => 'Il manque quelque chose dans ce formulaire. Vérifiez vos réponses.',
  KEY_REUSED: () => 'Ce formulaire a déjà servi. Rechargez la page, puis recommencez.',
  TRY_AGAIN: () => 'Il y a beaucoup de monde en ce moment. Réessayez : rien n’a été enregistré.',
  HOLDER_NOT_FOUND: () => 'Nous ne trouvons pas cette personne parmi celles que vous suivez.',
  PARTNER_REVOKED: () => 'L’accès de votre organisme est fermé. Contactez la collectivité.',
  NO_CONVENTION: () =>
    'Votre organisme n’a pas de convention en cours : vous ne pouvez pas remettre de carnet. Contactez la collectivité.',
  AGENT_NOT_NAMED: () =>
    'La convention de votre organisme ne vous nomme pas : vous ne pouvez pas remettre de carnet. Voyez avec votre responsable.',
  SESSION_NOT_FOUND: () => 'Cet atelier n’existe plus. Choisissez-en un autre.',
  SESSION_CANCELLED: () => 'Cet atelier est annulé. Choisissez-en un autre.',
  SESSION_STARTED: () => 'Cet atelier a déjà commencé.',
  SESSION_FULL: () => 'Cet atelier est complet : la dernière place vient de partir. Choisissez-en un autre.',
  LABEL_LAPSED: () => 'Ce lieu n’accepte pas les pass à cette date. Choisissez un autre atelier.',
  ALREADY_BOOKED: () => 'Une place est déjà réservée dans cet atelier pour cette personne.',
  OVERLAPS: (facts) => `Un autre atelier est déjà réservé au même moment (${moment(facts.at)}).`,
  NOT_ENOUGH_PASSES: (facts) =>
    `Cet atelier demande ${passes(facts.price)}, il en reste ${facts.held}. Choisissez un autre atelier.`,
  PASSES_EXPIRE_BEFORE: (facts) =>
    `Les pass ne seront plus valables ce jour-là (dernier jour : ${day(facts.lastDay)}). Choisissez une date plus proche.`,
  NEIGHBOURHOOD_UNKNOWN: () =>
    'Ce quartier n’est pas dans la liste en vigueur. Choisissez-le dans la liste, ou laissez la question vide.',
  BOOKLET_GONE: () => 'Ce carnet n’est plus dans votre stock. Choisissez-en un autre.',
  BIRTH_YEAR: () => 'Vérifiez l’année de naissance : la personne doit avoir au moins 14 ans.',
  NOTHING_ASKED: () => 'Choisissez un carnet à remettre ou un atelier à réserver.',
  BOOKING_NOT_FOUND: () => 'Nous ne trouvons pas cette réservation.',
  BOOKING_CLOSED: () => 'Cette réservation a déjà changé entre-temps. Rechargez la page pour la voir.',
  SESSION_NOT_TODAY: () => 'On note la présence le jour de l’atelier, pas avant.',
  TOO_EARLY: () => 'C’est un peu tôt : revenez une demi-heure avant le début de l’atelier.',
  WRONG_WORD: () => 'Ces quatre chiffres ne sont pas ceux du jour. Regardez l’affiche, ou demandez à l’accueil.',
  ALREADY_CLAIMED: () => 'Ce pass est déjà dans une demande de remboursement : on ne peut plus l’annuler ici.',
  NOTHING_TO_UNDO: () => 'Il n’y a rien à annuler pour cette personne.',
  ALREADY_CANCELLED: () => 'Cet atelier est déjà annulé.',
  SESSION_OVER: (facts) => `L’atelier du ${day(facts.day)} est passé\u00a0: on ne peut plus l’annuler.`,
  SOMEBODY_CAME: (facts) =>
    `Quelqu’un est noté présent à l’atelier du ${day(facts.day)}. Reprenez d’abord cette présence sur la feuille du jour.`,
  SESSION_CLOSED: () => 'Cet atelier est annulé\u00a0: on ne peut plus rien y noter.',
  PASSES_USED_ELSEWHERE: () =>
    'Les pass de cette personne ont servi ailleurs entre-temps : la présence ne peut plus être reprise.',
};

/** The French sentence of a refusal. */
export function sayRefusal(refused: { refusal: BookingContextRefusal; facts: RefusalFacts }): string {
  return SENTENCES[refused.refusal](refused.facts);
}

function passes(n: RefusalFacts[string] | undefined): string {
  return n === 1 ? '1 pass' : `${n} pass`;
}

function moment(iso: RefusalFacts[string] | undefined): string {
  return typeof iso === 'string' ? sayMoment(new Date(iso)) : 'le même jour';
}

function day(iso: RefusalFacts[string] | undefined): string {
  return typeof iso === 'string' ? sayDay(iso) : 'dépassé';
}
