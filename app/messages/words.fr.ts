import { sayMoment, sayMomentSpan } from '#app/calendar/rules/french-dates.ts';
import { expiryWords } from './expiry-words.fr.ts';
import {
  type BookingMessage,
  type BookingMessageKind,
  type InvitationMessage,
  isPageMessage,
  type Message,
  type MessageWords,
  type PasswordResetMessage,
  type Sender,
} from './message.ts';
import { pageWords } from './page-words.fr.ts';

const NBSP = '\u00a0';

interface News {
  readonly subject: string;
  /** One or two sentences, without the last point: the details follow. */
  readonly news: string;
  /** The same for a phone or a mailbox that others read. */
  readonly discreet: string;
  /** What it means for the passes. */
  readonly passes?: string;
}

const GIVEN_BACK = 'Vos pass vous sont rendus.';

const NEWS: Readonly<Record<BookingMessageKind, News>> = {
  'booking-confirmed': {
    subject: 'Votre place est réservée',
    news: 'Votre place est réservée',
    discreet: 'Votre rendez-vous est confirmé',
  },
  'booking-moved': {
    subject: 'Votre réservation a changé de date',
    news: 'Votre réservation a changé. Voici la nouvelle',
    discreet: 'Votre rendez-vous a changé. Voici le nouveau',
  },
  'booking-cancelled': {
    subject: 'Votre réservation est annulée',
    news: 'Votre réservation est annulée',
    discreet: 'Votre rendez-vous est annulé',
    passes: GIVEN_BACK,
  },
  'session-cancelled': {
    subject: 'Votre atelier est annulé',
    news: 'Le lieu a annulé votre atelier',
    discreet: 'Votre rendez-vous est annulé',
    passes: GIVEN_BACK,
  },
  'session-changed': {
    subject: 'Votre atelier a changé',
    news: 'Le lieu a changé votre atelier. Voici la bonne date et le bon lieu',
    discreet: 'Votre rendez-vous a changé. Voici la bonne date et le bon lieu',
  },
};

const SHARED_SUBJECT: Readonly<Record<BookingMessageKind, string>> = {
  'booking-confirmed': 'Votre rendez-vous est confirmé',
  'booking-moved': 'Votre rendez-vous a changé',
  'booking-cancelled': 'Votre rendez-vous est annulé',
  'session-cancelled': 'Votre rendez-vous est annulé',
  'session-changed': 'Votre rendez-vous a changé',
};

/** What a message says, in French. */
export function wordsOf(message: Message, sender: Sender): MessageWords {
  if (message.kind === 'invitation') return invitationWords(message);
  if (message.kind === 'password-reset') return resetWords(message);
  if (isPageMessage(message)) return pageWords(message, sender);
  return message.kind === 'passes-expiring' ? expiryWords(message, sender) : bookingWords(message, sender);
}

/** "mardi 24 novembre à 14 h": without the year, for short messages of that year. */
export function shortMoment(message: BookingMessage): string {
  return sayMoment(message.startsAt, message.writtenAt);
}

/** Whether the person no longer has to come. */
export function isOff(kind: BookingMessageKind): boolean {
  return kind === 'booking-cancelled' || kind === 'session-cancelled';
}

/** The news of a booking's message, as its reader may be told; no point at its end. */
export function newsOf(message: BookingMessage): string {
  return message.shared ? NEWS[message.kind].discreet : NEWS[message.kind].news;
}

/** What becomes of the passes, when there is something to say of it to this reader. */
export function passesOf(message: BookingMessage): string | null {
  return message.shared ? null : (NEWS[message.kind].passes ?? null);
}

function bookingWords(message: BookingMessage, sender: Sender): MessageWords {
  const { kind, shared } = message;
  const when = ['Quand', sayMomentSpan(message.startsAt, message.endsAt)] as const;
  const where = ['Où', `${message.venue}, ${message.address}`] as const;
  const why = message.reason === null ? [] : [['Pourquoi', message.reason] as const];
  return {
    subject: shared ? SHARED_SUBJECT[kind] : NEWS[kind].subject,
    greeting: `Bonjour ${message.givenName},`,
    news: [`${newsOf(message)}.`, passesOf(message)].filter((sentence) => sentence !== null).join(' '),
    details: shared ? [when, where] : [['Atelier', message.title], when, where, ...why],
    next: shared ? [] : nextSteps(kind, sender),
  };
}

function nextSteps(kind: BookingMessageKind, { origin }: Sender): string[] {
  const myPass = `${origin}/mon-pass`;
  if (isOff(kind)) return [`Pour choisir un autre atelier, avec le code de votre ticket${NBSP}: ${myPass}`];
  return [
    'Venez avec votre ticket. Votre code est écrit dessus.',
    `Pour changer ou annuler, avec ce code${NBSP}: ${myPass}`,
  ];
}

function invitationWords(message: InvitationMessage): MessageWords {
  return {
    subject: `${message.organisation}${NBSP}: votre accès à Passerelle`,
    greeting: `Bonjour ${message.displayName},`,
    news: `${message.organisation} vous ouvre un accès à Passerelle. Suivez ce lien, puis choisissez votre mot de passe.`,
    details: [
      ['Lien', message.link],
      ['Valable', `une seule fois, jusqu’au ${sayMoment(message.expiresAt)}`],
    ],
    next: ['Vous n’attendiez pas ce message\u00a0? Ne faites rien\u00a0: sans vous, le lien n’ouvre rien.'],
  };
}

function resetWords(message: PasswordResetMessage): MessageWords {
  return {
    subject: 'Passerelle\u00a0: un nouveau mot de passe',
    greeting: `Bonjour ${message.displayName},`,
    news: 'Vous avez oublié votre mot de passe. Suivez ce lien pour en choisir un autre.',
    details: [
      ['Lien', message.link],
      ['Valable', `une seule fois, jusqu’au ${sayMoment(message.expiresAt)}`],
    ],
    next: ['Vous n’avez rien demandé\u00a0? Ne faites rien\u00a0: votre mot de passe ne change pas.'],
  };
}

/** The last lines of e-mails and letters. */
export function signature({ territory }: Sender): string {
  return `Passerelle, pour la ${territory}`;
}

export const NO_REPLY = 'Ce message est automatique\u00a0: personne ne lit les réponses.';
