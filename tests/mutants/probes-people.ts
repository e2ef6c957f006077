import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { perform } from '#app/platform/intention.ts';
import { erasePerson } from '#app/privacy/erase-person.ts';
import { lookUpPerson } from '#app/privacy/look-up-person.ts';
import { mergePeople } from '#app/privacy/merge-people.ts';
import { importLot, keepSupplierFile } from '#app/purchasing/import-lot.ts';
import { announceStop } from '#app/upkeep/announce-stop.ts';
import { editPage, undoChange } from '#app/upkeep/edit-page.ts';
import { holdConventions, lockConvention } from '#db/queries/conventions.ts';
import { findWaitingFile } from '#db/queries/lot-imports.ts';
import { lockHolders } from '#db/queries/person-merges.ts';
import { listIdlePeople } from '#db/queries/privacy.ts';
import { lockVenueRecords } from '#db/queries/sources/records.ts';
import { listChanges } from '#db/queries/upkeep/changes.ts';
import { colleague } from '#tests/factories/payments.ts';
import { done, nextBooklet, somebody } from '#tests/factories/world.ts';
import { act, stamp, TODAY } from './money-stage.ts';
import { unpaidLot } from './planted-programme.ts';
import { waits } from './probes.ts';
import { expectEqual, type Stage } from './stage.ts';

type Act = Parameters<typeof perform>[1];
type Who = Parameters<typeof perform>[2]['actor'];

/** The word an act ends with: OK, its refusal, or the fault of the database that refused in its place. */
async function word(stage: Stage, intention: Act, actor: Who, input: unknown): Promise<string> {
  const answer = await perform(stage.services, intention, { actor, opKey: stage.id(), input }).catch(String);
  return typeof answer === 'string' ? answer : answer.ok ? 'OK' : answer.refusal;
}

async function lookedUp(stage: Stage, holderId: string, actor: Who = stage.world.authority): Promise<string> {
  const [row] = await stage.sql<{ serial: string }[]>`
    select b.serial from distribution d join booklet b on b.id = d.booklet_id where d.holder_id = ${holderId}`;
  const input = { reason: 'courrier d’essai', paper: row?.serial };
  return (await done(perform(stage.services, lookUpPerson, { actor, opKey: stage.id(), input }))).lookupId;
}

const CSV = (last: string) => `Carnet;Code\nESSAI-1;essai-0001-a\nESSAI-1;essai-0001-b\n${last}\n`;

async function kept(stage: Stage, words: string): Promise<string> {
  const input = { contents: Buffer.from(words).toString('base64') };
  const attempt = { actor: stage.world.authority, opKey: stage.id(), input };
  return (await done(perform(stage.services, keepSupplierFile, attempt))).importId;
}

const bring = (stage: Stage, importId: string) =>
  word(stage, importLot, stage.world.authority, {
    importId,
    serialColumn: 0,
    codeColumn: 1,
    label: 'Import d’essai',
    faceCents: '1000',
    validFrom: '2020-01-01',
    validUntil: '2099-12-31',
  });

const stop = (over: Record<string, unknown> = {}) => ({
  place: 'Place de la Mairie',
  street: null,
  postcode: '69500',
  commune: 'Bron',
  inseeCode: '69029',
  day: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
  starts: '14:00',
  ends: '15:00',
  note: null,
  ...over,
});

/** Ten years from now: whatever the durations are, they are over. */
const later = () => new Date(Date.now() + 10 * 365.25 * 86_400_000);

/** Under a convention that names its agents, and not the first one. */
async function unnamed(stage: Stage): Promise<{ partnerId: string; membershipId: string }> {
  const { partnerId, membershipId } = stage.world.agents[0];
  await stage.sql`update partner_convention set agents_named = true where partner_id = ${partnerId}`;
  return { partnerId, membershipId };
}

/** A booking of somebody they know, from the tab of an agent whose access was closed. */
async function touchesBooking(stage: Stage, intention: Act): Promise<void> {
  const { bookingId } = await stage.booked();
  const input = { bookingId, sessionId: await stage.session() };
  await stage.sql`update membership set revoked_at = now() where id = ${stage.world.agents[0].membershipId}`;
  expectEqual(await word(stage, intention, stage.world.agents[0], input), 'PARTNER_REVOKED', 'touch');
}

