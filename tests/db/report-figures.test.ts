import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { type ReportFilters, scopeOf } from '#app/reporting/rules/scope.ts';
import {
  readAges,
  readBeneficiaries,
  readDistributed,
  readFirstSession,
  readHomes,
  readNeighbourhoods,
  readPassesEach,
  readPublics,
  readTrainings,
} from '#db/queries/reports/people.ts';
import { readCohorts, readFill, readOrganisations, readSeatsToCome } from '#db/queries/reports/use.ts';
import { buildWorld, done, nextBooklet, openSession, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/*
 * A programme small enough to be counted on fingers; every figure below was counted by hand from this story.
 *   1 December 2026        Ada (elderly) receives a booklet of 10.
 *   31 December, 23:30 UTC Bea (RSA and job seeker) receives one: in Paris it is already 2027.
 *   10 January 2027        Cleo (no public, at Bron) receives one.
 *   12 January             Dan receives one; on the 13th it is taken back: voided.
 *   15 January             Ada receives a second one.
 *   20 January             a session of two hours at two passes: Ada and Bea come, Cleo does not and says nothing.
 *   1 February             Cleo walks in elsewhere with three passes; Bea with one, which is reversed.
 */
let moment = new Date('2026-12-01T09:00:00Z');
let fresh: FreshDatabase;
let world: World;
const people: Record<string, string> = {};
const january: ReportFilters = {
  firstDay: '2027-01-01',
  lastDay: '2027-01-31',
  partnerId: null,
  commune: null,
  publicKind: null,
};
const always: ReportFilters = { ...january, firstDay: '2026-01-01', lastDay: '2027-12-31' };

const key = () => world.services.newId();
const read = <T>(
  use: (tx: Parameters<typeof readHomes>[0], scope: ReturnType<typeof scopeOf>) => Promise<T>,
  filters = january,
) => fresh.db.snapshot((tx) => use(tx, scopeOf(filters, moment)));

async function refer(name: string, publics: string[], commune = 'Villeurbanne', inseeCode = '69266') {
  const known = people[name];
  const fresher = somebody();
  const person =
    known === undefined
      ? { ...fresher, details: { ...fresher.details, publics, commune, inseeCode } }
      : { kind: 'KNOWN' as const, holderId: known, publics };
  const input = { person, bookletId: await nextBooklet(world), sessionId: null };
  const { holderId } = await done(
    perform(world.services, referPerson, { actor: world.agents[0], opKey: key(), input }),
  );
  people[name] = holderId;
}

async function walkIn(name: string, org: 0 | 1, passes: number) {
  const code = await fresh.db.read((tx) => printedHolderCode(tx, world.services.secrets, people[name] ?? ''));
  const input = { venueId: world.venueIds[org], code, count: passes };
  return done(perform(world.services, redeemWalkIn, { actor: world.staff[org], opKey: key(), input }));
}

beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => new Date(moment) } });
  world = await buildWorld(fresh, { booklets: 20 });
  await refer('Ada', ['ELDERLY']);
  moment = new Date('2026-12-31T23:30:00Z');
  await refer('Bea', ['JOB_SEEKER', 'RSA']);
  moment = new Date('2027-01-10T09:00:00Z');
  await refer('Cleo', [], 'Bron', '69029');
  const startsAt = new Date('2027-01-20T09:00:00Z');
  const sessionId = await openSession(world, { startsAt, minutes: 120, pricePasses: 2, capacity: 5 });
  const bookings: Record<string, string> = {};
  for (const name of ['Ada', 'Bea', 'Cleo']) {
    const holderId = people[name] ?? '';
    const booked = await done(
      perform(world.services, bookForHolder, {
        actor: { role: 'HOLDER', holderId },
        opKey: key(),
        input: { holderId, sessionId },
      }),
    );
    bookings[name] = booked.bookingId;
  }
  moment = new Date('2027-01-12T09:00:00Z');
  await refer('Dan', ['YOUNG']);
  // The act that voids wants the booklet back; here the row alone is voided, as no program could.
  await world.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update distribution set voided_at = '2027-01-13T09:00:00Z', void_reason = 'essai' where holder_id = ${people.Dan ?? ''}`;
  });
  moment = new Date('2027-01-15T09:00:00Z');
  await refer('Ada', ['ELDERLY', 'DISABLED']);
  moment = new Date('2027-01-20T11:30:00Z');
  for (const [name, mark] of [
    ['Ada', 'PRESENT'],
    ['Bea', 'PRESENT'],
    ['Cleo', 'ABSENT'],
  ] as const)
    await done(
      perform(world.services, markAttendance, {
        actor: world.staff[0],
        opKey: key(),
        input: { bookingId: bookings[name] ?? '', mark },
      }),
    );
  moment = new Date('2027-02-01T10:00:00Z');
  await walkIn('Cleo', 1, 3);
  const mistake = await walkIn('Bea', 1, 1);
  await done(
    perform(world.services, reverseWalkIn, {
      actor: world.staff[1],
      opKey: key(),
      input: { txId: mistake.txId, reason: 'erreur' },
    }),
  );
  moment = new Date('2027-02-10T09:00:00Z');
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

describe('figures counted by hand', () => {
  it('R1: three booklets to three people in January, Paris time; the voided one is nowhere', async () => {
    const rows = await read(readDistributed);
    expect(rows.find(({ partnerId }) => partnerId === world.agents[0].partnerId)).toMatchObject({
      booklets: 3,
      passes: 30,
      persons: 3,
      // The small world's convention: a thousand passes since 2020.
      target: 1000,
      sinceConvention: 40,
    });
    expect(rows.find(({ partnerId }) => partnerId === null)).toMatchObject({ booklets: 3, passes: 30, persons: 3 });
  });

  it('R2: two for the first time, one known from December, two who came before the end of January', async () => {
    const whole = (await read(readBeneficiaries)).find(({ month }) => month === null);
    expect(whole).toMatchObject({ persons: 3, firstTime: 2, repeat: 1, several: 0, active: 2 });
    const all = await read(readBeneficiaries, always);
    expect(all.map(({ month, persons }) => [month, persons])).toEqual([
      ['2026-12', 1],
      ['2027-01', 2],
      [null, 3],
    ]);
    expect(all.at(-1)).toMatchObject({ firstTime: 3, repeat: 0, several: 1, active: 3 });
  });

  it('R3: ten, ten and twenty passes', async () => {
    const rows = await read(readPassesEach, always);
    expect(rows).toEqual([
      { from: 1, persons: 2, passes: 20, median: 10, p90: 10 },
      { from: 11, persons: 1, passes: 20, median: 20, p90: 20 },
      { from: null, persons: 3, passes: 40, median: 10, p90: 20 },
    ]);
  });

  it('R4: any and main; RSA comes before job seeking, whatever the order of the ticks', async () => {
    const rows = await read(readPublics, always);
    expect(Object.fromEntries(rows.map(({ kind, any, main }) => [kind, [any, main]]))).toEqual({
      YOUNG: [0, 0],
      RSA: [1, 1],
      ELDERLY: [1, 1],
      DISABLED: [1, 0],
      JOB_SEEKER: [1, 0],
      NONE: [1, 1],
      ALL: [3, 3],
    });
    expect(await read(readAges, always)).toEqual([{ ageBand: '60_74', persons: 3 }]);
  });

  it('R5: two presences of two hours at two passes in January; a walk-in of three passes in February', async () => {
    expect(await read(readTrainings)).toEqual([
      { theme: 'ALL', presences: 2, minutes: 240, persons: 2, passes: 4 },
      { theme: 'ORDINATEUR', presences: 2, minutes: 240, persons: 2, passes: 4 },
    ]);
    expect(await read(readTrainings, always)).toEqual([
      { theme: 'ALL', presences: 3, minutes: 240, persons: 3, passes: 7 },
      { theme: 'ORDINATEUR', presences: 2, minutes: 240, persons: 2, passes: 4 },
      { theme: null, presences: 1, minutes: 0, persons: 1, passes: 3 },
    ]);
  });

  it('R6: a use counts on its own day, however old the booklet, and a reversed one never', async () => {
    const february = { ...january, firstDay: '2027-02-01', lastDay: '2027-02-28' };
    expect(
      (await read(readOrganisations, february)).map(({ name, redemptions, persons, cents, paid }) => [
        name,
        redemptions,
        persons,
        cents,
        paid,
      ]),
    ).toEqual([
      ['MJC deux', 3, 1, 3000, 0],
      ['', 3, 1, 3000, 0],
    ]);
    expect(
      (await read(readOrganisations, always)).map(({ name, redemptions, cents }) => [name, redemptions, cents]),
    ).toEqual([
      ['MJC deux', 3, 3000],
      ['MJC un', 4, 4000],
      ['', 7, 7000],
    ]);
  });

  it('R7: seven passes used of forty; Ada paid with her first booklet; one month is over for December alone', async () => {
    const rows = await read(readCohorts, always);
    expect(rows.find(({ month }) => month === '2026-12')).toMatchObject({
      passes: 10,
      redeemed: 2,
      within1: 0,
      within3: 2,
      over1: true,
      over3: false,
    });
    expect(rows.find(({ month }) => month === '2027-01')).toMatchObject({
      passes: 30,
      redeemed: 5,
      booklets: 3,
      activated: 2,
      over1: false,
    });
    expect(rows.find(({ month }) => month === null)).toMatchObject({
      passes: 40,
      redeemed: 7,
      expired: 0,
      booklets: 4,
      activated: 3,
    });
  });

  it('R9: nobody’s address was asked: all unknown, counted once', async () => {
    expect(await read(readNeighbourhoods, always)).toEqual([
      { code: null, vintage: null, name: null, persons: 3, passes: 40 },
    ]);
  });

  it('R11: three of five seats, two came, one did not', async () => {
    const [row, whole] = await read(readFill);
    expect(row).toMatchObject({
      name: 'MJC un',
      sessions: 1,
      capacity: 5,
      taken: 3,
      attended: 2,
      absent: 1,
      excused: 0,
      persons: 3,
    });
    expect(whole).toMatchObject({ orgId: null, sessions: 1, taken: 3 });
  });

  it('R12: days of Paris from the first booklet of the period to the first venue', async () => {
    // Ada 1 December → 20 January; Bea 1 January → 20 January; Cleo 10 January → 1 February.
    expect(await read(readFirstSession, always)).toEqual([
      { days: 19, persons: 1 },
      { days: 22, persons: 1 },
      { days: 50, persons: 1 },
    ]);
  });

  it('R14: where people live, and where seats are', async () => {
    expect((await read(readHomes, always)).map(({ commune, persons }) => [commune, persons])).toEqual([
      ['Villeurbanne', 2],
      ['Bron', 1],
    ]);
    expect(await fresh.db.snapshot((tx) => readSeatsToCome(tx, new Date('2027-01-11T00:00:00Z')))).toMatchObject([
      { inseeCode: '69266', seats: 2 },
    ]);
  });

  it('filters by partner, commune and public', async () => {
    const persons = async (change: Partial<ReportFilters>) =>
      (await read(readBeneficiaries, { ...always, ...change })).at(-1)?.persons;
    expect(await persons({ commune: 'Bron' })).toBe(1);
    expect(await persons({ publicKind: 'ELDERLY' })).toBe(1);
    expect(await persons({ publicKind: 'YOUNG' })).toBe(0);
    expect(await persons({ partnerId: world.agents[1].partnerId })).toBe(0);
    expect(await persons({ partnerId: world.agents[0].partnerId, commune: 'Villeurbanne' })).toBe(2);
  });
});
