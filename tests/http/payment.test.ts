import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#app/access/password.ts';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { openSession } from '#app/access/session-cookie.ts';
import { accountOf, approve, colleague, openDebtor, order } from '#tests/factories/payments.ts';
import { claimOf, onDay, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

const PASSWORD = 'trois pommes bleues';
let app: RunningApp;
let world: World;
let second: AuthorityActor;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp();
  world = await buildWorld(app, { booklets: 6 });
  second = await colleague(world);
  await world.sql`update user_account set password_hash = ${await hashPassword(PASSWORD)}`;
  for (const [name, userId] of Object.entries({
    authority: world.authority.userId,
    second: second.userId,
    venue: world.staff[0].userId,
    other: world.staff[1].userId,
  }))
    cookies[name] = (await openSession(world.services, userId, new Request('http://x/'))).split(';', 1)[0] ?? '';
});
afterAll(async () => {
  await world.close();
  await app.close();
});

const ask = (who: string, path: string) =>
  fetch(app.origin + path, { headers: { Cookie: cookies[who] ?? '' }, redirect: 'manual' });
const send = (who: string, path: string, body: Record<string, string | Blob>) => {
  const form = new FormData();
  form.set('op', world.services.newId());
  for (const [name, value] of Object.entries(body)) form.set(name, value);
  return fetch(app.origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookies[who] ?? '', Origin: app.origin },
    body: form,
  });
};
const plain = async (response: Response) =>
  (await response.text())
    .replaceAll('<!-- -->', '')
    .replaceAll(/[\u00a0\u202f]|&nbsp;/g, ' ')
    .replaceAll('&#x27;', '’');

const file = {
  siret: '73282932000074',
  representative: 'Odile Perrin',
  representativeRole: 'présidente',
  trainings: 'Premiers pas.',
  startsOn: '2026-01-01',
  account: 'NEW',
  holderName: 'MJC un',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  password: PASSWORD,
};
const pdf = new Blob([`%PDF-1.4\n${'x'.repeat(150_000)}`], { type: 'application/pdf' });

describe('a label file', () => {
  test('comes back filled when it is wrong, says why, and keeps nothing', async () => {
    for (const [wrong, words] of [
      [{ siret: '73282932000075' }, 'Ce SIRET n’existe pas'],
      [{ iban: 'FR7630006000011234567890188' }, 'un signe a été mal recopié'],
      [{ password: 'une autre phrase' }, 'Ce n’est pas votre mot de passe'],
      [{ documents: new File(['<html>'], 'faux.pdf', { type: 'application/pdf' }) }, 'n’est pas un PDF'],
    ] as const) {
      const answer = await send('venue', '/espace-lieu/dossier', { ...file, ...wrong });
      expect(answer.status).toBe(422);
      const html = await plain(answer);
      expect(html).toContain(words);
      expect(html).toContain('Odile Perrin');
      expect(html).not.toContain('une autre phrase');
    }
    expect((await world.sql`select 1 from label_file`).length).toBe(0);
  });

  test('is sent with its document, which its organisation and the authority can read, and nobody else', async () => {
    expect(
      (await send('venue', '/espace-lieu/dossier', { ...file, documents: new File([pdf], 'Statuts été.pdf') })).status,
    ).toBe(303);
    const [document] = await world.sql`select id from label_document`;
    for (const [who, path, status] of [
      ['venue', `/espace-lieu/dossier/documents/${document?.id}`, 200],
      ['other', `/espace-lieu/dossier/documents/${document?.id}`, 404],
      ['authority', `/metropole/lieux/${world.staff[0].orgId}/dossier/${document?.id}`, 200],
      ['venue', `/metropole/lieux/${world.staff[0].orgId}/dossier/${document?.id}`, 403],
    ] as const)
      expect([who, (await ask(who, path)).status]).toEqual([who, status]);
    const got = await ask('venue', `/espace-lieu/dossier/documents/${document?.id}`);
    expect(got.headers.get('content-disposition')).toContain('attachment');
    expect((await got.arrayBuffer()).byteLength).toBe(pdf.size);
    const page = await plain(await ask('authority', `/metropole/lieux/${world.staff[0].orgId}/dossier`));
    expect(page).toContain('finissant par 0189');
    expect(page).not.toContain('30006000');
  });
});

describe('the files of an order', () => {
  test('are for the authority only: XML for the bank, a table without formulas for the treasury', async () => {
    await openDebtor(world);
    await accountOf(world, 1, second, { services: onDay(world, -3) });
    await walkIn(world, { org: 1, count: 2 });
    const { claimId } = await done(claimOf(world, 1, 10));
    await approve(world, claimId);
    await world.sql`update venue_org set name = '=SUM(A1)' where id = ${world.staff[1].orgId}`;
    const { orderId } = await done(order(world, [claimId]));
    const here = `/metropole/remboursements/ordres/${orderId}/fichier`;
    const [xml, again] = [await (await ask('authority', here)).text(), await (await ask('second', here)).text()];
    expect(xml).toContain('<CtrlSum>20.00</CtrlSum>');
    expect(again).toBe(xml);
    const csv = await (await ask('authority', `${here}?format=csv`)).text();
    expect(csv).toContain("\r\n'=SUM(A1);");
    expect(csv).toContain(';20,00;0,00;');
    expect((await ask('venue', here)).status).toBe(403);
    const page = await plain(await ask('authority', '/metropole'));
    expect(page).toContain('Taux de couverture');
  });
});

describe('the bank’s return', () => {
  test('is refused in words when it is no camt, and lists what does not match', async () => {
    const here = '/metropole/remboursements/banque';
    const bad = await send('authority', here, { retour: new File(['<x/>'], 'x.xml') });
    expect([bad.status, (await plain(bad)).includes('camt.054')]).toEqual([422, true]);
    expect((await send('authority', here, {})).status).toBe(422);
    const camt = `<Document><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>R1</MsgId></GrpHdr><Ntfctn><Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
    expect((await send('authority', here, { retour: new File([camt], 'x.xml') })).status).toBe(303);
    expect(await plain(await ask('authority', here))).toContain('ne correspond à aucun virement');
  });
});
