import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PERSONAS } from '#app/access/demo-personas.ts';
import { signIn } from '#app/access/sign-in.ts';
import { BOOKING_STATES } from '#app/booking/rules/booking.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { demoSheet } from '#app/passes/demo-sheet.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { HOLDER_CODE_LENGTH, readCode } from '#app/passes/rules/code.ts';
import { perform } from '#app/platform/intention.ts';
import { findHolderByCodeAndBirthYear } from '#db/queries/people.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { findSession, insertSession } from '#db/queries/sign-in.ts';
import { demonstrationState, seedDemonstration } from '#db/seed/demonstration.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/** Rows of a question to a database, on a connection of its own. */
async function ask<Row extends pg.QueryResultRow>(
  fresh: FreshDatabase,
  question: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  try {
    return (await client.query<Row>(question, values)).rows;
  } finally {
    await client.end();
  }
}

const count = async (fresh: FreshDatabase, from: string): Promise<number> =>
  (await ask<{ n: number }>(fresh, `select count(*)::int as n from ${from}`))[0]?.n ?? 0;

/** How many rows of each state. */
async function tally(fresh: FreshDatabase, states: string): Promise<Record<string, number>> {
  const rows = await ask<{ state: string; n: number }>(
    fresh,
    `select state, count(*)::int as n from (${states}) s group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

describe('the demonstration', () => {
  let demo: FreshDatabase;
  beforeAll(async () => {
    demo = await freshDatabase({ demo: true });
  });
  afterAll(() => demo.close());

  it('stands on the real venues, and on the whole programme of the Métropole', async () => {
    expect(await count(demo, 'venue')).toBe(687);
    expect(await count(demo, 'venue where in_territory')).toBe(29);
    expect(await count(demo, 'venue where in_territory and org_id is null')).toBe(0);
    expect(await count(demo, 'venue_org')).toBe(40);
    expect(
      await count(demo, 'org_label where current_date between starts_on and coalesce(ends_on, current_date)'),
    ).toBe(40);
    expect(await count(demo, 'partner p join partner_convention c on c.partner_id = p.id')).toBe(10);
    expect(await count(demo, 'booklet where size = 10')).toBe(644);
    expect(await count(demo, 'pass')).toBe(6440);
    expect(await count(demo, 'pii.person')).toBe(304);
  });

  it('agrees with itself to the last pass', async () => {
    expect(await demo.db.snapshot(reconcile)).toEqual([]);
  });

  it('has passes and bookings in every state an intention can bring about, and some acts taken back', async () => {
    const passes = await tally(demo, 'select state from pass');
    expect(Object.keys(passes).sort()).toEqual([
      'ALLOCATED',
      'CLAIMED',
      'HELD',
      'REDEEMED',
      'RESERVED',
      'SETTLED',
      'STOCK',
    ]);
    expect(Math.min(...Object.values(passes))).toBeGreaterThan(20);
    const bookings = await tally(demo, 'select state from booking');
    expect(Object.keys(bookings).sort()).toEqual([...BOOKING_STATES].sort());
    for (const some of [
      'booking where excused',
      ...['HOLDER', 'PARTNER'].map((whom) => `booking where cancelled_by = '${whom}'`),
      'booking where moved_from is not null',
      `booking b join session s on s.id = b.session_id and s.state = 'CANCELLED' where b.cancelled_by = 'VENUE'`,
      ...['HOLDER', 'WALK_IN'].map((channel) => `redemption where channel = '${channel}'`),
      'redemption where reversed_at is not null',
      `session where seats_taken = capacity and starts_at > now()`,
    ]) {
      expect(await count(demo, some), some).toBeGreaterThan(2);
    }
  });

  it('shows a drawer: many hold passes and have nothing booked', async () => {
    const drawer = await count(
      demo,
      `holder h where exists (select 1 from pass p where p.holder_id = h.id and p.state = 'HELD')
        and not exists (select 1 from booking b where b.holder_id = h.id and b.state = 'CONFIRMED')`,
    );
    expect(drawer).toBeGreaterThan(90);
    expect(drawer).toBeLessThan(210);
  });

  it('has its five publics, and people without phone or mailbox', async () => {
    const publics = await tally(demo, 'select unnest(publics) as state from distribution');
    expect(Object.keys(publics).sort()).toEqual(['DISABLED', 'ELDERLY', 'JOB_SEEKER', 'RSA', 'YOUNG']);
    expect(Math.min(...Object.values(publics))).toBeGreaterThan(15);
    const reached = 'select person_id from pii.contact_point';
    expect(await count(demo, `pii.person where id not in (${reached})`)).toBeGreaterThan(15);
  });

  it('could reach nobody who exists', async () => {
    const [phones, mailboxes] = ['PHONE', 'EMAIL'].map((kind) => `pii.contact_point where kind = '${kind}'`);
    expect(await count(demo, `${phones} and value !~ '^\\+3363998[0-9]{4}$'`)).toBe(0);
    expect(await count(demo, `${mailboxes} and value !~ '@example\\.org$'`)).toBe(0);
    expect(await count(demo, `user_account where email !~ '@example\\.org$'`)).toBe(0);
    expect(await count(demo, `${phones}`)).toBeGreaterThan(200);
  });

  it('keeps the messages of the past as sent, so that no mail server ever sends them', async () => {
    expect(await count(demo, `outbox where sent_at is null and created_at < now() - interval '30 hours'`)).toBe(0);
    expect(await count(demo, 'outbox where sent_at is not null')).toBeGreaterThan(300);
    expect(await count(demo, 'outbox where sent_at is null')).toBeGreaterThan(10);
  });

  it('has sessions in every organisation over the next eight weeks, and some today where the personas work', async () => {
    const [ahead] = await ask<{ orgs: number; days: number }>(
      demo,
      `select count(distinct org_id)::int as orgs, extract(day from max(starts_at) - now())::int as days from session where starts_at > now()`,
    );
    expect(ahead?.orgs).toBe(40);
    expect(ahead?.days).toBeGreaterThanOrEqual(50);
    const today = parisDay(demo.services.clock.now());
    const [bron] = await ask<{ n: number; taken: number }>(
      demo,
      `select count(*)::int as n, sum(s.seats_taken)::int as taken from session s join venue_org o on o.id = s.org_id
        where o.name = 'MJC Louis Aragon de Bron' and (s.starts_at at time zone 'Europe/Paris')::date = $1::date`,
      [today],
    );
    expect(bron?.n).toBeGreaterThanOrEqual(2);
    expect(bron?.taken).toBeGreaterThanOrEqual(6);
  });

  it('lets each persona in, with the role its label says', async () => {
    for (const { email, password, role } of DEMO_PERSONAS) {
      const answer = await signIn(demo.services, { email, password, clientAddress: '192.0.2.1' });
      if (answer.kind !== 'SIGNED_IN') throw new Error(`${email}: ${answer.kind}`);
      await demo.db.transaction((tx) =>
        insertSession(tx, { tokenHash: email, userId: answer.userId, expiresAt: new Date('2100-01-01') }),
      );
      expect((await demo.db.read((tx) => findSession(tx, email)))?.user?.role).toBe(role);
    }
  });

  it('prints codes that work: a ticket, and a voucher that a venue redeems', async () => {
    const sheet = await demoSheet(demo.services);
    const { code = '', birthYear = 0 } = sheet?.holder ?? {};
    const read = readCode(code, HOLDER_CODE_LENGTH);
    if (read.kind !== 'code') throw new Error(read.kind);
    const hmac = demo.services.secrets.index('holder-code-index', read.code);
    const holderId = await demo.db.read((tx) => findHolderByCodeAndBirthYear(tx, hmac, birthYear));
    expect(await count(demo, `booking where holder_id = '${holderId}' and state = 'CONFIRMED'`)).toBeGreaterThan(0);
    const [staff] = await ask<{ userId: string; membershipId: string; orgId: string; venueId: string }>(
      demo,
      `select m.user_id as "userId", m.id as "membershipId", m.org_id as "orgId", v.id as "venueId"
        from membership m join venue v on v.org_id = m.org_id limit 1`,
    );
    if (staff === undefined) throw new Error('nobody works in a venue');
    const answer = await perform(demo.services, redeemWalkIn, {
      actor: { ...staff, role: 'VENUE_STAFF', displayName: '', organisation: '' },
      opKey: demo.services.newId(),
      input: { venueId: staff.venueId, code: sheet?.voucherCode, count: 1 },
    });
    expect(answer).toMatchObject({ ok: true, value: { count: 1, left: 9 } });
  });

  it('says that it is there, and refuses to be seeded twice', async () => {
    expect(await demonstrationState(demo.services)).toEqual({ kind: 'DONE' });
    await expect(seedDemonstration(demo.services)).rejects.toThrow('DONE');
  });
});

/** How often each intention is carried out by the demonstration. */
const ACTS = {
  'activate-lot': 3,
  'add-site': 2,
  'allocate-booklets': 14,
  'announce-stop': 3,
  'answer-line': 3,
  'approve-claim': 27,
  'assign-site': 2,
  'book-for-holder': 623,
  'call-committee': 1,
  'cancel-booking': 49,
  'cancel-sessions': 4,
  'change-debtor-account': 1,
  'change-payment-settings': 1,
  'check-in': 69,
  'complete-decision': 1,
  'confirm-identity': 42,
  'confirm-page': 4,
  'contest-line': 6,
  'create-lot': 4,
  'create-organisation': 40,
  'create-partner': 10,
  'edit-page': 1,
  'finance-lot': 4,
  'freeze-committee-pack': 1,
  'handle-page-report': 1,
  'keep-committee-minutes': 1,
  'make-order': 2,
  'mark-attendance': 363,
  'move-booking': 26,
  'open-funding': 3,
  'place-order': 4,
  'plan-allocation': 2,
  'publish-report': 1,
  'publish-sessions': 76,
  'receive-allocation': 1,
  'record-decision': 3,
  'record-order-payment': 3,
  'record-receipt': 4,
  'record-payment': 19,
  'redeem-walk-in': 71,
  'refer-person': 318,
  'report-page-error': 2,
  'reverse-walk-in': 7,
  'send-allocation': 2,
  'submit-claim': 41,
  'type-label-file': 41,
  'validate-label-file': 80,
};

describe('seeding', () => {
  // Just before midnight in Paris, two days after the clocks went forward: eight weeks reach both sides of that.
  const clock = new Date('2027-03-30T21:55:00Z');

  it('tells the same story on every machine, and nothing of it comes after the moment it is told', async () => {
    const fresh = await freshDatabase({ clock });
    const started = performance.now();
    await seedDemonstration(fresh.services);
    process.stdout.write(`seed: ${Math.round(performance.now() - started)} ms\n`);
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
    expect(await count(fresh, `audit where at > '${clock.toISOString()}'`)).toBe(0);
    const story = {
      sessions: await tally(fresh, 'select state from session'),
      bookings: await tally(fresh, 'select state from booking'),
      passes: await tally(fresh, 'select state from pass'),
    };
    expect(await tally(fresh, 'select intention as state from audit')).toEqual(ACTS);
    expect(story).toMatchInlineSnapshot(`
      {
        "bookings": {
          "ATTENDED": 372,
          "CANCELLED": 85,
          "CONFIRMED": 201,
          "NO_SHOW": 58,
        },
        "passes": {
          "ALLOCATED": 1750,
          "CLAIMED": 72,
          "HELD": 2414,
          "REDEEMED": 377,
          "RESERVED": 244,
          "SETTLED": 73,
          "STOCK": 1510,
        },
        "sessions": {
          "CANCELLED": 4,
          "OPEN": 1181,
        },
      }
    `);
    await fresh.close();
  }, 240_000);

  it('keeps away from a programme that is not the demonstration', async () => {
    const fresh = await freshDatabase();
    await ask(fresh, 'insert into holder (id, created_at) values (gen_random_uuid(), now())');
    expect(await demonstrationState(fresh.services)).toEqual({ kind: 'FOREIGN' });
    await expect(seedDemonstration(fresh.services)).rejects.toThrow('FOREIGN');
    expect(await count(fresh, 'venue')).toBe(0);
    await fresh.close();
  });

  it('knows a seed that was cut short, and does not add a second one to it', async () => {
    const fresh = await freshDatabase();
    await ask(fresh, `insert into system_fact (name, value, at) values ('demo-seed-started', '4194305', now())`);
    expect(await demonstrationState(fresh.services)).toEqual({ kind: 'HALF', pid: 4194305 });
    await expect(seedDemonstration(fresh.services)).rejects.toThrow('HALF');
    await fresh.close();
  });
});
