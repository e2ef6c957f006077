import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuthorityActor, actorRef, type PartnerActor } from '#app/access/rules/actor.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { perform } from '#app/platform/intention.ts';
import { erasePerson } from '#app/privacy/erase-person.ts';
import { forgetWhatIsOver } from '#app/privacy/forget-what-is-over.ts';
import { lookUpPerson } from '#app/privacy/look-up-person.ts';
import { mergePeople, undoMerge } from '#app/privacy/merge-people.ts';
import { setRetention } from '#app/privacy/set-retention.ts';
import { scopeOf } from '#app/reporting/rules/scope.ts';
import { checkInvariants } from '#db/queries/invariants.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { readPeriodFigures } from '#db/queries/period-figures.ts';
import { insertMerge, listLookalikes } from '#db/queries/person-merges.ts';
import { eraseIdentity, listIdlePeople, previewRetention, readPersonData, readRetention } from '#db/queries/privacy.ts';
import { readBeneficiaries, readDistributed, readPassesEach, readPublics } from '#db/queries/reports/people.ts';
import { readCohorts } from '#db/queries/reports/use.ts';
import { readStanding } from '#db/queries/standing.ts';
import { colleague } from '#tests/factories/payments.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
let now = new Date();

beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => now } });
  world = await buildWorld(fresh, { booklets: 20 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

async function booked(): Promise<{ holderId: string; sessionId: string; bookingId: string }> {
  const holderId = await holderWithBooklet(world);
  const sessionId = await openSession(world);
  const attempt = {
    actor: { role: 'HOLDER', holderId } as const,
    opKey: world.services.newId(),
    input: { holderId, sessionId },
  };
  return { holderId, sessionId, ...(await done(perform(world.services, bookForHolder, attempt))) };
}

const erase = (holderId: string, seats: 'CANCEL' | 'KEEP', actor = world.agents[0]) =>
  perform(world.services, erasePerson, { actor, opKey: world.services.newId(), input: { holderId, seats } });

/** Every place of the database where these words could still be read. */
async function traces(words: readonly string[]): Promise<string[]> {
  const tables = await world.sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pii')`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const rows = await world.sql.unsafe(`select 1 from ${name} t where t::text ilike $1 limit 1`, [`%${word}%`]);
      if (rows.length > 0) found.push(`${name}: ${word}`);
    }
  }
  return found;
}

