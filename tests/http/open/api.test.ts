import { sql } from 'drizzle-orm';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { type ApiVisit, apiProblem } from '#app/opendata/rules/api-schemas.ts';
import { API_BASE, ENDPOINTS } from '#app/opendata/rules/endpoints.ts';
import { perform } from '#app/platform/intention.ts';
import { cancelStop } from '#app/upkeep/announce-stop.ts';
import { done } from '#tests/factories/world.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ demo: true, env: { API_RATE: '100000' } });
});
afterAll(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.origin + path, { headers, redirect: 'manual' });
interface Page {
  donnees: { id: string }[];
  suivant: string | null;
}
interface Stops {
  donnees: ApiVisit[];
  suivant: string | null;
}
const json = async <T = Page>(path: string) => (await (await get(path)).json()) as T;

/** An address of each endpoint that answers 200. */
async function examples(): Promise<Map<string, string>> {
  const idOf = async (path: string) => (await json(`${API_BASE}${path}?limite=1`)).donnees[0]?.id ?? '';
  const [venue, session, stop] = [await idOf('/lieux'), await idOf('/ateliers'), await idOf('/passages')];
  const filled: Record<string, string> = {
    '/lieux': '/lieux?depuis=2020-01-01&limite=100',
    '/lieux/proches': '/lieux/proches?lat=45.76&lon=4.84&limite=100',
    '/lieux/{id}': `/lieux/${venue}`,
    '/ateliers': '/ateliers?limite=100',
    '/ateliers/{id}': `/ateliers/${session}`,
    '/passages': '/passages?depuis=2020-01-01&lat=45.76&lon=4.84&rayon_km=50&limite=100',
    '/passages/{id}': `/passages/${stop}`,
    '/communes': '/communes',
  };
  return new Map(ENDPOINTS.map(({ path }) => [path, API_BASE + (filled[path] ?? 'no example')]));
}

