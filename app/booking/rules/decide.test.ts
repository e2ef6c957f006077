import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOKING_STATES } from './booking.ts';
import { decideBooking, type WantedSession } from './decide-booking.ts';
import { decideCancel, decideCheckIn, decideMark, MARKS, type MarkedBooking } from './decide-marking.ts';

const now = new Date('2026-11-22T10:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const session: WantedSession = {
  id: 's1',
  state: 'OPEN',
  startsAt: at(48),
  endsAt: at(50),
  day: '2026-11-24',
  capacity: 10,
  seatsTaken: 9,
  pricePasses: 2,
  labelled: true,
};
const held = [1, 2, 3].map((n) => ({ id: `p${n}`, expiresOn: '2027-06-30' }));
const refusal = (question: Partial<Parameters<typeof decideBooking>[0]>) => {
  const verdict = decideBooking({ session, held, others: [], now, ...question });
  return verdict.kind === 'REFUSE' ? verdict.refusal : verdict.passIds;
};

describe('deciding a booking', () => {
  it('books the last seat with as many passes as its price', () => {
    expect(refusal({})).toEqual(['p1', 'p2']);
  });

  it.each([
    ['SESSION_NOT_FOUND', { session: null }],
    ['SESSION_CANCELLED', { session: { ...session, state: 'CANCELLED' as const } }],
    ['SESSION_STARTED', { session: { ...session, startsAt: now } }],
    ['SESSION_FULL', { session: { ...session, seatsTaken: 10 } }],
    ['LABEL_LAPSED', { session: { ...session, labelled: false } }],
    [
      'ALREADY_BOOKED',
      { others: [{ id: 'b', state: 'CONFIRMED' as const, sessionId: 's1', startsAt: at(48), endsAt: at(50) }] },
    ],
    [
      'OVERLAPS',
      { others: [{ id: 'b', state: 'CONFIRMED' as const, sessionId: 's2', startsAt: at(49.9), endsAt: at(51) }] },
    ],
    ['NOT_ENOUGH_PASSES', { held: held.slice(0, 1) }],
    ['PASSES_EXPIRE_BEFORE', { held: held.map((pass) => ({ ...pass, expiresOn: '2026-11-23' })) }],
  ])('refuses: %s', (expected, question) => {
    expect(refusal(question)).toBe(expected);
  });

  it('lets two sessions touch without overlapping', () => {
    expect(
      refusal({
        others: [{ id: 'b', state: 'CONFIRMED' as const, sessionId: 's2', startsAt: at(50), endsAt: at(51) }],
      }),
    ).toEqual(['p1', 'p2']);
  });

  it('frees the hour, not the seat, of somebody excused or absent', () => {
    const missed = { id: 'b', state: 'NO_SHOW' as const, startsAt: at(48), endsAt: at(50) };
    expect(refusal({ others: [{ ...missed, sessionId: 's2' }] })).toEqual(['p1', 'p2']);
    expect(refusal({ others: [{ ...missed, sessionId: 's1' }] })).toBe('ALREADY_BOOKED');
  });

  it('needs neither pass nor label for a free session', () => {
    expect(refusal({ session: { ...session, pricePasses: 0, labelled: false }, held: [] })).toEqual([]);
  });
});

const booking = fc.record({
  state: fc.constantFrom(...BOOKING_STATES),
  startsAt: fc.integer({ min: -72, max: 72 }).map(at),
  day: fc.constantFrom('2026-11-21', '2026-11-22', '2026-11-23'),
  claimed: fc.boolean(),
}) as fc.Arbitrary<MarkedBooking>;

describe('marking', () => {
  it('never makes anybody present before the day, twice, or out of a closed booking', () => {
    fc.assert(
      fc.property(booking, fc.constantFrom(...MARKS), (row, mark) => {
        const verdict = decideMark(row, mark, '2026-11-22');
        if (verdict.kind === 'ATTEND') expect([row.state, row.day <= '2026-11-22']).toEqual(['CONFIRMED', true]);
        if (verdict.kind === 'UNATTEND') expect([row.state, row.claimed]).toEqual(['ATTENDED', false]);
        if (verdict.kind === 'MISS') expect(row.state).toBe('CONFIRMED');
        if (row.state === 'CANCELLED') expect(verdict.kind).toBe('REFUSE');
      }),
    );
  });

  it('lets people cancel until the session starts, not after', () => {
    const confirmed = { state: 'CONFIRMED', startsAt: at(0.01), day: '2026-11-22', claimed: false } as const;
    expect(decideCancel(confirmed, now)).toBe(null);
    expect(decideCancel({ ...confirmed, startsAt: now }, now)).toBe('SESSION_STARTED');
    expect(decideCancel({ ...confirmed, state: 'ATTENDED' }, now)).toBe('BOOKING_CLOSED');
    expect(decideCancel(null, now)).toBe('BOOKING_NOT_FOUND');
  });

  it('opens the check-in half an hour before, with the right word, that day only', () => {
    const row = { state: 'CONFIRMED', startsAt: at(0.5), day: '2026-11-22', claimed: false } as const;
    const word = { typed: '0417', shown: '0417' };
    expect(decideCheckIn(row, word, now, '2026-11-22')).toBe(null);
    expect(decideCheckIn({ ...row, startsAt: at(0.51) }, word, now, '2026-11-22')).toBe('TOO_EARLY');
    expect(decideCheckIn(row, { typed: '0418', shown: '0417' }, now, '2026-11-22')).toBe('WRONG_WORD');
    expect(decideCheckIn({ ...row, day: '2026-11-23' }, word, now, '2026-11-22')).toBe('SESSION_NOT_TODAY');
    expect(decideCheckIn(null, word, now, '2026-11-22')).toBe('BOOKING_NOT_FOUND');
  });
});