describe('an identity that is erased', () => {
  it('leaves no trace of the person, and moves no figure when the seats are kept', async () => {
    const { holderId } = await booked();
    await world.sql`update pii.person set family_name = 'Trouvable' where id = ${holderId}`;
    await world.sql`update pii.contact_point set value = '+33639980042' where person_id = ${holderId}`;
    const before = await fresh.db.read(readStanding);
    await done(erase(holderId, 'KEEP'));
    expect(await traces(['Trouvable', '+33639980042'])).toEqual([]);
    expect(await fresh.db.read(readStanding)).toEqual(before);
    const [code] = await world.sql<{ live: number }[]>`
      select count(*)::int as live from holder_code where holder_id = ${holderId} and revoked_at is null`;
    expect(code?.live).toBe(0);
    const [waiting] = await world.sql<{ n: number }[]>`
      select count(*)::int as n from outbox where recipient_id = ${holderId} and sent_at is null`;
    expect(waiting?.n).toBe(0);
    const [audit] = await world.sql<{ facts: unknown }[]>`
      select facts from audit where intention = 'erase-person' order by id desc limit 1`;
    expect(audit?.facts).toEqual({ holderId, cancelled: 0 });
  });

  it('is erased by the authority only after it was looked up, with a reason, by the same person and within the hour', async () => {
    const { holderId, bookingId } = await booked();
    const look = (input: object, actor = world.authority) =>
      perform(world.services, lookUpPerson, { actor, opKey: world.services.newId(), input });
    const reason = 'Courrier du 3 novembre';
    const [row] = await world.sql<{ serial: string; year: number }[]>`
      select b.serial, p.birth_year as year from distribution d join booklet b on b.id = d.booklet_id join pii.person p on p.id = d.holder_id
      where d.holder_id = ${holderId}`;
    const serial = row?.serial ?? '';
    const [code] = voucherCodes(world.services.secrets, world.nonce, serial, 10);
    expect(await look({ reason, paper: '999-99999' })).toMatchObject({ refusal: 'NOBODY_FOUND' });
    expect(await look({ reason: 'non', paper: serial })).toMatchObject({ refusal: 'BAD_INPUT' });
    expect(await look({ reason, name: 'Essai' })).toMatchObject({ refusal: 'BAD_INPUT' });
    for (const paper of [serial.replace('-', ' '), code])
      expect(await done(look({ reason, paper }))).toMatchObject({ holderIds: [holderId] });
    await world.sql`update pii.person set family_name = 'Introuvable', birth_year = 1931 where id = ${holderId}`;
    const named = await done(look({ reason, name: 'introuvable camille', birthYear: 1931 }));
    expect(named.holderIds).toEqual([holderId]);
    const eraseAs = (actor: AuthorityActor, lookupId: string | undefined) =>
      perform(world.services, erasePerson, {
        actor,
        opKey: world.services.newId(),
        input: { holderId, seats: 'CANCEL', lookupId },
      });
    expect(await eraseAs(world.authority, undefined)).toMatchObject({ refusal: 'HOLDER_NOT_FOUND' });
    expect(await eraseAs(await colleague(world), named.lookupId)).toMatchObject({ refusal: 'LOOKUP_OVER' });
    // Without the rule, the database holds.
    const other = await colleague(world);
    const by = { actorRef: actorRef(other), cause: 'ASKED' as const, now };
    await expect(fresh.db.transaction((tx) => eraseIdentity(tx, holderId, by))).rejects.toMatchObject({
      cause: { code: 'PA021' },
    });
    expect(await done(eraseAs(world.authority, named.lookupId))).toEqual({ holderId, cancelled: 1 });
    expect(await world.sql`select state, cancelled_by from booking where id = ${bookingId}`).toMatchObject([
      { state: 'CANCELLED', cancelled_by: 'AUTHORITY' },
    ]);
    expect(await look({ reason, paper: serial })).toMatchObject({ refusal: 'NOBODY_FOUND' });
    await expect(world.sql`update identity_lookup set reason = 'autre raison'`).rejects.toMatchObject({
      code: 'PA001',
    });
  });

  it('gives the seats back when asked, and everything still agrees', async () => {
    const { holderId, sessionId, bookingId } = await booked();
    expect(await done(erase(holderId, 'CANCEL'))).toEqual({ holderId, cancelled: 1 });
    const [row] = await world.sql<{ state: string; taken: number }[]>`
      select b.state, s.seats_taken as taken from booking b join session s on s.id = b.session_id where b.id = ${bookingId}`;
    expect(row).toEqual({ state: 'CANCELLED', taken: 0 });
    expect(sessionId).not.toBe('');
    const broken = (await fresh.db.snapshot(checkInvariants)).filter((invariant) => invariant.broken > 0);
    expect(broken).toEqual([]);
  });

  it('is refused to a partner that does not know the person, and done once', async () => {
    const { holderId } = await booked();
    const other = await erase(holderId, 'KEEP', world.agents[1]);
    expect(other.ok ? 'OK' : other.refusal).toBe('HOLDER_NOT_FOUND');
    await done(erase(holderId, 'KEEP'));
    const again = await erase(holderId, 'KEEP');
    expect(again.ok ? 'OK' : again.refusal).toBe('HOLDER_NOT_FOUND');
  });

  it('is never written again under the same id, and its row is never taken back', async () => {
    const { holderId } = await booked();
    await done(erase(holderId, 'KEEP'));
    const write = world.sql`
      insert into pii.person (id, family_name, given_name, birth_year, commune, created_at)
      values (${holderId}, 'Revenue', 'Camille', 1960, 'Bron', now())`;
    await expect(write).rejects.toMatchObject({ code: 'PA001' });
    await expect(world.sql`delete from erasure where holder_id = ${holderId}`).rejects.toMatchObject({ code: 'PA001' });
  });
});

