import { sayDay } from '#app/calendar/rules/french-dates.ts';
import type { PassOpening } from './open-pass.ts';

const NBSP = '\u00a0';

/** "1 pass", "8 pass": the word does not change. */
export function passesWords(count: number): string {
  return `${count}${NBSP}pass`;
}

/** What is left, as a sentence. */
export function leftWords(left: number): string {
  return left === 0 ? 'Il ne vous reste plus de pass.' : `Il vous reste ${passesWords(left)}.`;
}

/** Until when the passes can be used: one sentence for each last day. */
export function untilWords(usable: readonly { lastDay: string; count: number }[], today: string): string[] {
  if (usable.length === 1) return usable.map(({ lastDay }) => `À utiliser jusqu’au ${sayDay(lastDay, today)}.`);
  return usable.map(({ lastDay, count }) => `${passesWords(count)} à utiliser jusqu’au ${sayDay(lastDay, today)}.`);
}

/** The passes kept for bookings to come; null when there are none. */
export function reservedWords(reserved: number): string | null {
  if (reserved === 0) return null;
  return reserved === 1
    ? `1${NBSP}pass est gardé pour un atelier réservé.`
    : `${passesWords(reserved)} sont gardés pour vos ateliers réservés.`;
}

/** Why a pass did not open: what to check, whom to ask. A wrong year and an unknown code are told alike. */
export function sayNotOpened(refused: Exclude<PassOpening, { kind: 'OPEN' }>): string {
  switch (refused.kind) {
    case 'MISTYPED':
      return `Ce code est mal recopié. Il a 8${NBSP}signes, écrits sur votre ticket. Il n’y a ni I, ni L, ni O, ni zéro, ni un.`;
    case 'UNKNOWN':
      return 'Ce code et cette année de naissance ne vont pas ensemble. Vérifiez les deux, ou demandez à la personne qui vous a donné le ticket.';
    case 'TOO_MANY':
      return `Il y a eu trop d’essais. Attendez ${waitWords(refused.retryAfterSeconds)}, puis recommencez. La personne qui vous a donné le ticket peut aussi faire la réservation pour vous.`;
  }
}

function waitWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes}${NBSP}minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? '1 heure' : `${hours}${NBSP}heures`;
}
