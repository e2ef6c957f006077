import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';

/** A session as a calendar keeps it. It names nobody. */
export interface CalendarEvent {
  id: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  /** The venue, its address. */
  place: string;
  position: { lat: number; lon: number } | null;
  description: string;
  url: string;
  createdAt: Date;
  updatedAt: Date;
}

/**
 * An iCalendar file (RFC 5545). Moments are given as Temporal instants and written in UTC: given a `Date`,
 * the library writes the wall clock of the server; given a zone, it writes DTSTAMP in it, which the RFC forbids.
 */
export function writeCalendar(name: string, host: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'Passerelle', product: 'Ateliers', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const event of events) {
    calendar.createEvent({
      id: `${event.id}@${host}`,
      // Grows with each change, so that a calendar takes the later word.
      sequence: Math.max(0, Math.floor((event.updatedAt.getTime() - event.createdAt.getTime()) / 1000)),
      start: instant(event.startsAt),
      end: instant(event.endsAt),
      stamp: instant(event.updatedAt),
      lastModified: instant(event.updatedAt),
      summary: event.cancelled ? `Annulé : ${event.title}` : event.title,
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      location: event.position === null ? event.place : { title: event.place, geo: event.position },
      description: event.description,
      url: event.url,
    });
  }
  return `${calendar.toString()}\r\n`;
}

function instant(at: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime());
}
