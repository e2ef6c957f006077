import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#app/access/session-cookie.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { rawVenue } from '#tests/factories/venues.ts';
import { buildWorld, type World } from '#tests/factories/world.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

const hub = createServer((_, response) => {
  response.end(JSON.stringify([rawVenue({ id: 'h1', nom: 'Lieu du hub' }), rawVenue({ id: 'h2', code_postal: 'x' })]));
});
let app: RunningApp;
let world: World;
let cookie: string;
beforeAll(async () => {
  app = await startApp({ env: { FEEDS_PRIVATE: '1' } });
  world = await buildWorld(app, { booklets: 1, size: 1 });
  cookie = (await openSession(world.services, world.authority.userId, new Request('http://x/'))).split(';', 1)[0] ?? '';
  await new Promise<void>((done) => hub.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  hub.close();
  await world.close();
  await app.close();
});

const get = (path: string) => fetch(app.origin + path, { headers: { Cookie: cookie }, redirect: 'manual' });
const post = (path: string, body: Record<string, string>) =>
  fetch(app.origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: app.origin },
    body: new URLSearchParams({ op: world.services.newId(), ...body }),
  });
const load = (source: string, row: Record<string, unknown>) =>
  importVenues(app.db, [rawVenue({ source, ...row })], { now: new Date(), newId: world.services.newId });

describe('the public page of a venue', () => {
  it('says where its words come from, and shows hours in words as the venue wrote them', async () => {
    await load('Annuaire', { id: 'mots', nom: 'Maison des mots', horaires: 'Permanences les jeudis, 14h-16h' });
    const html = await (await get('/lieux/maison-des-mots-villeurbanne')).text();
    expect(html).toContain('Permanences les jeudis, 14h-16h');
    expect(html).toContain('D’où viennent ces informations');
    expect(html).toContain('Annuaire');
  });

  it('says when its position is only that of its commune', async () => {
    await load('Annuaire', {
      id: 'perdu',
      nom: 'Lieu perdu',
      latitude: '',
      longitude: '',
      adresse: 'Le bout du chemin',
    });
    expect(await (await get('/lieux/lieu-perdu-villeurbanne')).text()).toContain('Position approximative');
  });

  it('is found by its permanent id', async () => {
    const [row] = await app.db.read((tx) =>
      tx.execute<{ id: string }>(sql`select id from venue where name = 'Lieu perdu'`),
    );
    const answer = await get(`/lieux/${row?.id}`);
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('/lieux/lieu-perdu-villeurbanne');
  });
});

describe('a source that is read regularly', () => {
  it('is refused with sentences, and what was typed is kept', async () => {
    const answer = await post('/metropole/sources/nouvelle', {
      name: 'Hub',
      url: 'pas une adresse',
      licence: '',
      everyHours: '24',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Écrivez l’adresse complète');
    expect(html).toContain('pas une adresse');
  });

  it('is added, read, reported, stopped', async () => {
    const url = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/lieux.json`;
    const made = await post('/metropole/sources/nouvelle', {
      name: 'Hub',
      url,
      licence: 'Licence Ouverte',
      everyHours: '24',
    });
    expect(made.status).toBe(303);
    const page = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    expect((await post(page, { act: 'read' })).headers.get('location')).toContain('fait=lue');
    const html = (await (await get(page)).text()).replaceAll('<!-- -->', '').replaceAll('\u00a0', ' ');
    expect(html).toContain('2 lues');
    expect(html).toContain('1 refusées');
    expect(html).toContain('code_postal');
    expect((await post(page, { act: 'stop' })).status).toBe(303);
    expect((await post(page, { act: 'read' })).status).toBe(422);
    expect((await post(page, { act: 'autre' })).status).toBe(422);
    expect((await post(page, { act: 'decide', runId: world.services.newId(), decision: 'apply' })).status).toBe(422);
  });
});
