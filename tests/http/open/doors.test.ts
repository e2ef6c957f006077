import { sql } from 'drizzle-orm';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiVenue, apiVisit } from '#app/opendata/rules/api-schemas.ts';
import { codeFromDigest, HOLDER_CODE_LENGTH } from '#app/passes/rules/code.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ demo: true, env: { API_RATE: '5' } });
});
afterAll(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.origin + path, { headers });
const rested = () => app.db.transaction((tx) => tx.execute(sql`delete from rate_limit`));

describe('other sites', () => {
  it('read the open data, whoever they are; nothing else', async () => {
    await rested();
    for (const path of ['/donnees/lieux.csv?commune=69266', '/api/v1/communes', '/integrer.js']) {
      const { status, headers } = await get(path, { Origin: 'https://commune.example' });
      expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 200, '*']);
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
    }
    for (const path of ['/', '/lieux', '/donnees', '/mon-pass', '/ticket/22222222', '/connexion', '/api/v2/lieux']) {
      const { headers } = await get(path, { Origin: 'https://commune.example' });
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null]);
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('ask before a read with headers of its own, and are told reads only', async () => {
    const ask = (path: string) =>
      fetch(app.origin + path, {
        method: 'OPTIONS',
        headers: { Origin: 'https://commune.example', 'Access-Control-Request-Method': 'GET' },
      });
    const open = await ask('/api/v1/lieux');
    expect([open.status, open.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD']);
    expect((await ask('/mon-pass')).status).toBe(405);
  });

  it('show the two pages made for it, and no other', async () => {
    for (const [path, ancestors] of [
      ['/integrer/lieux?commune=69266', '*'],
      ['/integrer/carte?commune=69266', '*'],
      ['/integrer/lieux', '*'],
      ['/', "'none'"],
      ['/lieux', "'none'"],
      ['/donnees/integrer', "'none'"],
      ['/integrer/lieux/x', "'none'"],
      ['/mon-pass', "'none'"],
    ]) {
      const { headers } = await get(path ?? '');
      expect([path, headers.get('content-security-policy')?.includes(`frame-ancestors ${ancestors};`)]).toEqual([
        path,
        true,
      ]);
      if (path?.startsWith('/integrer')) expect(headers.get('set-cookie')).toBeNull();
    }
  });
});

describe('too many requests', () => {
  it('are told what is left, then to wait, and how long', async () => {
    await rested();
    const left: (string | null)[] = [];
    for (let i = 0; i < 5; i += 1) {
      const response = await get('/api/v1/communes');
      expect(response.status).toBe(200);
      left.push(/;r=(\d+);/.exec(response.headers.get('ratelimit') ?? '')?.[1] ?? null);
    }
    expect(left).toEqual(['4', '3', '2', '1', '0']);
    const refused = await get('/donnees/lieux.csv');
    expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([429, '"adresse";q=5;w=60']);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ status: 429, title: 'Trop de demandes' });
    // Pages for people are not counted with programs.
    expect((await get('/lieux')).status).toBe(200);
    expect((await get('/donnees')).status).toBe(200);
  });
});

