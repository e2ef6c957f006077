import { PAGE_MESSAGES, type PageMessageKind } from '#app/upkeep/rules/messages.ts';

/** The kinds of message about one booking. */
export const BOOKING_MESSAGES = [
  'booking-confirmed',
  'booking-moved',
  'booking-cancelled',
  'session-cancelled',
  'session-changed',
] as const;
export type BookingMessageKind = (typeof BOOKING_MESSAGES)[number];

/** A message about one booking: the facts of the moment it was decided. */
export interface BookingMessage {
  readonly kind: BookingMessageKind;
  readonly givenName: string;
  /** The phone or mailbox is also someone else's: the message names neither the session nor the pass. */
  readonly shared: boolean;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly venue: string;
  /** "25 avenue des Frères-Lumière, 69008 Lyon". */
  readonly address: string;
  /** Why the venue cancelled; null when nobody said. */
  readonly reason: string | null;
  readonly writtenAt: Date;
}

/** The link that opens a professional's account. */
export interface InvitationMessage {
  readonly kind: 'invitation';
  readonly displayName: string;
  /** Who invites: a partner, an organisation, the authority. */
  readonly organisation: string;
  readonly link: string;
  readonly expiresAt: Date;
}

/** The link to a new password, for a professional who forgot the old one. */
export interface PasswordResetMessage {
  readonly kind: 'password-reset';
  readonly displayName: string;
  readonly link: string;
  readonly expiresAt: Date;
}

/** Passes that somebody holds, not reserved, and whose last day comes. */
export interface ExpiryMessage {
  readonly kind: 'passes-expiring';
  readonly givenName: string;
  /** The phone or mailbox is also someone else's: the message does not name the pass. */
  readonly shared: boolean;
  readonly passes: number;
  /** The last Paris day on which they may be used. */
  readonly lastDay: string;
  readonly writtenAt: Date;
}

/** A message about a venue's page, or about a source of venues. */
export interface PageMessage {
  readonly kind: PageMessageKind;
  readonly facts: {
    /** The venue's name; the source's when it is about one. */
    readonly venue: string;
    readonly commune: string | null;
    readonly slug: string | null;
    readonly days: number | null;
    readonly reason: string | null;
    readonly subject: string | null;
    readonly words: string | null;
    readonly state: string | null;
    readonly answer: string | null;
    readonly before: number | null;
    readonly after: number | null;
    readonly feedId: string | null;
  };
  /** The one-time link, when the message carries one. */
  readonly link: string | null;
  /** The day of what is answered. */
  readonly saidOn: string | null;
  readonly writtenAt: Date;
}

export type Message = BookingMessage | InvitationMessage | PasswordResetMessage | ExpiryMessage | PageMessage;

/** Whether a message is about a page. */
export function isPageMessage(message: Message): message is PageMessage {
  return (PAGE_MESSAGES as readonly string[]).includes(message.kind);
}

/** What every message knows of the installation. */
export interface Sender {
  readonly territory: string;
  /** Where people see the site, without a final slash. */
  readonly origin: string;
}

/** What a message says, before it takes the form of an SMS, an e-mail or a letter. */
export interface MessageWords {
  readonly subject: string;
  readonly greeting: string;
  /** The news, in one sentence. */
  readonly news: string;
  /** What, when, where: a name and a value a line. */
  readonly details: readonly (readonly [name: string, value: string])[];
  /** What to do next, a sentence each. */
  readonly next: readonly string[];
}
