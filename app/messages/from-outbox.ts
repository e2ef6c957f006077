import { z } from 'zod';
import { PAGE_MESSAGES } from '#app/upkeep/rules/messages.ts';
import { BOOKING_MESSAGES, type Message, type Sender } from './message.ts';

/** What the outbox keeps of a booking's message: read from JSON, so checked. */
const bookingFacts = z.object({
  title: z.string(),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  venue: z.string(),
  street: z.string(),
  postcode: z.string(),
  commune: z.string(),
  reason: z.string().nullable(),
});

/** The same of passes whose last day comes. */
const expiryFacts = z.object({ passes: z.number(), lastDay: z.string() });

const bookingKind = z.enum(BOOKING_MESSAGES);

const word = z.string().nullable().default(null);
const figure = z.number().nullable().default(null);
/** The same of a page: each kind says a part of it. */
const pageFacts = z.object({
  venue: z.string(),
  commune: word,
  slug: word,
  days: figure,
  reason: word,
  subject: word,
  words: word,
  state: word,
  answer: word,
  before: figure,
  after: figure,
  feedId: word,
  saidOn: word,
});

const pageKind = z.enum(PAGE_MESSAGES);

/** A row of the outbox with who it is for, read when it is rendered. */
export interface QueuedMessage {
  readonly kind: string;
  readonly objectId: string;
  readonly facts: unknown;
  readonly createdAt: Date;
  /** The person of a booking's message; null once their identity is erased. */
  readonly person: { readonly givenName: string; readonly shared: boolean } | null;
  /** `organisation` is null when the authority invites somebody of its own. */
  readonly invitation: {
    readonly displayName: string;
    readonly organisation: string | null;
    readonly expiresAt: Date;
  } | null;
  readonly reset: { readonly displayName: string; readonly expiresAt: Date } | null;
}

/** Makes the links messages carry from the id of what they open: no link is kept anywhere. */
export interface Links {
  readonly invitation: (id: string) => string;
  readonly reset: (id: string) => string;
  /** Null for a kind of message about a page that carries none. */
  readonly page: (kind: string, id: string) => string | null;
}

/** The message of a row; null when it is of no known kind, or for nobody any more. */
export function messageOf(row: QueuedMessage, sender: Sender, links: Links): Message | null {
  if (row.kind === 'invitation') {
    if (row.invitation === null) return null;
    const organisation = row.invitation.organisation ?? sender.territory;
    return { ...row.invitation, kind: 'invitation', organisation, link: links.invitation(row.objectId) };
  }
  if (row.kind === 'password-reset') {
    return row.reset && { ...row.reset, kind: 'password-reset', link: links.reset(row.objectId) };
  }
  const page = pageKind.safeParse(row.kind);
  if (page.success) {
    const facts = pageFacts.safeParse(row.facts);
    if (!facts.success) return null;
    const { saidOn, ...rest } = facts.data;
    return { kind: page.data, facts: rest, link: links.page(row.kind, row.objectId), saidOn, writtenAt: row.createdAt };
  }
  if (row.kind === 'passes-expiring') {
    const facts = expiryFacts.safeParse(row.facts);
    if (!facts.success || row.person === null) return null;
    const { givenName, shared } = row.person;
    return { ...facts.data, kind: 'passes-expiring', givenName, shared, writtenAt: row.createdAt };
  }
  const kind = bookingKind.safeParse(row.kind);
  const facts = bookingFacts.safeParse(row.facts);
  if (!kind.success || !facts.success || row.person === null) return null;
  const { street, postcode, commune, ...rest } = facts.data;
  const { givenName, shared } = row.person;
  return {
    ...rest,
    kind: kind.data,
    givenName,
    shared,
    address: `${street}, ${postcode} ${commune}`,
    writtenAt: row.createdAt,
  };
}
