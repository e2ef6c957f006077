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

/** The longest line, in octets, without its end (RFC 5545, 3.1). */
const LONGEST_LINE = 75;

/**
 * An iCalendar file (RFC 5545; its name and rhythm also as RFC 7986 and Outlook say them). Moments are in
 * UTC, which every calendar reads and which needs no description of a zone.
 */
export function writeCalendar(name: string, host: string, events: readonly CalendarEvent[]): string {
  return calendarBegin(name) + events.map((event) => calendarEvent(event, host)).join('') + CALENDAR_END;
}

/** What begins a calendar; then each of its events, then `CALENDAR_END`. */
export function calendarBegin(name: string): string {
  return written([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Passerelle//Ateliers//FR',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
  ]);
}

export const CALENDAR_END = 'END:VCALENDAR\r\n';

export function calendarEvent(event: CalendarEvent, host: string): string {
  // Grows with each change, so that a calendar takes the later word.
  const sequence = Math.max(0, Math.floor((event.updatedAt.getTime() - event.createdAt.getTime()) / 1000));
  return written([
    'BEGIN:VEVENT',
    `UID:${event.id}@${host}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${moment(event.updatedAt)}`,
    `DTSTART:${moment(event.startsAt)}`,
    `DTEND:${moment(event.endsAt)}`,
    `SUMMARY:${text(event.cancelled ? `Annulé : ${event.title}` : event.title)}`,
    `LOCATION:${text(event.place)}`,
    ...(event.position === null ? [] : [`GEO:${event.position.lat};${event.position.lon}`]),
    ...(event.description === '' ? [] : [`DESCRIPTION:${text(event.description)}`]),
    `URL;VALUE=URI:${event.url}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `LAST-MODIFIED:${moment(event.updatedAt)}`,
    'END:VEVENT',
  ]);
}

function written(lines: readonly string[]): string {
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** `20261124T130000Z`. */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A TEXT value (3.3.11): signs of the language escaped, ends of line said by `\n`, other control signs left out. */
function text(value: string): string {
  return value
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** Cuts a line between characters so that no part is longer than may be (3.1). */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= LONGEST_LINE) return line;
  const parts: string[] = [];
  let start = 0;
  let octets = 0;
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) ?? 0;
    const size = octetsOf(code);
    if (octets + size > LONGEST_LINE) {
      parts.push(line.slice(start, at));
      start = at;
      // The space that says a line goes on.
      octets = 1;
    }
    octets += size;
    at += code > 0xffff ? 2 : 1;
  }
  parts.push(line.slice(start));
  return parts.join('\r\n ');
}

/** What a code point takes in UTF-8. */
function octetsOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