describe('what a person may read about themselves', () => {
  it('is all of it, and nobody else’s', async () => {
    const [one, two] = [await booked(), await booked()];
    const data = await fresh.db.snapshot((tx) => readPersonData(tx, one.holderId));
    const person = await fresh.db.read((tx) => findPersonForHolder(tx, one.holderId));
    expect(data.identite).toMatchObject([{ nom: person?.familyName, prenom: person?.givenName }]);
    expect([data.coordonnees, data.accords, data.carnets, data.reservations].map((part) => part?.length)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(data.carnets?.[0]).toHaveProperty('quartierPrioritaire', null);
    expect(data.pass).toHaveLength(10);
    expect(data.messages?.length).toBeGreaterThan(0);
    const other = await fresh.db.read((tx) => findPersonForHolder(tx, two.holderId));
    expect(JSON.stringify(data)).not.toContain(other?.familyName);
  });
});

describe('one person written down twice', () => {
  it('counts once in every figure when merged, twice again when undone; no chain, no cycle', async () => {
    const [one, two, three] = [
      await holderWithBooklet(world),
      await holderWithBooklet(world),
      await holderWithBooklet(world),
    ];
    await world.sql`update pii.person set family_name = 'Jumelle', given_name = 'Ada', birth_year = 1944 where id in (${one}, ${two})`;
    const manager = { ...world.agents[0], role: 'PARTNER_MANAGER' as const };
    const day = parisDay(now);
    const scope = scopeOf({ firstDay: day, lastDay: day, partnerId: null, commune: null, publicKind: null }, now);
    const persons = () =>
      fresh.db.snapshot(async (tx) => [
        (await readDistributed(tx, scope)).find(({ partnerId }) => partnerId === null)?.persons,
        (await readBeneficiaries(tx, scope)).find(({ month }) => month === null)?.persons,
        (await readPassesEach(tx, scope)).find(({ from }) => from === null)?.persons,
        (await readPublics(tx, scope)).find(({ kind }) => kind === 'ALL')?.any,
        (await readCohorts(tx, scope)).find(({ month }) => month === null)?.persons,
        (await readPeriodFigures(tx, { from: day, to: day, partnerId: null })).total.persons,
      ]);
    const before = await persons();
    const merge = (keptId: string, goneId: string, actor: PartnerActor = manager) =>
      perform(world.services, mergePeople, { actor, opKey: world.services.newId(), input: { keptId, goneId } });
    const among = { partnerId: manager.partnerId };
    const alike = await fresh.db.read((tx) => listLookalikes(tx, among, 50));
    expect(alike.filter(({ one: a, other: b }) => [a.id, b.id].includes(two)).map((twin) => twin.samePhone)).toEqual([
      true,
    ]);
    expect(await merge(one, two, world.agents[0])).toMatchObject({ refusal: 'NOT_ALLOWED' });
    expect(await merge(one, two, { ...world.agents[1], role: 'PARTNER_MANAGER' })).toMatchObject({
      refusal: 'HOLDER_NOT_FOUND',
    });
    expect(await merge(one, one)).toMatchObject({ refusal: 'SAME_PERSON' });
    const { mergeId } = await done(merge(one, two));
    expect(await persons()).toEqual(before.map((n) => Number(n) - 1));
    for (const [kept, gone] of [
      [three, one],
      [two, three],
      [two, one],
      [three, two],
    ] as const) {
      expect(await merge(kept, gone)).toMatchObject({ refusal: 'MERGED_ALREADY' });
      const row = { id: world.services.newId(), keptId: kept, goneId: gone, by: 'essai', now };
      await expect(fresh.db.transaction((tx) => insertMerge(tx, row))).rejects.toMatchObject({
        cause: { code: expect.stringMatching(/PA022|23505/) },
      });
    }
    await expect(world.sql`update person_merge set kept_id = ${three}`).rejects.toMatchObject({ code: 'PA001' });
    const undo = () =>
      perform(world.services, undoMerge, { actor: manager, opKey: world.services.newId(), input: { mergeId } });
    await done(undo());
    expect(await undo()).toMatchObject({ refusal: 'MERGE_NOT_FOUND' });
    expect(await persons()).toEqual(before);
  });
});

describe('what is kept for a time only', () => {
  it('goes when its time is over, not before; a preview says how much', async () => {
    const start = now;
    const { holderId } = await booked();
    const rule = (await fresh.db.read(readRetention)).find(({ what }) => what === 'IDENTITY');
    expect(rule?.months).toBe(24);
    // Passes of the test's lot are valid until 2099: only when they are used or over may the person be forgotten.
    now = new Date(start.getTime() + 3 * 365 * 86_400_000);
    expect(await fresh.db.read((tx) => listIdlePeople(tx, now, 100))).not.toContain(holderId);
    now = new Date('2101-12-30T12:00:00Z');
    expect(await fresh.db.read((tx) => listIdlePeople(tx, now, 100))).not.toContain(holderId);
    now = new Date('2102-01-03T12:00:00Z');
    const preview = await fresh.db.read((tx) => previewRetention(tx, now));
    expect(preview.IDENTITY).toBeGreaterThan(0);
    const before = await fresh.db.read(readStanding);
    const gone = await forgetWhatIsOver(world.services);
    expect(gone).toMatchObject({ identities: preview.IDENTITY });
    expect(await fresh.db.read((tx) => findPersonForHolder(tx, holderId))).toBeNull();
    expect(await fresh.db.read(readStanding)).toEqual(before);
    const none = { identities: 0, messages: 0, invitations: 0, sessions: 0, pageContacts: 0 };
    expect(await forgetWhatIsOver(world.services)).toEqual(none);
    now = start;
  });

  it('lasts as long as the authority sets it, within bounds', async () => {
    const set = (months: number) =>
      perform(world.services, setRetention, {
        actor: world.authority,
        opKey: world.services.newId(),
        input: { what: 'MESSAGE', months },
      });
    expect((await set(9)).ok).toBe(true);
    expect((await fresh.db.read(readRetention)).find(({ what }) => what === 'MESSAGE')?.months).toBe(9);
    expect((await set(0)).ok).toBe(false);
    await expect(world.sql`update retention_rule set months = 121`).rejects.toMatchObject({ code: '23514' });
  });
});
