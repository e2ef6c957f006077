import { expiryNews } from './expiry-words.fr.ts';
import { cutGsm, toGsm } from './gsm.ts';
import {
  type BookingMessage,
  type ExpiryMessage,
  type InvitationMessage,
  isPageMessage,
  type Message,
  type PasswordResetMessage,
  type Sender,
} from './message.ts';
import { pageSms } from './page-words.fr.ts';
import { isOff, NO_REPLY, newsOf, passesOf, shortMoment, signature, wordsOf } from './words.fr.ts';

/** Two parts of 153 places: what a phone shows as one message. */
export const SMS_MAX = 306;

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A message as an SMS of `SMS_MAX` places at most. What must be cut is the title and the place, never the date. */
export function renderSms(message: Message, sender: Sender): string {
  if (message.kind === 'invitation') return invitationSms(message);
  if (message.kind === 'password-reset') return resetSms(message);
  if (isPageMessage(message)) return cutGsm(toGsm(pageSms(message)), SMS_MAX);
  return message.kind === 'passes-expiring' ? expirySms(message, sender) : bookingSms(message, sender);
}

function bookingSms(message: BookingMessage, { origin }: Sender): string {
  const hello = `Bonjour ${cutGsm(toGsm(message.givenName), 20)}. ${toGsm(newsOf(message))}`;
  const when = toGsm(shortMoment(message));
  const passes = passesOf(message);
  const after =
    (passes === null ? '' : ` ${passes}`) + (message.shared ? '' : nextInSms(message, `${origin}/mon-pass`));
  const room = SMS_MAX - `${hello} : ${when}, , .${after}`.length;
  const title = message.shared ? '' : `${cutGsm(toGsm(message.title), Math.floor(room * 0.35))}, `;
  const left = room - title.length;
  const address = cutGsm(toGsm(message.address), Math.floor(left * 0.6));
  const venue = cutGsm(toGsm(message.venue), left - address.length);
  return cutGsm(`${hello} : ${title}${when}, ${venue}, ${address}.${after}`, SMS_MAX);
}

function expirySms(message: ExpiryMessage, { origin }: Sender): string {
  const hello = `Bonjour ${cutGsm(toGsm(message.givenName), 20)}. ${toGsm(expiryNews(message))}`;
  return cutGsm(message.shared ? hello : `${hello} Choisir un atelier : ${toGsm(`${origin}/mon-pass`)}`, SMS_MAX);
}

function nextInSms({ kind }: BookingMessage, link: string): string {
  return `${isOff(kind) ? ' Autre atelier' : ' Changer ou annuler'} : ${toGsm(link)}`;
}

function invitationSms(message: InvitationMessage): string {
  return cutGsm(
    `${cutGsm(toGsm(message.organisation), 60)} vous ouvre un accès à Passerelle : ${toGsm(message.link)}`,
    SMS_MAX,
  );
}

function resetSms({ link }: PasswordResetMessage): string {
  return cutGsm(`Passerelle, nouveau mot de passe : ${toGsm(link)}`, SMS_MAX);
}

/** A message as an e-mail: the same words as plain text and as simple HTML. */
export function renderEmail(message: Message, sender: Sender): Email {
  const words = wordsOf(message, sender);
  const details = words.details.map(([name, value]) => `${name}\u00a0: ${value}`);
  const text = [words.greeting, words.news, details.join('\n'), ...words.next, signature(sender), NO_REPLY].join(
    '\n\n',
  );
  const rows = words.details
    .map(([name, value]) => `<li><b>${escaped(name)}</b>&nbsp;: ${linked(value)}</li>`)
    .join('');
  const html = [
    '<!doctype html><html lang="fr"><meta charset="utf-8"><body style="font:18px/1.5 sans-serif;max-width:36em">',
    paragraph(words.greeting),
    paragraph(words.news),
    `<ul>${rows}</ul>`,
    ...words.next.map(paragraph),
    `<p>${escaped(signature(sender))}</p><p><small>${escaped(NO_REPLY)}</small></p></body></html>`,
  ].join('\n');
  return { subject: words.subject, text, html };
}

/** A message as a sheet handed over in person, for somebody with neither phone nor e-mail. */
export function renderLetter(message: Message, sender: Sender): string {
  const words = wordsOf(message, sender);
  const details = words.details.map(([name, value]) => `${name}\u00a0: ${value}`);
  return [words.greeting, words.news, details.join('\n'), ...words.next, signature(sender)].join('\n\n');
}

function paragraph(sentence: string): string {
  return `<p>${linked(sentence)}</p>`;
}

/** Escaped text in which addresses can be followed. */
function linked(text: string): string {
  return escaped(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
