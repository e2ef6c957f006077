import { sayDate, sayDay } from '#app/calendar/rules/french-dates.ts';
import type { ExpiryMessage, MessageWords, Sender } from './message.ts';

const NBSP = '\u00a0';

/** The news of passes that end soon, as its reader may be told. */
export function expiryNews({ passes, lastDay, shared, writtenAt }: ExpiryMessage): string {
  const day = sayDate(lastDay, writtenAt);
  if (shared) return `Prenez rendez-vous avant le ${day}. Demandez à la personne qui vous suit.`;
  return passes === 1
    ? `Il vous reste 1 pass à utiliser avant le ${day} inclus.`
    : `Il vous reste ${passes} pass à utiliser avant le ${day} inclus.`;
}

/** The same as an e-mail or a letter. */
export function expiryWords(message: ExpiryMessage, { origin }: Sender): MessageWords {
  const { shared, passes, lastDay, givenName } = message;
  return {
    subject: shared ? 'Un rendez-vous à prendre' : 'Vos pass se terminent bientôt',
    greeting: `Bonjour ${givenName},`,
    news: expiryNews(message),
    details: shared
      ? [['Avant le', sayDay(lastDay)]]
      : [
          ['Pass à utiliser', String(passes)],
          ['Dernier jour', sayDay(lastDay)],
        ],
    next: shared
      ? []
      : [
          `Pour choisir un atelier, avec le code de votre ticket${NBSP}: ${origin}/mon-pass`,
          'Vous pouvez aussi demander à la personne qui vous a remis le carnet.',
        ],
  };
}
