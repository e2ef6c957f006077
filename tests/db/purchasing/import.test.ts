import { afterAll, beforeAll, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { referPerson } from '#app/booking/refer-person.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { importLot, keepSupplierFile } from '#app/purchasing/import-lot.ts';
import { forgetFiles } from '#db/queries/lot-imports.ts';
import { nextSerial } from '#db/queries/lots.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { activateBoughtLot } from '#tests/factories/purchasing.ts';
import { buildWorld, done, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let now = new Date('2026-11-25T10:00:00Z');
let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => new Date(now) } });
  world = await buildWorld(fresh, { booklets: 1, size: 2 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const by = () => ({ actor: world.authority, opKey: fresh.services.newId() });
const keep = (bytes: Uint8Array | string) =>
  perform(fresh.services, keepSupplierFile, {
    ...by(),
    input: { contents: Buffer.from(bytes).toString('base64') },
  });
const bring = (importId: string, label: string, over: Record<string, unknown> = {}) =>
  perform(fresh.services, importLot, {
    ...by(),
    input: {
      importId,
      serialColumn: 0,
      codeColumn: 1,
      label,
      faceCents: '1000',
      validFrom: '2026-01-01',
      validUntil: '2028-12-31',
      ...over,
    },
  });
const csv = (serial: string, codes: string[]) =>
  `Carnet;Code;Note\n${codes.map((code) => `${serial};${code};x`).join('\n')}\n`;
const passes = async () => Number((await world.sql`select count(*)::int as n from pass`)[0]?.n);

test('a file makes a lot whose codes work, and leaves nothing of itself but hashes', async () => {
  const { importId } = await done(keep(csv('LYON-A-1', ['sup-1111-aaaa', 'sup-1111-bbbb', 'sup-1111-cccc'])));
  const [waiting] = await world.sql<{ sealed: Buffer }[]>`select sealed from lot_import where id = ${importId}`;
  expect(waiting?.sealed.toString('latin1')).not.toMatch(/sup-1111|LYON/);
  const { lotId } = await done(bring(importId, 'Import un'));
  expect(await world.sql`select sealed, lot_id from lot_import where id = ${importId}`).toEqual([
    { sealed: null, lot_id: lotId },
  ]);
  await activateBoughtLot(fresh.services, world.authority, lotId);
  const [agent] = world.agents;
  await done(
    perform(fresh.services, allocateBooklets, { ...by(), input: { lotId, partnerId: agent.partnerId, count: 1 } }),
  );
  const [booklet] = await world.sql<{ id: string }[]>`select id from booklet where lot_id = ${lotId}`;
  const referral = { person: somebody(), bookletId: booklet?.id, sessionId: null };
  await done(perform(fresh.services, referPerson, { actor: agent, opKey: fresh.services.newId(), input: referral }));
  const use = (code: string) =>
    perform(fresh.services, redeemWalkIn, {
      actor: world.staff[0],
      opKey: fresh.services.newId(),
      input: { venueId: world.venueIds[0], code, count: 1 },
    });
  expect((await use('SUP 1111 AAAA')).ok).toBe(true);
  expect(await use('SUP 1111 ZZZZ')).toMatchObject({ refusal: 'CODE_MISTYPED' });
  expect(await fresh.db.read(nextSerial)).toEqual({ prefix: '069', number: 7 });
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
});

test('the same file again, the same codes in another file: refused, with the rows', async () => {
  const same = csv('LYON-A-1', ['sup-1111-aaaa', 'sup-1111-bbbb', 'sup-1111-cccc']);
  expect(await keep(same)).toMatchObject({ refusal: 'FILE_IMPORTED' });
  const before = await passes();
  const { importId } = await done(keep(csv('LYON-A-9', ['SUP1111AAAA', 'SUP2222AAAA'])));
  const outcome = await bring(importId, 'Import deux');
  expect(outcome).toMatchObject({ ok: false, refusal: 'ROWS', facts: { total: 1 } });
  expect(JSON.parse(String(!outcome.ok && outcome.facts.rows))).toEqual([
    { row: 2, reason: 'Ce code existe déjà dans un autre lot.' },
  ]);
  expect(await passes()).toBe(before);
});

test('one file imported from two screens at once makes one lot', async () => {
  const file = csv('LYON-B-1', ['sup-3333-aaaa', 'sup-3333-bbbb']);
  const [one, two] = [await done(keep(file)), await done(keep(file))];
  const both = await Promise.all([bring(one.importId, 'Import trois'), bring(two.importId, 'Import quatre')]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await world.sql`select 1 from booklet where serial = 'LYON-B-1'`).toHaveLength(1);
});

test('a workbook is read like a CSV; what is neither is refused by its bytes', async () => {
  const rows = [
    ['Code', 'Carnet'],
    ['SUP4444AAAA', 'X-1'],
    ['SUP4444BBBB', 'X-2'],
  ];
  const sheet = rows.map((row) => row.map((value) => ({ value, type: String })));
  const written = await (await writeXlsxFile(sheet)).toBuffer();
  const { importId } = await done(keep(written));
  expect((await bring(importId, 'Import cinq', { serialColumn: 1, codeColumn: 0 })).ok).toBe(true);
  expect(await keep('%PDF-1.7 serial;code')).toMatchObject({ refusal: 'FILE_KIND' });
  expect(await keep('PK\u0003\u0004not a workbook at all')).toMatchObject({ refusal: 'FILE_UNREADABLE' });
  expect(await keep('Carnet;Code\n')).toMatchObject({ refusal: 'FILE_EMPTY' });
});

test('a file nobody comes back for is gone after an hour, whoever asks', async () => {
  const { importId } = await done(keep(csv('LYON-C-1', ['sup-5555-aaaa'])));
  now = new Date(now.getTime() + 3_600_001);
  expect(await bring(importId, 'Import six')).toMatchObject({ refusal: 'FILE_GONE' });
  expect(await fresh.db.transaction((tx) => forgetFiles(tx, now))).toBeGreaterThan(0);
  expect(await world.sql`select 1 from lot_import where lot_id is null`).toHaveLength(0);
});
