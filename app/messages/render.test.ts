import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gsmLength, toGsm } from './gsm.ts';
import { BOOKING_MESSAGES, type BookingMessage, type InvitationMessage } from './message.ts';
import { renderEmail, renderLetter, renderSms, SMS_MAX } from './render.ts';

const sender = { territory: 'Métropole de Lyon', origin: 'https://pass.example.fr' };
const booking: BookingMessage = {
  kind: 'booking-confirmed',
  givenName: 'Fatima',
  shared: false,
  title: 'Premiers pas sur l’ordinateur',
  startsAt: new Date('2026-12-01T13:00:00Z'),
  endsAt: new Date('2026-12-01T15:00:00Z'),
  venue: 'MJC Monplaisir',
  address: '25 avenue des Frères-Lumière, 69008 Lyon',
  reason: null,
  writtenAt: new Date('2026-11-24T09:00:00Z'),
};
const about = (over: Partial<BookingMessage>) => ({ ...booking, ...over });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('SMS', () => {
  test.each([
    [
      about({}),
      "Bonjour Fatima. Votre place est réservée : Premiers pas sur l'ordinateur, mardi 1er décembre à 14 h, MJC Monplaisir, 25 avenue des Frères-Lumière, 69008 Lyon. Changer ou annuler : https://pass.example.fr/mon-pass",
    ],
    [
      about({ kind: 'booking-moved' }),
      "Bonjour Fatima. Votre réservation a changé. Voici la nouvelle : Premiers pas sur l'ordinateur, mardi 1er décembre à 14 h, MJC Monplaisir, 25 avenue des Frères-Lumière, 69008 Lyon. Changer ou annuler : https://pass.example.fr/mon-pass",
    ],
    [
      about({ kind: 'session-cancelled', reason: 'Le formateur est malade.' }),
      "Bonjour Fatima. Le lieu a annulé votre atelier : Premiers pas sur l'ordinateur, mardi 1er décembre à 14 h, MJC Monplaisir, 25 avenue des Frères-Lumière, 69008 Lyon. Vos pass vous sont rendus. Autre atelier : https://pass.example.fr/mon-pass",
    ],
    [
      about({ shared: true }),
      'Bonjour Fatima. Votre rendez-vous est confirmé : mardi 1er décembre à 14 h, MJC Monplaisir, 25 avenue des Frères-Lumière, 69008 Lyon.',
    ],
  ])('says it in one message', (message, sms) => {
    expect(renderSms(message, sender)).toBe(sms);
  });

  test('says the year when it is not the one it was written in', () => {
    const message = about({ startsAt: new Date('2027-01-05T13:00:00Z'), endsAt: new Date('2027-01-05T15:00:00Z') });
    expect(renderSms(message, sender)).toContain('mardi 5 janvier 2027 à 14 h');
  });

  test('whatever the names, it holds in two parts, in the alphabet of SMS, with its date and its link', () => {
    const words = fc.string({ maxLength: 400, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.constantFrom(...BOOKING_MESSAGES),
        fc.boolean(),
        words,
        words,
        words,
        words,
        (kind, shared, givenName, title, venue, address) => {
          const sms = renderSms({ ...booking, kind, shared, givenName, title, venue, address }, sender);
          expect(gsmLength(sms)).toBeLessThanOrEqual(SMS_MAX);
          expect(toGsm(sms)).toBe(sms);
          expect(sms).toContain('mardi 1er décembre à 14 h');
          expect(sms.endsWith('https://pass.example.fr/mon-pass')).toBe(!shared);
        },
      ),
    );
  });
});