describe('the answers of the API', () => {
  it('are what their schemas say, no field more', async () => {
    const paths = await examples();
    for (const { path, answer } of ENDPOINTS) {
      const response = await get(paths.get(path) ?? '');
      expect([path, response.status]).toEqual([path, 200]);
      const read = answer.safeParse(await response.json());
      expect([path, read.error?.issues.slice(0, 3) ?? []]).toEqual([path, []]);
    }
  });

  it('name nobody: neither who leads, nor what a venue’s note says', async () => {
    const secrets = await app.db.read((tx) =>
      tx.execute<{ words: string }>(
        sql`select name as words from mediator union select welcome_note from venue where welcome_note is not null
          union select family_name from pii.person where length(family_name) > 4`,
      ),
    );
    const told = [
      await (await get(`${API_BASE}/ateliers?limite=100`)).text(),
      await (await get('/donnees/ateliers.json')).text(),
      await (await get('/donnees/ateliers.ics')).text(),
      await (await get(`${API_BASE}/lieux?limite=100`)).text(),
    ].join('\n');
    expect(secrets.length).toBeGreaterThan(10);
    const mediators = secrets.filter(({ words }) => words.includes(' ') && told.includes(words));
    expect(mediators).toEqual([]);
  });

  it('go through every venue once, page after page', async () => {
    const seen: string[] = [];
    let path: string | null = `${API_BASE}/lieux?limite=100`;
    for (let pages = 0; path !== null && pages < 20; pages += 1) {
      const page: Page = await json(path);
      seen.push(...page.donnees.map(({ id }) => id));
      path = page.suivant === null ? null : page.suivant.slice(app.origin.length);
    }
    expect(seen).toHaveLength(687);
    expect(new Set(seen).size).toBe(687);
  });

  it('go through the sessions in the order of time', async () => {
    const first = await json<Page & { donnees: { id: string; debut: string }[] }>(`${API_BASE}/ateliers?limite=7`);
    const second = await json<typeof first>((first.suivant ?? '').slice(app.origin.length));
    const all = [...first.donnees, ...second.donnees];
    expect(new Set(all.map(({ id }) => id)).size).toBe(14);
    const moments = all.map(({ debut }) => Date.parse(debut));
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    expect(all.every(({ debut }) => /T\d\d:\d\d:00\+0[12]:00$/.test(debut))).toBe(true);
  });

  it('go through the stops in the order of time, by venue, by commune, by day and around a point', async () => {
    const list = async (query: string) => (await json<Stops>(`${API_BASE}/passages?limite=100${query}`)).donnees;
    const all = await list('');
    expect(all.length).toBeGreaterThan(1);
    const moments = all.map(({ debut }) => Date.parse(debut));
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    const walked: string[] = [];
    for (let path: string | null = `${API_BASE}/passages?limite=1`; path !== null; ) {
      const page: Stops = await json(path);
      walked.push(...page.donnees.map(({ id }) => id));
      path = page.suivant === null ? null : page.suivant.slice(app.origin.length);
    }
    expect(walked).toEqual(all.map(({ id }) => id));
    const one = all[1] ?? expect.unreachable();
    const day = one.debut.slice(0, 10);
    const ids = (keep: (stop: ApiVisit) => boolean) => all.filter(keep).map(({ id }) => id);
    for (const [query, kept] of [
      [`&lieu=${one.lieu.id}`, ids(({ lieu }) => lieu.id === one.lieu.id)],
      [`&commune=${one.code_insee}`, ids(({ code_insee: code }) => code === one.code_insee)],
      [`&du=${day}&au=${day}`, ids(({ debut }) => debut.startsWith(day))],
      ['&lieu=00000000-0000-7000-8000-000000000000', []],
    ] as const)
      expect([query, (await list(query)).map(({ id }) => id)]).toEqual([query, kept]);
    const around = await list(`&lat=${one.position?.latitude}&lon=${one.position?.longitude}&rayon_km=1`);
    expect(around.find(({ id }) => id === one.id)?.distance_m).toBe(0);
    expect(around.every(({ distance_m: metres }) => metres !== undefined && metres <= 1000)).toBe(true);
    expect(around.length).toBeLessThan(all.length);
  });

  it('tell of a stop that was taken back to who asks what changed, and to nobody else', async () => {
    const [stop] = (await json<Stops>(`${API_BASE}/passages?limite=1`)).donnees;
    const since = new Date();
    const [team] = await app.db.read((tx) =>
      tx.execute<Omit<VenueActor, 'role'> & Record<string, unknown>>(sql`
        select m.id as "membershipId", m.user_id as "userId", m.org_id as "orgId", '' as "displayName", '' as organisation
        from venue v join membership m on m.org_id = v.org_id and m.revoked_at is null where v.id = ${stop?.lieu.id} limit 1`),
    );
    const actor: VenueActor = { ...(team ?? expect.unreachable()), role: 'VENUE_STAFF' };
    const input = { venueId: stop?.lieu.id ?? '', stopId: stop?.id ?? '' };
    await done(perform(app.services, cancelStop, { actor, opKey: app.services.newId(), input }));
    const ids = async (query: string) =>
      (await json<Stops>(`${API_BASE}/passages?limite=100${query}`)).donnees.map(({ id, etat }) => [id, etat]);
    expect(await ids(`&depuis=${since.toISOString()}`)).toEqual([[stop?.id, 'retire']]);
    expect((await ids('')).flat()).not.toContain(stop?.id);
    expect(await json(`${API_BASE}/passages/${stop?.id}`)).toMatchObject({ etat: 'retire' });
  });

  it('put the nearest first', async () => {
    const { donnees } = await json<{ donnees: { distance_m: number }[] }>(
      `${API_BASE}/lieux/proches?lat=45.77&lon=4.88&limite=30`,
    );
    const far = donnees.map(({ distance_m: metres }) => metres);
    expect(far).toHaveLength(30);
    expect(far).toEqual([...far].sort((a, b) => a - b));
  });

  it('are kept by who has them: 304 by tag', async () => {
    const first = await get(`${API_BASE}/communes`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await get(`${API_BASE}/communes`, { 'If-None-Match': etag })).status).toBe(304);
  });
});

