import type { HolderActor, PartnerActor, VenueActor } from '#app/access/rules/actor.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { checkIn } from '#app/booking/check-in.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { dayWord } from '#app/passes/day-word.ts';
import { DEMO_BOOKLET_SIZE, DEMO_NONCE } from '#app/passes/demo-sheet.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import type { Services } from '#app/platform/services.ts';
import type { PersonHistory, PlannedBooking, PlannedWalkIn } from './agenda.ts';
import type { Closure } from './closures.ts';
import { saidNeighbourhood } from './neighbourhoods.ts';
import type { PartnerAtWork } from './programme.ts';
import type { OrganisationAtWork } from './sessions.ts';
import { actAt, type Deed, later, MINUTE } from './stage.ts';

/** Who and what the deeds of the history are done with. */
export interface Cast {
  services: Services;
  partners: readonly PartnerAtWork[];
  organisations: readonly OrganisationAtWork[];
  /** The booklets' ids, by serial. */
  bookletIds: ReadonlyMap<string, string>;
}

/** What is known of somebody once their booklet has been handed over. */
interface Living {
  holderId: string;
  serial: string;
  bookings: Map<PlannedBooking, string>;
}

/** Gives each hand-over the next booklet of its partner, in the order of time, as an agent would. */
export function dealBooklets(
  cast: Cast,
  histories: readonly PersonHistory[],
): { first: string; second: string | null }[] {
  const dealt = histories.map(() => ({ first: '', second: null as string | null }));
  const handOvers = histories
    .flatMap(({ person, handedOverAt, secondAt }, i) => [
      { i, at: handedOverAt, partner: person.partner, which: 'first' as const },
      ...(secondAt === null ? [] : [{ i, at: secondAt, partner: person.partner, which: 'second' as const }]),
    ])
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const given = new Map<number, number>();
  for (const { i, partner, which } of handOvers) {
    const n = given.get(partner) ?? 0;
    given.set(partner, n + 1);
    const serial = cast.partners[partner]?.serials[n];
    if (serial === undefined) throw new Error(`partner ${partner} has no booklet left`);
    Object.assign(dealt[i] ?? {}, { [which]: serial });
  }
  return dealt;
}

/** Everything one person does, and that is done for them; `living` tells their id once they are known. */
export function deedsOf(
  cast: Cast,
  history: PersonHistory,
  person: number,
  serials: { first: string; second: string | null },
  born: (holderId: string) => void,
): Deed[] {
  const living: Living = { holderId: '', serial: serials.first, bookings: new Map() };
  const agent = agentOf(cast, history);
  const referral = history.bookings.find(({ by }) => by === 'REFERRAL');
  const { publics } = history.person.details;
  const deeds: Deed[] = [];
  const add = (at: Date, run: () => Promise<void>) => void deeds.push({ at, person, run });
  add(history.handedOverAt, async () => {
    const referred = await actAt(cast.services, history.handedOverAt, referPerson, agent, {
      person: { kind: 'NEW', details: history.person.details, agreed: true },
      bookletId: cast.bookletIds.get(serials.first),
      neighbourhood: saidNeighbourhood(history.person.details.commune, person),
      sessionId: referral?.session.id ?? null,
    });
    living.holderId = referred.holderId;
    if (referral !== undefined && referred.bookingId !== null) living.bookings.set(referral, referred.bookingId);
    born(referred.holderId);
  });
  const { secondAt } = history;
  if (secondAt !== null && serials.second !== null) {
    const bookletId = cast.bookletIds.get(serials.second);
    add(secondAt, async () => {
      const known = { kind: 'KNOWN', holderId: living.holderId, publics };
      const neighbourhood = saidNeighbourhood(history.person.details.commune, person);
      const input = { person: known, bookletId, neighbourhood, sessionId: null };
      await actAt(cast.services, secondAt, referPerson, agent, input);
    });
  }
  for (const booking of history.bookings) addBooking(cast, living, agent, booking, add);
  for (const [ordinal, walkIn] of history.walkIns.entries())
    add(walkIn.at, () => walkInAs(cast, living, walkIn, ordinal));
  return deeds;
}