describe('e-mail', () => {
  test('a confirmed booking', () => {
    const email = renderEmail(booking, sender);
    expect(email.subject).toBe('Votre place est réservée');
    expect(plain(email.text)).toBe(`Bonjour Fatima,

Votre place est réservée.

Atelier : Premiers pas sur l’ordinateur
Quand : mardi 1er décembre 2026 de 14 h à 16 h
Où : MJC Monplaisir, 25 avenue des Frères-Lumière, 69008 Lyon

Venez avec votre ticket. Votre code est écrit dessus.

Pour changer ou annuler, avec ce code : https://pass.example.fr/mon-pass

Passerelle, pour la Métropole de Lyon

Ce message est automatique : personne ne lit les réponses.`);
  });

  test('a cancelled session says why, and gives no ticket to bring', () => {
    const { text } = renderEmail(about({ kind: 'session-cancelled', reason: 'Le formateur est malade.' }), sender);
    expect(plain(text)).toContain('Pourquoi : Le formateur est malade.');
    expect(text).toContain('Le lieu a annulé votre atelier. Vos pass vous sont rendus.');
    expect(text).not.toContain('Venez avec votre ticket');
    expect(plain(text)).toContain(
      'Pour choisir un autre atelier, avec le code de votre ticket : https://pass.example.fr/mon-pass',
    );
  });

  test.each(BOOKING_MESSAGES)('%s, to a mailbox that others read, names neither the session nor the pass', (kind) => {
    const email = renderEmail(about({ kind, shared: true, reason: 'Le formateur est malade.' }), sender);
    for (const said of [email.subject, email.text, email.html, renderSms(about({ kind, shared: true }), sender)]) {
      expect(said).toMatch(/rendez-vous/);
      expect(said).not.toMatch(/\bpass\b|mon-pass|Premiers pas|atelier|malade/i);
    }
  });

  test('what people wrote is shown, never obeyed', () => {
    const { html } = renderEmail(about({ title: '<img src=x onerror=alert(1)> & "rien"' }), sender);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;rien&quot;');
    expect(html).not.toContain('<img');
    expect(html).toContain('<a href="https://pass.example.fr/mon-pass">https://pass.example.fr/mon-pass</a>');
  });

  test('the link to a new password', () => {
    const { subject, text } = renderEmail(
      {
        kind: 'password-reset',
        displayName: 'Zoé Martin',
        link: 'https://pass.example.fr/mot-de-passe/abc',
        expiresAt: new Date('2026-12-01T09:00:00Z'),
      },
      sender,
    );
    expect(plain(subject)).toBe('Passerelle : un nouveau mot de passe');
    expect(plain(text)).toContain('Lien : https://pass.example.fr/mot-de-passe/abc');
    expect(plain(text)).toContain('jusqu’au mardi 1er décembre 2026 à 10 h');
    expect(plain(text)).toContain('votre mot de passe ne change pas');
  });

  test('an invitation', () => {
    const invitation: InvitationMessage = {
      kind: 'invitation',
      displayName: 'Zoé Martin',
      organisation: 'CCAS de Lyon',
      link: 'https://pass.example.fr/invitation/abc',
      expiresAt: new Date('2026-12-01T09:00:00Z'),
    };
    const { subject, text } = renderEmail(invitation, sender);
    expect(plain(subject)).toBe('CCAS de Lyon : votre accès à Passerelle');
    expect(plain(text)).toBe(`Bonjour Zoé Martin,

CCAS de Lyon vous ouvre un accès à Passerelle. Suivez ce lien, puis choisissez votre mot de passe.

Lien : https://pass.example.fr/invitation/abc
Valable : une seule fois, jusqu’au mardi 1er décembre 2026 à 10 h

Vous n’attendiez pas ce message ? Ne faites rien : sans vous, le lien n’ouvre rien.

Passerelle, pour la Métropole de Lyon

Ce message est automatique : personne ne lit les réponses.`);
  });
});

test('a letter says the same, without asking not to reply', () => {
  expect(plain(renderLetter(about({ kind: 'session-changed' }), sender))).toBe(`Bonjour Fatima,

Le lieu a changé votre atelier. Voici la bonne date et le bon lieu.

Atelier : Premiers pas sur l’ordinateur
Quand : mardi 1er décembre 2026 de 14 h à 16 h
Où : MJC Monplaisir, 25 avenue des Frères-Lumière, 69008 Lyon

Venez avec votre ticket. Votre code est écrit dessus.

Pour changer ou annuler, avec ce code : https://pass.example.fr/mon-pass

Passerelle, pour la Métropole de Lyon`);
});

test('French letters that SMS lacks are written otherwise', () => {
  expect(toGsm('Ça va, l’été à Nîmes… « cœur » — 10 €')).toBe('Ça va, l\'été à Nimes... "coeur" - 10 €');
});
