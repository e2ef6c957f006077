import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession as openUserSession } from '#app/access/session-cookie.ts';
import { createVenue } from '#tests/factories/venues.ts';
import { buildWorld, holderWithBooklet, type World } from '#tests/factories/world.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

let app: RunningApp;
let world: World;
let cookie: string;

beforeAll(async () => {
  app = await startApp();
  world = await buildWorld(app, { booklets: 3, size: 2 });
  cookie =
    (await openUserSession(world.services, world.authority.userId, new Request('http://x/'))).split(';', 1)[0] ?? '';
});
afterAll(async () => {
  await world.close();
  await app.close();
});

async function get(path: string): Promise<string> {
  const response = await fetch(app.origin + path, { headers: { Cookie: cookie }, redirect: 'manual' });
  expect(response.status, path).toBe(200);
  return plain(await response.text());
}
const post = (path: string, body: Record<string, string> | string[][]) =>
  fetch(app.origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: app.origin },
    body: new URLSearchParams(Array.isArray(body) ? body : { op: world.services.newId(), ...body }),
  });
/** The page's words, without the markers that React leaves between them. */
const plain = (html: string) =>
  html
    .replaceAll('<!-- -->', '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&#x27;', '’');

const lot = (over: Record<string, string> = {}) => ({
  label: 'Achat de mars',
  prefix: 'TST',
  firstNumber: '1',
  bookletCount: '3',
  bookletSize: '4',
  faceEuros: '12,50',
  validFrom: '2026-01-01',
  validUntil: '2099-12-31',
  nonce: 'a'.repeat(32),
  ...over,
});

describe('a lot', () => {
  const codesIn = (html: string) => [...html.matchAll(/<span class="code">([\w-]+)<\/span>/g)].map((found) => found[1]);

  test('shows its sheet once; sent again, the same form prints the same sheet and creates nothing more', async () => {
    const body = { op: world.services.newId(), ...lot() };
    const first = await post('/metropole/passes/nouveau', body);
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const sheet = plain(await first.text());
    const codes = codesIn(sheet);
    expect(new Set(codes).size).toBe(12);
    expect(codes[0]).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{3}$/);
    expect(sheet).toContain('Carnet TST-00002');
    expect(sheet).toContain('12,50 €');
    expect(sheet).toContain('31 décembre 2099');
    const again = plain(await (await post('/metropole/passes/nouveau', body)).text());
    expect(codesIn(again)).toEqual(codes);
    const [row] =
      await world.sql`select count(*)::int as n from pass p join pass_lot l on l.id = p.lot_id where l.label = 'Achat de mars'`;
    expect(row?.n).toBe(12);
    // Another key with the same nonce would be another lot: its number is taken.
    const other = await post('/metropole/passes/nouveau', lot({ label: 'Autre nom' }));
    expect([other.status, plain(await other.text()).includes('portent déjà ces numéros')]).toEqual([422, true]);
  });

  test('of 500 booklets is printed in ten pages, each in the other’s hands, and by no other nonce', async () => {
    const big = { label: 'Grand achat', prefix: 'GRD', bookletCount: '500', bookletSize: '10', nonce: 'b'.repeat(32) };
    let html = await (await post('/metropole/passes/nouveau', lot(big))).text();
    const codes = new Set(codesIn(html));
    const [row] = await world.sql<{ id: string }[]>`select id from pass_lot where label = 'Grand achat'`;
    const page = (part: number, nonce = big.nonce) =>
      post('/metropole/passes/imprimer', { lotId: row?.id ?? '', nonce, part: String(part) });
    for (let part = 2; part <= 10; part += 1) {
      expect(html).toContain(`name="part" value="${part}"`);
      const answer = await page(part);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      html = await answer.text();
      for (const code of codesIn(html)) codes.add(code);
    }
    expect(codes.size).toBe(5000);
    expect(plain(html)).toContain('Page 10 sur 10');
    expect(html).not.toContain('name="part"');
    for (const wrong of [await page(1, 'c'.repeat(32)), await page(11)]) {
      expect([wrong.status, (await wrong.text()).includes('class="voucher"')]).toEqual([422, false]);
    }
  });

  test.each([
    [{ label: 'Trop', bookletCount: '1001' }, 'jusqu’à 1 000'],
    [{ label: 'Trop', bookletCount: '201', bookletSize: '50' }, 'faites plusieurs lots'],
    [{ label: 'Trop', validUntil: '2025-01-01' }, 'vient après le premier'],
    [{ label: 'Trop', faceEuros: '1e3' }, 'Exemple'],
    [{ label: 'Lot d’essai', prefix: 'NEUF' }, 'porte déjà ce nom'],
  ])('is refused in words, filled: %j', async (over, words) => {
    const answer = await post('/metropole/passes/nouveau', lot(over));
    expect(answer.status).toBe(422);
    const html = plain(await answer.text());
    expect(html).toContain(words);
    expect(html).toContain(`value="${over.label}"`);
    expect(html).not.toContain('class="voucher"');
  });
});