/** A venue cancels a session: alone, since it touches everybody booked there. */
export function closureDeed(cast: Cast, { session, at, reason }: Closure): Deed {
  const staff = staffOf(cast, session.org);
  const run = async () => {
    await actAt(cast.services, at, cancelSessions, staff, { sessionId: session.id, scope: 'ONE', reason });
  };
  return { at, person: null, run };
}

type Add = (at: Date, run: () => Promise<void>) => void;

function addBooking(cast: Cast, living: Living, agent: PartnerActor, booking: PlannedBooking, add: Add): void {
  const { session, by, at } = booking;
  if (by !== 'REFERRAL') {
    add(at, async () => {
      const actor = by === 'AGENT' ? agent : holderOf(living);
      const input = { holderId: living.holderId, sessionId: session.id };
      const { bookingId } = await actAt(cast.services, at, bookForHolder, actor, input);
      living.bookings.set(booking, bookingId);
    });
  }
  addFate(cast, living, agent, booking, add);
}

function addFate(cast: Cast, living: Living, agent: PartnerActor, booking: PlannedBooking, add: Add): void {
  const { fate, session } = booking;
  const staff = staffOf(cast, session.org);
  const mark = (at: Date, word: 'PRESENT' | 'ABSENT' | 'EXCUSED' | 'UNDO') =>
    add(at, async () => {
      await actAt(cast.services, at, markAttendance, staff, { bookingId: living.bookings.get(booking), mark: word });
    });
  const person = () => (booking.by === 'HOLDER' ? holderOf(living) : agent);
  switch (fate.kind) {
    case 'TO_COME':
    case 'BY_VENUE':
      return;
    case 'PRESENT':
    case 'ABSENT':
    case 'EXCUSED':
      mark(fate.at, fate.kind);
      return;
    case 'CORRECTED':
      mark(fate.at, 'PRESENT');
      mark(later(fate.at, MINUTE), 'UNDO');
      mark(later(fate.at, 2 * MINUTE), 'ABSENT');
      return;
    case 'CHECKED_IN':
      add(fate.at, async () => {
        const word = dayWord(cast.services.secrets, session.venueId, parisDay(fate.at));
        await actAt(cast.services, fate.at, checkIn, holderOf(living), {
          bookingId: living.bookings.get(booking),
          word,
        });
      });
      return;
    case 'CANCELLED':
      add(fate.at, async () => {
        await actAt(cast.services, fate.at, cancelBooking, person(), { bookingId: living.bookings.get(booking) });
      });
      return;
    case 'MOVED': {
      add(fate.at, async () => {
        const input = { bookingId: living.bookings.get(booking), sessionId: fate.to.session.id };
        const { bookingId } = await actAt(cast.services, fate.at, moveBooking, person(), input);
        living.bookings.set(fate.to, bookingId);
      });
      addFate(cast, living, agent, fate.to, add);
      return;
    }
  }
}

async function walkInAs(cast: Cast, living: Living, walkIn: PlannedWalkIn, ordinal: number): Promise<void> {
  const { services } = cast;
  const staff = staffOf(cast, walkIn.session.org);
  const code =
    walkIn.with === 'TICKET'
      ? await services.db.read((tx) => printedHolderCode(tx, services.secrets, living.holderId))
      : voucherCodes(services.secrets, DEMO_NONCE, living.serial, DEMO_BOOKLET_SIZE)[ordinal];
  const input = { venueId: walkIn.session.venueId, code, count: 1 };
  const { txId } = await actAt(services, walkIn.at, redeemWalkIn, staff, input);
  if (!walkIn.reversed) return;
  const reason = 'Encaissé pour une autre personne.';
  await actAt(services, later(walkIn.at, 4 * MINUTE), reverseWalkIn, staff, { txId, reason });
}

function holderOf({ holderId }: Living): HolderActor {
  return { role: 'HOLDER', holderId };
}

function agentOf(cast: Cast, { person, agent }: PersonHistory): PartnerActor {
  const found = cast.partners[person.partner]?.agents[agent];
  if (found === undefined) throw new Error(`partner ${person.partner} has no agent ${agent}`);
  return found;
}

function staffOf(cast: Cast, org: number): VenueActor {
  const found = cast.organisations[org]?.staff;
  if (found === undefined) throw new Error(`no organisation ${org}`);
  return found;
}