describe('a file', () => {
  it('comes compressed, is not built whole, and HEAD says the same without it', async () => {
    await rested();
    const file = await get('/donnees/lieux.json', { 'Accept-Encoding': 'br' });
    expect([file.headers.get('content-encoding'), file.headers.get('content-length')]).toEqual(['br', null]);
    expect(((await file.json()) as unknown[]).length).toBe(687);
    const head = await fetch(`${app.origin}/donnees/lieux.json`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, file.headers.get('etag'), '']);
    const again = await get('/donnees/lieux.json', { 'If-None-Match': file.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(file.headers.get('link')).toContain('rel="license"');
    // Each row says its source, and each source has its licence.
    expect(file.headers.get('link')).toContain('</donnees/sources.json>; rel="describedby"');
    const sources = (await (await get('/donnees/sources.json')).json()) as { source: string; licence: string }[];
    expect(sources.map(({ licence }) => licence)).toEqual(sources.map(() => 'Licence Ouverte 2.0 (Etalab)'));
  });
});

describe('calendars', () => {
  it('of the territory, of a venue and of a session are read back', async () => {
    await rested();
    const all = await (await get('/donnees/ateliers.ics')).text();
    const [found] = await app.db.read((tx) =>
      tx.execute<{ id: string; slug: string; starts_at: string; n: number }>(sql`select s.id, v.slug, s.starts_at,
        (select count(*)::int from session where starts_at > now()) + (select count(*)::int from venue_stop
          where day + ends > now() at time zone 'Europe/Paris') as n
        from session s join venue v on v.id = s.venue_id where s.state = 'OPEN' and s.starts_at > now() order by 3 limit 1`),
    );
    expect(new ICAL.Component(ICAL.parse(all)).getAllSubcomponents('vevent')).toHaveLength(found?.n ?? 0);
    const one = await get(`/ateliers/${found?.id}/agenda.ics`);
    expect(one.headers.get('content-type')).toContain('text/calendar');
    const text = await one.text();
    const start = /^DTSTART:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\r$/m.exec(text)?.slice(1) ?? [];
    const [y, m, d, h, min, s] = start;
    expect(Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`)).toBe(Date.parse(found?.starts_at ?? ''));
    expect(text).toContain(`UID:${found?.id}@127.0.0.1`);
    const venue = await (await get(`/lieux/${found?.slug}/ateliers.ics`)).text();
    expect(venue).toContain(`UID:${found?.id}@`);
    expect((await get('/lieux/nulle-part/ateliers.ics')).status).toBe(404);
  });

  it('and the stops of a venue that travels stand in them, in the file, in the venue’s row and for the commune', async () => {
    await rested();
    const [stop] = await app.db.read((tx) =>
      tx.execute<{ id: string; venue: string; slug: string; name: string; code: string; n: number }>(sql`
        select s.id, s.venue_id as venue, v.slug, v.name, s.insee_code as code,
          (select count(*)::int from venue_stop o where o.venue_id = s.venue_id and o.day + o.ends > now() at time zone 'Europe/Paris') as n
        from venue_stop s join venue v on v.id = s.venue_id where s.day + s.ends > now() at time zone 'Europe/Paris' order by s.day limit 1`),
    );
    if (stop === undefined) throw new Error('the demonstration has no tour');
    const file = (await (await get(`/donnees/passages.json?commune=${stop.code}`)).json()) as { id: string }[];
    expect(file.map((row) => apiVisit.parse(row).lieu.id)).toEqual(file.map(() => stop.venue));
    expect(file.map(({ id }) => id)).toContain(stop.id);
    // The stops of the demonstration have no street, and no geocoding service: they stand mid-commune, and say so.
    expect(file.map((one) => apiVisit.parse(one).precision)).toEqual(file.map(() => 'commune'));
    const row = apiVenue.parse(await (await get(`/api/v1/lieux/${stop.venue}`)).json());
    expect(row.passages).toHaveLength(stop.n);
    const page = await (await get(`/lieux/${stop.slug}`)).text();
    const said = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '{}';
    const { event } = JSON.parse(said) as { event: { startDate: string; location: { address: object } }[] };
    expect(page).toContain('Sur la carte, position approximative : centre de la commune.');
    expect(await (await get('/lieux.geojson?near=Givors')).text()).toContain('position approximative');
    expect(event.map(({ startDate }) => startDate)).toEqual(row.passages.map(({ debut }) => debut));
    expect(await (await get(`/lieux/${stop.slug}/ateliers.ics`)).text()).toContain(`UID:${stop.id}@`);
    for (const path of [`/lieux/affiche?commune=${stop.code}`, `/integrer/lieux?commune=${stop.code}`])
      expect([path, (await (await get(path)).text()).match(/de passage/i) !== null]).toEqual([path, true]);
  });

  it('of a ticket holds its bookings to come, names nobody, and is kept nowhere', async () => {
    const [found] = await app.db.read((tx) =>
      tx.execute<{ id: string; family: string; n: number }>(sql`
        select min(c.id::text) as id, min(p.family_name) as family, count(distinct b.id)::int as n
        from booking b join session s on s.id = b.session_id join holder_code c on c.holder_id = b.holder_id
          join pii.person p on p.id = b.holder_id
        where b.state = 'CONFIRMED' and s.ends_at > now() group by b.holder_id having count(distinct c.id) = 1 order by 3 desc limit 1`),
    );
    const code = codeFromDigest(app.services.secrets.hmac('holder-code', found?.id ?? ''), HOLDER_CODE_LENGTH);
    const file = await get(`/ticket/${code}/agenda.ics`);
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const text = await file.text();
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(events).toHaveLength(found?.n ?? 0);
    for (const { startDate, endDate, location } of events) {
      expect(endDate.toJSDate().getTime()).toBeGreaterThan(startDate.toJSDate().getTime());
      expect(location).toMatch(/, \d{5} /);
    }
    expect(text).not.toContain(found?.family ?? 'no one');
  });
});