describe('booklets', () => {
  test('go to a partner, and not more than there are', async () => {
    const give = (count: string) =>
      post('/metropole/passes', { lotId: world.lotId, partnerId: world.agents[1].partnerId, count });
    const done = await give('2');
    expect([done.status, done.headers.get('location')]).toEqual([303, '/metropole/passes?fait=confie#confies']);
    const short = await give('99');
    expect([short.status, plain(await short.text()).includes('Il ne reste que 3 carnets')]).toEqual([422, true]);
    expect(await get('/metropole/passes?fait=confie')).toContain('Mission d’essai');
  });
});

describe('the overview', () => {
  test('counts where every pass is, and says that the accounts are right', async () => {
    await holderWithBooklet(world);
    const html = await get('/metropole');
    expect(html).toContain('Les comptes sont justes');
    expect(html).toMatch(
      /aria-label="Sur [\d\s]+ pass achetés, \d+ ont été confiés à des partenaires et 2 remis à des personnes/,
    );
  });

  test('says in red that they are wrong, and where', async () => {
    // A pass that moves without the ledger: what the guards forbid, done behind their back.
    await world.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update pass set state = 'EXPIRED' where id = (select id from pass where state = 'STOCK' limit 1)`;
    });
    const html = await get('/metropole');
    expect(html).toContain('class="notice bad"');
    expect(html).toContain('Les comptes ne sont pas justes');
    expect(html).toContain('Périmés : 1 comptés, 0 au registre');
    await world.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update pass set state = 'STOCK' where state = 'EXPIRED'`;
    });
  });
});