/** Each watches one guard of people, of imported lots, of conventions' agents and of the venues' own pages. */
export const PEOPLE_PROBES = {
  'a move of a booking is written': async (stage) => {
    const { bookingId } = await stage.booked();
    const [row] = await stage.sql<
      { n: number }[]
    >`select count(*)::int as n from booking_move where booking_id = ${bookingId}`;
    expectEqual(row?.n, 1, 'moves');
  },
  'the birth of a pass is written': async (stage) => {
    const { passId } = await unpaidLot(stage);
    const [row] = await stage.sql<{ n: number }[]>`select count(*)::int as n from pass_move where pass_id = ${passId}`;
    expectEqual(row?.n, 1, 'moves');
  },
  'a hand-over by an agent whom the convention does not name': async (stage) => {
    await unnamed(stage);
    const input = { person: somebody(), bookletId: await nextBooklet(stage.world), sessionId: null };
    expectEqual(await word(stage, referPerson, stage.world.agents[0], input), 'AGENT_NOT_NAMED', 'refer');
  },
  'a hand-over written around the rules, by an agent who is not named': async (stage) => {
    const [holderId, bookletId] = [await stage.person(), await nextBooklet(stage.world)];
    const { partnerId, membershipId } = await unnamed(stage);
    const code = await stage.refusal((sql) =>
      sql.unsafe(
        `select act_hand_over('${stage.id()}', '${bookletId}', '${partnerId}', '${membershipId}', '${holderId}', ${TODAY}, '{}', '40_59', 'Bron', null, 'x', ${stamp(stage)})`,
      ),
    );
    expectEqual(code, 'PA018', 'hand-over');
  },
  'an agent whose access is closed': async (stage) => {
    await stage.sql`update membership set revoked_at = now() where id = ${stage.world.agents[0].membershipId}`;
    const input = { person: somebody(), bookletId: await nextBooklet(stage.world), sessionId: null };
    expectEqual(await word(stage, referPerson, stage.world.agents[0], input), 'PARTNER_REVOKED', 'refer');
  },
  'a seat given back by an agent whose access is closed': (stage) => touchesBooking(stage, cancelBooking),
  'a seat moved by an agent whose access is closed': (stage) => touchesBooking(stage, moveBooking),
  'naming agents waits for the hand-over under way': (stage) => {
    const { partnerId } = stage.world.agents[0];
    return waits(
      stage,
      (tx) => holdConventions(tx, partnerId),
      `update partner_convention set agents_named = true where partner_id = '${partnerId}'`,
    );
  },
  'a hand-over waits for the naming under way': async (stage) => {
    const [row] = await stage.sql<{ id: string }[]>`select id from partner_convention limit 1`;
    const id = row?.id ?? '';
    await waits(stage, (tx) => lockConvention(tx, id), `select 1 from partner_convention where id = '${id}' for share`);
  },
  'somebody erased by another official than who looked': async (stage) => {
    const holderId = await stage.person();
    const lookupId = await lookedUp(stage, holderId);
    const input = { holderId, seats: 'CANCEL', lookupId };
    expectEqual(await word(stage, erasePerson, await colleague(stage.world), input), 'LOOKUP_OVER', 'erase');
  },
  'somebody erased whom the look-up did not find': async (stage) => {
    const [one, other] = [await stage.person(), await stage.person()];
    const input = { holderId: other, seats: 'CANCEL', lookupId: await lookedUp(stage, one) };
    expectEqual(await word(stage, erasePerson, stage.world.authority, input), 'HOLDER_NOT_FOUND', 'erase');
  },
  'nothing of somebody erased still speaks': async (stage) => {
    const { holderId } = await stage.booked();
    expectEqual(await word(stage, erasePerson, stage.world.agents[0], { holderId, seats: 'KEEP' }), 'OK', 'erase');
    const [row] = await stage.sql<{ n: number }[]>`
      select (select count(*) from outbox where recipient_id = ${holderId} and sent_at is null)::int
        + (select count(*) from holder_code where holder_id = ${holderId} and revoked_at is null)::int as n`;
    expectEqual(row?.n, 0, 'messages and codes');
  },
  'two merges of one person take turns': async (stage) => {
    const holderId = await stage.person();
    await waits(
      stage,
      (tx) => lockHolders(tx, [holderId]),
      `select 1 from holder where id = '${holderId}' for no key update`,
    );
  },
  'somebody who still holds passes is not forgotten': async (stage) => {
    const holderId = await stage.person();
    const idle = await stage.services.db.read((tx) => listIdlePeople(tx, later(), 100));
    expectEqual(idle.includes(holderId), false, 'forgotten');
  },
  'somebody expected in a while is not forgotten': async (stage) => {
    const holderId = await stage.person();
    const passes = await stage.passesOf(holderId, 10);
    const call = `act_block(array[${passes.map((id) => `'${id}'`).join(',')}]::uuid[], 'LOST', 'HOLDER', ${stamp(stage)})`;
    const sessionId = await stage.session({ startsAt: new Date(later().getTime() + 86_400_000), pricePasses: 0 });
    expectEqual(
      await act(
        stage,
        `act_book('${stage.id()}', '${sessionId}', '${holderId}', '{}'::uuid[], null, null, ${stamp(stage)})`,
      ),
      'OK',
      'book',
    );
    expectEqual(await act(stage, call), 'OK', 'block');
    const idle = await stage.services.db.read((tx) => listIdlePeople(tx, later(), 100));
    expectEqual(idle.includes(holderId), false, 'forgotten');
  },
  'people merged by an official who did not look': async (stage) => {
    const [keptId, goneId] = [await stage.person(), await stage.person()];
    const input = { keptId, goneId, lookupId: await lookedUp(stage, keptId) };
    expectEqual(await word(stage, mergePeople, stage.world.authority, input), 'HOLDER_NOT_FOUND', 'merge');
  },
  'a merge of somebody merged already': async (stage) => {
    const [a, b, c] = [await stage.person(), await stage.person(), await stage.person()];
    const manager = { ...stage.world.agents[0], role: 'PARTNER_MANAGER' as const };
    expectEqual(await word(stage, mergePeople, manager, { keptId: a, goneId: b }), 'OK', 'first');
    expectEqual(await word(stage, mergePeople, manager, { keptId: c, goneId: a }), 'MERGED_ALREADY', 'second');
  },
  'a supplier’s file sent again': async (stage) => {
    expectEqual(await bring(stage, await kept(stage, CSV(''))), 'OK', 'import');
    const input = { contents: Buffer.from(CSV('')).toString('base64') };
    expectEqual(await word(stage, keepSupplierFile, stage.world.authority, input), 'FILE_IMPORTED', 'again');
  },
  'codes of another lot in a supplier’s file': async (stage) => {
    expectEqual(await bring(stage, await kept(stage, CSV(''))), 'OK', 'import');
    expectEqual(await bring(stage, await kept(stage, `${CSV('')}\n\n`)), 'ROWS', 'again');
  },
  'a supplier’s file with one wrong row': async (stage) => {
    expectEqual(await bring(stage, await kept(stage, CSV('ESSAI-2;essai-0002-a\nESSAI-2;'))), 'ROWS', 'import');
    const [row] = await stage.sql<{ n: number }[]>`select count(*)::int as n from booklet where serial like 'ESSAI-%'`;
    expectEqual(row?.n, 0, 'booklets');
  },
  'two imports of one file take turns': async (stage) => {
    const id = await kept(stage, CSV(''));
    const { userId } = stage.world.authority;
    await waits(
      stage,
      (tx) => findWaitingFile(tx, id, userId, new Date(), 'lock'),
      `select 1 from lot_import where id = '${id}' for update`,
    );
  },
  'a stop for a page of another organisation': async (stage) => {
    const input = { venueId: stage.world.venueIds[1], stop: stop() };
    expectEqual(await word(stage, announceStop, stage.world.staff[0], input), 'NOT_YOUR_PAGE', 'announce');
  },
  'a stop while the venue is elsewhere': async (stage) => {
    const [venueId] = stage.world.venueIds;
    expectEqual(await word(stage, announceStop, stage.world.staff[0], { venueId, stop: stop() }), 'OK', 'first');
    const other = stop({ place: 'Parking', starts: '14:30', ends: '16:00' });
    expectEqual(
      await word(stage, announceStop, stage.world.staff[0], { venueId, stop: other }),
      'STOP_ELSEWHERE',
      'second',
    );
  },
  'a change of a tour undone twice': async (stage) => {
    const [venueId] = stage.world.venueIds;
    const [staff] = stage.world.staff;
    expectEqual(await word(stage, announceStop, staff, { venueId, stop: stop() }), 'OK', 'announce');
    const [change] = await stage.services.db.read((tx) => listChanges(tx, venueId, 1));
    const input = { venueId, changeId: change?.id };
    expectEqual(await word(stage, undoChange, staff, input), 'OK', 'once');
    expectEqual(await word(stage, undoChange, staff, input), 'CHANGE_UNDONE', 'twice');
  },
  'two of a team announce in turn': (stage) =>
    stage.services.db.transaction(async (tx) => {
      await lockVenueRecords(tx);
      const input = { venueId: stage.world.venueIds[0], stop: stop() };
      const said = word(stage, announceStop, stage.world.staff[0], input);
      const first = await Promise.race([said, new Promise((wait) => setTimeout(wait, 400, 'WAITS'))]);
      expectEqual(first, 'WAITS', 'announce');
      // It ends by itself once this transaction has: nobody is left to wait for it.
      void said.catch(() => undefined);
    }),
  'a page of another organisation edited': async (stage) => {
    const edit = { step: 'PRESENTATION', words: { summary: 'Essai', detail: null } };
    const input = { venueId: stage.world.venueIds[1], edit };
    expectEqual(await word(stage, editPage, stage.world.staff[0], input), 'NOT_YOUR_PAGE', 'edit');
  },
} as const satisfies Record<string, (stage: Stage) => Promise<void>>;
