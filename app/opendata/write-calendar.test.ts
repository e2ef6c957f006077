import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, writeCalendar } from './write-calendar.ts';

const event = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: '0190f7a2-0000-7000-8000-000000000001',
  title: 'Premiers pas sur l’ordinateur ; la souris, le clavier',
  startsAt: new Date('2026-11-24T13:00:00Z'),
  endsAt: new Date('2026-11-24T15:00:00Z'),
  cancelled: false,
  place: 'MJC, 12 rue des Tilleuls, 69100 Villeurbanne',
  position: { lat: 45.77, lon: 4.88 },
  description: 'On apprend ensemble.\nAvec des pauses.',
  url: 'https://passerelle.test/ateliers/1',
  createdAt: new Date('2026-11-01T08:00:00Z'),
  updatedAt: new Date('2026-11-02T08:00:00Z'),
  ...over,
});

/** The lines of a calendar, unfolded, as "NAME;PARAMS" → value; the last one of each name. */
function read(text: string): Map<string, string> {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

/** What the clock on the wall says in Paris at a moment written as RFC 5545 writes UTC. */
function inParis(written: string | undefined): string {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(written ?? '');
  if (parts === null) throw new Error(`not a moment in UTC: ${written}`);
  const [, year, month, day, hour, minute] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
    .toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })
    .slice(0, 16);
}

describe('a calendar file', () => {
  it('says the hour of Paris whatever the zone of the server', () => {
    const zone = process.env.TZ;
    try {
      for (const server of ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Tokyo']) {
        process.env.TZ = server;
        const lines = read(writeCalendar('Ateliers', 'passerelle.test', [event()]));
        expect([server, inParis(lines.get('DTSTART'))]).toEqual([server, '2026-11-24 14:00']);
        expect(inParis(lines.get('DTEND'))).toBe('2026-11-24 16:00');
        expect(lines.get('DTSTAMP')).toBe('20261102T080000Z');
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it.each([
    ['the Friday before the clocks go back', '2026-10-23T12:00:00Z', '2026-10-23 14:00'],
    ['the Monday after', '2026-10-26T13:00:00Z', '2026-10-26 14:00'],
    ['the Friday before they go forward', '2027-03-26T13:00:00Z', '2027-03-26 14:00'],
    ['the Monday after', '2027-03-29T12:00:00Z', '2027-03-29 14:00'],
    ['midnight of the new year', '2026-12-31T23:30:00Z', '2027-01-01 00:30'],
  ])('%s: the hour in Paris is the one said', (_, utc, paris) => {
    const startsAt = new Date(utc);
    const text = writeCalendar('Ateliers', 'h', [
      event({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) }),
    ]);
    expect(inParis(read(text).get('DTSTART'))).toBe(paris);
  });

  it('escapes what is written in it, and folds its lines', () => {
    const text = writeCalendar('Ateliers', 'h', [event({ title: 'a\r\nBEGIN:VEVENT\r\nSUMMARY:b' })]);
    expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(1);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(read(writeCalendar('Ateliers', 'h', [event()])).get('SUMMARY')).toBe(
      'Premiers pas sur l’ordinateur \\; la souris\\, le clavier',
    );
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('is read back, sign for sign, by a parser that is not ours', () => {
    const title = `Écrire, lire ; \\ « 😀 »\nsur deux lignes ${'é'.repeat(200)}`;
    const root = new ICAL.Component(ICAL.parse(writeCalendar('Ateliers', 'h', [event({ title }), event()])));
    expect([root.getFirstPropertyValue('x-wr-calname'), root.getFirstPropertyValue('method')]).toEqual([
      'Ateliers',
      'PUBLISH',
    ]);
    const read = root.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(read.map(({ summary }) => summary)).toEqual([title, event().title]);
    expect(read[0]?.startDate.toJSDate()).toEqual(event().startsAt);
    expect(read[0]?.endDate.toJSDate()).toEqual(event().endsAt);
    expect([read[0]?.location, read[0]?.description]).toEqual([event().place, event().description]);
    expect(read[0]?.component.getFirstPropertyValue('geo')).toEqual([45.77, 4.88]);
  });

  it('strikes out what is cancelled, and says that it is a later word', () => {
    const lines = read(writeCalendar('Ateliers', 'h', [event({ cancelled: true })]));
    expect(lines.get('STATUS')).toBe('CANCELLED');
    expect(Number(lines.get('SEQUENCE'))).toBe(86_400);
    expect(lines.get('UID')).toBe('0190f7a2-0000-7000-8000-000000000001@h');
  });
});
