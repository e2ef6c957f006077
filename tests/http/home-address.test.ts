import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openSession as openUserSession } from '#app/access/session-cookie.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { boxOf } from '#app/partners/rules/qpv.ts';
import { perform } from '#app/platform/intention.ts';
import { createLog } from '#app/platform/log.ts';
import { writeAreas } from '#db/queries/qpv.ts';
import { buildWorld, nextBooklet, somebody, type World } from '#tests/factories/world.ts';
import { asked, GEOCODING_SERVICE, geocodingService } from '#tests/mocks/geocoding-service.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

/** A fictitious neighbourhood around the door that the mock gives to « 12 rue des Tilleuls ». */
const [west, south, east, north] = [4.879, 45.766, 4.88, 45.768];
const polygons = [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]; // biome-ignore format: one square

const service = setupServer(geocodingService);
const logged: string[] = [];
let app: RunningApp;
let world: World;
let cookie: string;

beforeAll(async () => {
  app = await startApp({ env: { GEOCODER: GEOCODING_SERVICE } });
  world = await buildWorld(app, { booklets: 12, size: 2 });
  app.services.log = createLog('debug', (line) => logged.push(line));
  await app.db.transaction((tx) =>
    writeAreas(
      tx,
      '2024',
      [{ code: 'QN06999A', name: 'Les Tilleuls', commune: 'Villeurbanne', polygons, box: boxOf(polygons) }],
      new Date(),
    ),
  );
  cookie =
    (await openUserSession(app.services, world.agents[0].userId, new Request('http://x/'))).split(';', 1)[0] ?? '';
  // The application itself answers on 127.0.0.1: only the State's service is stood in for.
  service.listen({ onUnhandledRequest: 'bypass' });
});
afterAll(async () => {
  service.close();
  await world.close();
  await app.close();
});

let people = 0;
async function handOver(address: string, over: Record<string, string> = {}) {
  people += 1;
  const answer = await fetch(`${app.origin}/partenaire/orienter?envoi`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: app.origin },
    body: new URLSearchParams({
      op: app.services.newId(),
      familyName: ['Aubry', 'Borel', 'Cartier', 'Delmas', 'Evrard', 'Fournel', 'Girodet', 'Humbert'][people] ?? 'Izard',
      givenName: 'Camille',
      birthYear: String(1940 + 3 * people),
      commune: 'Villeurbanne',
      agreed: 'on',
      booklet: await nextBooklet(world),
      session: 'plus-tard',
      address,
      ...over,
    }),
  });
  return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() };
}

async function lastPlace() {
  const [row] =
    await world.sql`select qpv_code, qpv_vintage, qpv_method from distribution order by at desc, id desc limit 1`;
  return [row?.qpv_code, row?.qpv_vintage, row?.qpv_method];
}

describe('an address said at the hand-over', () => {
  it.each([
    ['inside', '12 rue des Tilleuls', 'comptee', ['QN06999A', '2024', 'ADDRESS']],
    ['outside', '3 impasse des Mûriers', 'comptee', [null, '2024', 'ADDRESS']],
    ['doubtful', '1 mairie', 'incertaine', [null, null, null]],
    ['a street without its number', 'allée des Lilas', 'incertaine', [null, null, null]],
    ['known to nobody', '9 chemin que nul ne connaît', 'incertaine', [null, null, null]],
    ['when the service is away', '4 rue de la Panne', 'sans-reponse', [null, null, null]],
  ])('%s', async (_, address, said, kept) => {
    const { status, to } = await handOver(address);
    expect(status).toBe(303);
    expect(to).toMatch(new RegExp(`^/partenaire/personnes/[0-9a-f-]{36}/code\\?adresse=${said}$`));
    expect(await lastPlace()).toEqual(kept);
    const page = await (await fetch(app.origin + to, { headers: { Cookie: cookie } })).text();
    expect(page).toContain('L’adresse n’a pas été gardée.');
  });

  it('gives way to the list when it leads nowhere', async () => {
    expect((await handOver('5 rue de la Panne', { neighbourhood: 'QN06999A' })).to).toMatch(/\/code$/);
    expect(await lastPlace()).toEqual(['QN06999A', '2024', 'BY_HAND']);
  });

  it('outside the territory is asked to nobody: its contours may not be loaded', async () => {
    const before = asked.length;
    expect((await handOver('12 rue des Tilleuls', { commune: 'Brest' })).to).toMatch(/incertaine$/);
    expect(asked.length).toBe(before);
  });

  it('comes back with a refused form, and is not asked then', async () => {
    const before = asked.length;
    const { status, html } = await handOver('12 rue des Tilleuls', { givenName: '' });
    expect([status, asked.length]).toEqual([422, before]);
    expect(html).toContain('value="12 rue des Tilleuls"');
  });

  it('sent twice, the service away the second time, is one hand-over', async () => {
    const attempt = { actor: world.agents[0], opKey: app.services.newId() };
    const input = { person: somebody(), bookletId: await nextBooklet(world), sessionId: null };
    const first = await perform(app.services, referPerson, {
      ...attempt,
      input: { ...input, home: { kind: 'DOOR', lat: 45.7667, lon: 4.8795 } },
    });
    expect(first).toMatchObject({ ok: true, value: { address: 'FOUND' } });
    expect(
      await perform(app.services, referPerson, { ...attempt, input: { ...input, home: { kind: 'AWAY' } } }),
    ).toEqual(first);
    expect(await perform(app.services, referPerson, { ...attempt, input })).toMatchObject({ refusal: 'KEY_REUSED' });
  });
});

test('no table, no log and no question by name keeps anything of these addresses', async () => {
  expect(asked.length).toBeGreaterThan(4);
  for (const url of asked) expect(decodeURIComponent(url.href)).not.toMatch(/Camille|Aubry|Borel/);
  const words = ['tilleuls', 'mûriers', 'muriers', 'lilas', 'panne', 'nul ne', '45.7667', '4.8795', '45.781', '4.901'];
  const tables = await world.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  expect(tables.length).toBeGreaterThan(50);
  for (const { name } of tables) {
    const found = await world.sql.unsafe(`select t::text as row from ${name} t where lower(t::text) like any ($1)`, [
      // The one thing planted with these words: the neighbourhood itself.
      name.endsWith('qpv_area') ? ['%12 rue%'] : words.map((word) => `%${word}%`),
    ]);
    expect({ name, found: [...found] }).toEqual({ name, found: [] });
  }
  const lines = logged.join('\n').toLowerCase();
  expect(lines).toContain('"geocoder"');
  expect(lines).toContain('orienter');
  for (const word of words) expect(lines).not.toContain(word);
});
