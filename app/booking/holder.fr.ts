import { sayTime } from '#app/calendar/rules/french-dates.ts';
import type { BookingState, CancelledBy } from './rules/booking.ts';

const NBSP = '\u00a0';

/** A booking as far as its person must be told of it. */
interface ToldBooking {
  state: BookingState;
  cancelledBy: CancelledBy | null;
  excused: boolean | null;
  cancelReason: string | null;
  pricePasses: number;
  endsAt: Date;
}

/** What became of a booking, in a sentence to its person; null while it simply stands. */
export function bookingStateWords(booking: ToldBooking, now: Date): string | null {
  switch (booking.state) {
    case 'CONFIRMED':
      return booking.endsAt > now ? null : 'Le lieu n’a pas encore noté si vous étiez là.';
    case 'ATTENDED':
      return booking.pricePasses === 0 ? 'Vous y étiez.' : `Vous y étiez${NBSP}: ${usedWords(booking.pricePasses)}.`;
    case 'NO_SHOW':
      return `${booking.excused === true ? 'Votre absence est excusée' : 'Vous n’étiez pas là'}${returnedWords(booking.pricePasses)}.`;
    case 'CANCELLED':
      return `${CANCELLED_WORDS[booking.cancelledBy ?? 'HOLDER']}${reasonWords(booking)}${returnedWords(booking.pricePasses)}.`;
  }
}

const CANCELLED_WORDS: Readonly<Record<CancelledBy, string>> = {
  HOLDER: 'Vous avez annulé',
  PARTNER: 'La personne qui vous accompagne a annulé',
  VENUE: 'Le lieu a annulé',
  AUTHORITY: 'La collectivité a annulé',
};

function reasonWords({ cancelledBy, cancelReason }: ToldBooking): string {
  return cancelledBy === 'VENUE' && cancelReason !== null ? ` («${NBSP}${cancelReason}${NBSP}»)` : '';
}

function usedWords(price: number): string {
  return price === 1 ? `1${NBSP}pass utilisé` : `${price}${NBSP}pass utilisés`;
}

function returnedWords(price: number): string {
  if (price === 0) return '';
  return price === 1 ? `${NBSP}: votre pass est revenu` : `${NBSP}: vos ${price}${NBSP}pass sont revenus`;
}

/** What a booking will take, and what will be left. */
export function costWords(price: number, left: number): string {
  if (price === 0) return 'Cet atelier ne prend aucun pass.';
  const rest = left - price;
  return `Cet atelier prend ${price}${NBSP}pass. ${rest === 0 ? 'Ce sont vos derniers.' : `Il vous en restera ${rest}.`}`;
}

/** What cancelling gives back. */
export function givenBackWords(price: number): string {
  if (price === 0) return 'Votre place sera libre pour quelqu’un d’autre.';
  return `${price === 1 ? 'Votre pass revient' : `Vos ${price}${NBSP}pass reviennent`} tout de suite dans votre carnet. Votre place sera libre pour quelqu’un d’autre.`;
}

/** From when a person may say they have arrived. */
export function checkInOpensWords(opensAt: Date): string {
  return `À partir de ${sayTime(opensAt)}, vous pourrez dire ici que vous êtes là.`;
}

/** What just happened, said once at the top of the page that follows. */
export const NEWS = {
  reserve: 'Votre place est réservée. Imprimez ce ticket, ou notez le jour et l’heure.',
  deplace: 'C’est changé\u00a0: voici votre nouveau ticket. L’ancien ne compte plus.',
  annule: 'Votre place est annulée. Vos pass sont revenus.',
  present: 'C’est noté\u00a0: vous êtes là. Bon atelier\u00a0!',
  sorti: 'Votre pass est fermé sur cet appareil.',
} as const;

export type News = keyof typeof NEWS;

/** Reads which news a page's address asks for. */
export function newsOf(word: string | null): string | null {
  return word !== null && Object.hasOwn(NEWS, word) ? NEWS[word as News] : null;
}

/** The tries of the day's word are used up. */
export const TOO_MANY_WORDS =
  'Il y a eu trop d’essais. Dites à l’accueil que vous êtes là\u00a0: on notera votre présence.';