describe('a partner', () => {
  test('is added, invites an agent whose link is shown once, and is closed', async () => {
    const added = await post('/metropole/partenaires', {
      name: 'PIMMS',
      commune: 'Lyon',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      targetPasses: '100',
    });
    expect(added.status).toBe(303);
    const here = new URL(added.headers.get('location') ?? '', app.origin).pathname;
    const key = world.services.newId();
    const invite = () =>
      post(here, { op: key, act: 'invite', displayName: 'Zoé', email: 'zoe@example.org', role: 'AGENT' });
    const invited = await invite();
    expect([invited.status, invited.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const link = /secret-link">([^<]+)</.exec(await invited.text())?.[1] ?? '';
    expect(link).toMatch(/\/invitation\/[\w-]{43}$/);
    expect(/secret-link">([^<]+)</.exec(await (await invite()).text())?.[1]).toBe(link);
    const page = await get(here);
    expect(page).toContain('invitation envoyée');
    expect(page).not.toContain(link);
    expect((await fetch(app.origin + new URL(link).pathname)).status).toBe(200);

    const overlap = await post(here, {
      act: 'convention',
      startsOn: '2026-12-31',
      endsOn: '2027-12-31',
      targetPasses: '5',
    });
    expect([overlap.status, plain(await overlap.text()).includes('Une autre convention')]).toEqual([422, true]);
    const unsure = await post(here, { act: 'revoke' });
    expect([unsure.status, plain(await unsure.text()).includes('Cochez la case')]).toEqual([422, true]);
    expect((await post(here, { act: 'revoke', sure: 'on' })).status).toBe(303);
    expect(await get(here)).toContain('Aucun de ses agents ne peut plus agir');
    expect((await fetch(app.origin + new URL(link).pathname)).status).toBe(410);
  });

  test('a role of another place is refused', async () => {
    const answer = await post(`/metropole/partenaires/${world.agents[1].partnerId}`, {
      act: 'invite',
      displayName: 'Zoé',
      email: 'venue@example.org',
      role: 'VENUE_STAFF',
    });
    expect([answer.status, plain(await answer.text()).includes('Ce rôle ne va pas ici')]).toEqual([422, true]);
  });

  test('a form the page does not have is refused, whatever it says', async () => {
    for (const act of ['', 'drop', '__proto__']) {
      expect((await post(`/metropole/partenaires/${world.agents[1].partnerId}`, { act })).status).toBe(422);
    }
  });
});

describe('an organisation', () => {
  test('is written down from a venue of the directory, without a label; a label in force is ended', async () => {
    const venue = await world.services.db.transaction((tx) =>
      createVenue(tx, { name: 'Médiathèque Elsa Triolet', commune: 'Pierre-Bénite' }),
    );
    expect(await get('/metropole/lieux?q=mediateque+elsa')).toContain(`value="${venue.id}"`);
    const made = await post('/metropole/lieux?q=elsa', [
      ['op', world.services.newId()],
      ['name', 'Ville de Pierre-Bénite'],
      ['venueIds', venue.id],
    ]);
    expect(made.status).toBe(303);
    const file = new URL(made.headers.get('location') ?? '', app.origin).pathname;
    expect(file).toMatch(/dossier$/);
    expect(await get(file)).toContain('Saisir un dossier');
    expect(await get(file.replace('/dossier', ''))).toContain('Pas encore');
    expect(await get('/metropole/lieux?q=mediateque+elsa')).not.toContain(`value="${venue.id}"`);
    const orgId = world.staff[1].orgId;
    const here = `/metropole/lieux/${orgId}`;
    expect(await get(here)).toContain('en cours');
    const [label] = await world.sql<{ id: string }[]>`select id from org_label where org_id = ${orgId}`;
    const past = await post(here, { act: 'end-label', labelId: label?.id ?? '', endsOn: '2026-02-01' });
    expect([past.status, plain(await past.text()).includes('ne peut pas être passé')]).toEqual([422, true]);
    const ended = await post(here, { act: 'end-label', labelId: label?.id ?? '', endsOn: '2098-02-01' });
    expect(ended.headers.get('location')).toBe(`${here}?fait=fin&apres=0`);
  });
});

describe('the messages', () => {
  test('outside of the demonstration, neither names, nor addresses, nor words', async () => {
    await world.sql`insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
      select gen_random_uuid(), 'booking-confirmed', gen_random_uuid(), h.id, 'x', 'SMS',
        '{"title":"Atelier secret","startsAt":"2026-12-01T13:00:00Z","endsAt":"2026-12-01T15:00:00Z","venue":"V","street":"S","postcode":"69001","commune":"Lyon","reason":null}',
        now(), now() from holder h limit 1`;
    const html = await get('/metropole/messages?canal=SMS');
    expect(html).toContain('Place réservée');
    expect(html).toContain('aucun envoi configuré');
    for (const secret of ['Camille', '39980000', 'Atelier secret']) expect(html).not.toContain(secret);
    expect(await get('/metropole/messages?canal=LETTER')).toContain('Aucun message');
    expect(await get('/metropole/messages?page=9999&etat=nawak')).toContain('message');
  });
});
