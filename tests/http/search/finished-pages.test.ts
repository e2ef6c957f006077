import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHolderCookie } from '#app/access/holder-cookie.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { perform } from '#app/platform/intention.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { createVenue, rawVenue } from '#tests/factories/venues.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

/** Longer than a counter takes to be asked again, and to settle. */
const SETTLED_MS = 1_700;

let app: RunningApp;
let world: World;
let now = new Date();
beforeAll(async () => {
  app = await startApp({ clock: { now: () => now } });
  world = await buildWorld(app);
});
afterAll(async () => {
  await world.close();
  await app.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.origin + path, { headers });
const text = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();

/**
 * Changes a venue's name without the counter knowing: a page that shows the old name was kept, one that
 * shows the new one was made.
 */
async function renameUnseen(slug: string, name: string): Promise<void> {
  await world.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update venue set name = ${name} where slug = ${slug}`;
  });
}

describe('a finished page of the public lists', () => {
  it('is kept while its data stand still, and only for those who come with nothing', async () => {
    await app.db.transaction((tx) => createVenue(tx, { slug: 'kept', name: 'Atelier Tamanoir' }));
    // The server learns that the data moved, then that they stand still.
    await text('/lieux');
    await pause(SETTLED_MS);
    const path = '/lieux?q=tamanoir';
    const first = await get(path);
    expect(await first.text()).toContain('Atelier Tamanoir');
    await renameUnseen('kept', 'Atelier Tamanoir Bis');
    const kept = await get(path);
    expect(await kept.text()).not.toContain('Tamanoir Bis');
    expect(kept.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(kept.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
    expect(kept.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(kept.headers.get('content-security-policy')).not.toBe(first.headers.get('content-security-policy'));
    expect(kept.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    expect(await text(path, { Cookie: openHolderCookie(app.services, app.services.newId()) })).toContain(
      'Tamanoir Bis',
    );
    expect(await text(path, { Cookie: 'autre=chose' })).toContain('Tamanoir Bis');
    expect(await text(path)).not.toContain('Tamanoir Bis');
    // The same question, as a form or a letter writes it.
    expect(await text('/lieux?utm_source=lettre&near=&q=tamanoir&radius=10')).not.toContain('Tamanoir Bis');
    expect(await text('/lieux?q=tamanoir&radius=20')).toContain('Tamanoir Bis');
  });

  it('is answered 304 to who has it, and without a body to HEAD', async () => {
    const path = '/lieux?q=tamanoir';
    const etag = (await get(path)).headers.get('etag') ?? '';
    const known = await get(path, { 'If-None-Match': etag });
    expect([known.status, await known.text()]).toEqual([304, '']);
    const head = await fetch(app.origin + path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('is another for another coding, and never for another address', async () => {
    const plain = await get('/lieux?q=tamanoir', { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toContain('<!DOCTYPE html>');
    expect(await text('/lieux?q=introuvablissime')).not.toContain('Tamanoir');
  });

  it('goes with the minute: what is open now, and the date, are true', async () => {
    await pause(SETTLED_MS);
    const path = '/lieux?q=tamanoir&page=1';
    await text(path);
    await renameUnseen('kept', 'Atelier Tamanoir Ter');
    expect(await text(path)).not.toContain('Tamanoir Ter');
    now = new Date(now.getTime() + 60_000);
    expect(await text(path)).toContain('Tamanoir Ter');
  });

  it('goes when an import brings a venue', async () => {
    const path = '/lieux?q=kinkajou';
    const files = ['/donnees/lieux.csv', '/donnees/lieux.json', '/donnees/lieux.atom', '/sitemap.xml'];
    expect(await text(path)).not.toContain('Espace Kinkajou');
    for (const file of files) expect(await text(file)).not.toContain('inkajou');
    await importVenues(app.db, [rawVenue({ id: 'k1', nom: 'Espace Kinkajou' })], { now, newId: app.services.newId });
    await pause(SETTLED_MS);
    expect(await text(path)).toContain('Espace Kinkajou');
    for (const file of files) expect(await text(file)).toContain('inkajou');
  });

  it('goes when a session is published, then when its last seat is booked', async () => {
    const lists = ['/ateliers', '/donnees/ateliers.ics', '/donnees/ateliers.json'];
    for (const list of lists) await text(list);
    const sessionId = await openSession(world, { capacity: 1 });
    await pause(SETTLED_MS);
    for (const list of lists) expect(await text(list)).toContain(sessionId);
    expect(await text('/')).toContain(sessionId);
    const holderId = await holderWithBooklet(world);
    const input = { holderId, sessionId };
    await done(
      perform(app.services, bookForHolder, { actor: { role: 'HOLDER', holderId }, opKey: app.services.newId(), input }),
    );
    await pause(SETTLED_MS);
    expect(await text('/')).not.toContain(sessionId);
  });

  it('shows at once what was just written through the same server', async () => {
    const sessionId = await openSession(world, { capacity: 1, org: 1 });
    const holderId = await holderWithBooklet(world);
    await pause(SETTLED_MS);
    expect(await text('/')).toContain(sessionId);
    const booked = await fetch(`${app.origin}/mon-pass/reserver/${sessionId}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ op: app.services.newId() }),
      headers: {
        Cookie: openHolderCookie(app.services, holderId).split(';', 1)[0] ?? '',
        'Sec-Fetch-Site': 'same-origin',
      },
    });
    expect(booked.status).toBe(303);
    expect(await text('/')).not.toContain(sessionId);
  });
});
