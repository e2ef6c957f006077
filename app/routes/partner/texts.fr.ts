import type { CancelledBy } from '#app/booking/rules/booking.ts';
import { sayAgo, sayDate, sayDay } from '#app/calendar/rules/french-dates.ts';
import { sayPasses } from '#app/partners/texts.fr.ts';
import { sayNumber } from '#app/ui/components/figures.ts';
import type { Wallet } from '#db/queries/partner-people.ts';
import type { HolderBooking } from '#db/queries/wallet.ts';

const NBSP = '\u00a0';

/** "8 pass jusqu’au 30 juin 2027", "aucun pass". */
export function sayWallet({ passesLeft, lastExpiry }: Pick<Wallet, 'passesLeft' | 'lastExpiry'>): string {
  return lastExpiry === null ? sayPasses(passesLeft) : `${sayPasses(passesLeft)} jusqu’au ${sayDate(lastExpiry)}`;
}

/** "Villeurbanne · année de naissance 1958 · 8 pass jusqu’au 30 juin 2027 · attendue mardi 24 novembre". */
export function sayKnown(person: { commune: string; birthYear: number; wallet: Wallet }, today: string): string {
  const { nextSession } = person.wallet;
  return [
    person.commune,
    `année de naissance${NBSP}${person.birthYear}`,
    sayWallet(person.wallet),
    nextSession === null ? null : `prochain atelier ${sayDay(nextSession, today)}`,
  ]
    .filter((part) => part !== null)
    .join(`${NBSP}· `);
}

/** What became of a booking, as an agent reads it; null while it simply stands. */
export function sayFate(
  booking: Pick<HolderBooking, 'state' | 'excused' | 'cancelledBy' | 'endsAt'>,
  now: Date,
): string | null {
  switch (booking.state) {
    case 'CONFIRMED':
      return booking.endsAt > now ? null : 'présence pas encore notée';
    case 'ATTENDED':
      return 'est venue';
    case 'NO_SHOW':
      return booking.excused === true ? 'excusée, pass rendus' : 'pas venue, pass rendus';
    case 'CANCELLED':
      return `annulée par ${CANCELLED_BY[booking.cancelledBy ?? 'HOLDER']}, pass rendus`;
  }
}

const CANCELLED_BY: Readonly<Record<CancelledBy, string>> = {
  HOLDER: 'la personne',
  PARTNER: 'un agent',
  VENUE: 'le lieu',
  AUTHORITY: 'la collectivité',
};

/** "3 personnes ont des pass et aucun atelier prévu". */
export function sayDrawer(total: number): string {
  if (total === 0) return 'Toutes les personnes qui ont des pass ont un atelier prévu';
  return total === 1
    ? '1 personne a des pass et aucun atelier prévu'
    : `${sayNumber(total)} personnes ont des pass et aucun atelier prévu`;
}

/** "pass remis il y a 3 semaines, venue le 12 octobre". */
export function sayDrawerStory({ since, lastCame }: { since: Date; lastCame: Date | null }, now: Date): string {
  const came = lastCame === null ? 'n’a encore rien suivi' : `est venue le ${sayDate(lastCame, now)}`;
  return `carnet remis ${sayAgo(since, now)}, ${came}`;
}
