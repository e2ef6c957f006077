import { type Station, stationsNearby } from '#app/directory/rules/stations.ts';
import { linesWords, phoneWords } from '#app/directory/texts.fr.ts';
import type { Ticket } from '#app/passes/find-ticket.ts';
import { TICKET_LANGUAGES } from '#app/passes/ticket-languages.ts';
import { leftWords } from '#app/passes/wallet.fr.ts';
import type { TicketFacts } from '#app/ui/components/ticket.tsx';

/** Where somebody must go, as far as the way there can be told. */
interface Destination {
  lat: number | null;
  lon: number | null;
}

/** The nearest stop and the minutes of walking from it; null when none is near enough to walk from. */
export function nearestStop({ lat, lon }: Destination): { minutes: number; stop: string } | null {
  if (lat === null || lon === null) return null;
  const [nearest] = stationsNearby({ lat, lon }, 1);
  return nearest === undefined ? null : { minutes: nearest.minutes, stop: stopWords(nearest.station) };
}

/** "À 6 min à pied de Flachet (métro A)"; null when there is no such stop. */
export function wayThere(destination: Destination): string | null {
  const nearest = nearestStop(destination);
  return nearest === null ? null : TICKET_LANGUAGES.fr.walk(nearest.minutes, nearest.stop);
}

function stopWords(station: Station): string {
  const lines = linesWords(station);
  return lines === '' ? station.name : `${station.name} (${lines})`;
}

/** "12 rue des Tilleuls, bâtiment B, 69100 Villeurbanne". */
export function addressWords(venue: {
  street: string;
  streetExtra: string | null;
  postcode: string;
  commune: string;
}): string {
  return [venue.street, venue.streetExtra, `${venue.postcode} ${venue.commune}`]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** Whom to ask for, and in which room: the venue's own words before ours. */
export function askForWords(at: {
  mediatorName: string | null;
  roomName: string | null;
  welcomeNote: string | null;
}): string | null {
  if (at.welcomeNote !== null) return at.welcomeNote;
  const parts = [at.mediatorName, at.roomName].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** What the ticket of a booking says, for the component that draws it. */
export function ticketFacts(ticket: Ticket): TicketFacts {
  const { venue } = ticket;
  return {
    holderName: `${ticket.givenName} ${ticket.familyName}`,
    title: ticket.title,
    startsAt: ticket.startsAt,
    endsAt: ticket.endsAt,
    venueName: venue.name,
    address: addressWords(venue),
    howToGetThere: wayThere(venue),
    askFor: askForWords({ ...ticket, welcomeNote: venue.welcomeNote }),
    phone: venue.phone === null ? null : phoneWords(venue.phone),
    code: ticket.code ?? '',
    left: leftWords(ticket.passesLeft),
  };
}