describe('what the API refuses', () => {
  it.each([
    ['/lieux?limite=101', 400, 'limite'],
    ['/lieux?commune=Lyon', 400, 'commune'],
    ['/lieux?service=Cuisine', 400, 'service'],
    ['/lieux?curseur=abc', 400, 'curseur'],
    ['/lieux?depuis=hier', 400, 'depuis'],
    ['/lieux/proches?lat=91&lon=4', 400, 'lat'],
    ['/lieux/proches?lat=45', 400, 'lon'],
    ['/ateliers?du=2026-02-30', 400, 'du'],
    ['/ateliers?theme=CUISINE', 400, 'theme'],
    ['/ateliers?lieu=1', 400, 'lieu'],
    ['/lieux/1', 404, null],
    ['/passages?lieu=1', 400, 'lieu'],
    ['/passages?lat=45', 400, 'lon'],
    ['/passages?rayon_km=51', 400, 'rayon_km'],
    ['/passages?curseur=WyIyMDI2LTAyLTMwIiwiOTk6OTkiLCJ4Il0', 400, 'curseur'],
    ['/passages/00000000-0000-7000-8000-000000000000', 404, null],
    ['/ateliers/00000000-0000-7000-8000-000000000000', 404, null],
    ['/personnes', 404, null],
  ])('%s: %i, in French, naming %s', async (path, status, parameter) => {
    const response = await get(API_BASE + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const problem = apiProblem.parse(await response.json());
    expect(problem.status).toBe(status);
    expect(problem.erreurs?.map((one) => one.parametre) ?? []).toEqual(parameter === null ? [] : [parameter]);
    for (const { message } of problem.erreurs ?? []) expect(message).toMatch(/^(Écrivez|Reprenez) /);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('writing', async () => {
    const response = await fetch(`${app.origin}${API_BASE}/lieux`, {
      method: 'POST',
      body: 'a=1',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('its description', () => {
  it('is OpenAPI 3.1 whose every reference leads somewhere, and covers every endpoint', async () => {
    const text = await (await get(`${API_BASE}/openapi.json`)).text();
    const described = JSON.parse(text) as {
      openapi: string;
      paths: Record<string, { get: { parameters: { name: string; in: string; required: boolean; schema: object }[] } }>;
      components: { schemas: Record<string, object> };
    };
    expect(described.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(described.paths)).toEqual(ENDPOINTS.map(({ path }) => path));
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      expect(described.components.schemas[reference.replace('#/components/schemas/', '')], reference).toBeDefined();
    }
    const near = described.paths['/lieux/proches']?.get.parameters.map(({ name, required }) => [name, required]);
    expect(near).toEqual([
      ['lat', true],
      ['lon', true],
      ['limite', false],
    ]);
    expect(text).not.toMatch(/"\$id"|"\$schema"|undefined/);
  });

  it('is tried without a script: each form of the page leads to an answer', async () => {
    const page = await (await get('/donnees/api')).text();
    for (const { path } of ENDPOINTS.filter((one) => !one.path.includes('{'))) {
      expect(page).toContain(`action="${API_BASE}${path}"`);
    }
    const id = /name="id" [^>]*value="([^"]+)"|value="([^"]+)" [^>]*name="id"/.exec(page);
    const tried = await get(`/donnees/api?essai=lireLieu&id=${id?.[1] ?? id?.[2] ?? ''}`);
    expect(tried.status).toBe(303);
    expect((await get(tried.headers.get('location') ?? '')).status).toBe(200);
    expect((await get('/donnees/api?essai=lireLieu&id=//evil.example')).status).toBe(200);
  });
});

describe('feeds and the sitemap', () => {
  it.each(['/donnees/lieux.atom', '/donnees/ateliers.atom?commune=69266', '/donnees/lieux.atom?commune=01001'])(
    '%s is well-formed Atom',
    async (path) => {
      const response = await get(path);
      expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
      const text = await response.text();
      expect(XMLValidator.validate(text)).toBe(true);
      const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' || name === 'link' });
      const { feed } = parser.parse(text) as {
        feed: {
          id: string;
          title: string;
          updated: string;
          link: object[];
          author: { name: string };
          entry?: { id: string; title: string; updated: string }[];
        };
      };
      expect(feed.id).toBe(app.origin + path);
      expect([feed.author.name, feed.link.length, Number.isNaN(Date.parse(feed.updated))]).toEqual([
        expect.any(String),
        2,
        false,
      ]);
      for (const entry of feed.entry ?? []) {
        expect(entry.id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
        expect(String(entry.title)).not.toBe('');
      }
      expect(feed.entry?.length ?? 0).toBeGreaterThanOrEqual(path.includes('01001') ? 0 : 1);
      expect((await get(path, { 'If-None-Match': response.headers.get('etag') ?? '' })).status).toBe(304);
    },
  );

  it('the sitemap names pages that answer, and robots.txt names the sitemap', async () => {
    const text = await (await get('/sitemap.xml')).text();
    expect(XMLValidator.validate(text)).toBe(true);
    const { urlset } = new XMLParser().parse(text) as { urlset: { url: { loc: string }[] } };
    expect(urlset.url.length).toBeGreaterThan(690);
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 100, urlset.url.length - 1]) {
      expect([urlset.url[at]?.loc, (await fetch(urlset.url[at]?.loc ?? '')).status]).toEqual([
        urlset.url[at]?.loc,
        200,
      ]);
    }
    expect(await (await get('/robots.txt')).text()).toContain(`Sitemap: ${app.origin}/sitemap.xml`);
    expect((await get('/sitemap.xml?partie=2')).status).toBe(404);
  });
});
