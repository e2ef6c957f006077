import type { RouteConfigEntry } from '@remix-run/route-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import routes from '#app/routes.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { ROUTES } from '#tests/setup/route-table.ts';
import { type Belongings, signEverybodyIn, VISITORS, type Visitor } from '#tests/setup/sign-in.ts';

function flatten(entries: readonly RouteConfigEntry[], prefix = ''): string[] {
  return entries.flatMap((entry) => {
    const path = entry.path === undefined ? prefix : `${prefix}/${entry.path}`;
    const here = entry.path !== undefined || entry.index === true ? [path === '' ? '/' : path] : [];
    return [...here, ...flatten(entry.children ?? [], path)];
  });
}

let app: RunningApp;
let belongings: Belongings;

beforeAll(async () => {
  app = await startApp({ demo: true, env: { API_RATE: '100000' } });
  belongings = await signEverybodyIn(app);
});
afterAll(() => app.close());

const ask = async (method: 'GET' | 'POST', path: string, visitor: Visitor): Promise<number> => {
  const headers = new Headers({ Cookie: belongings.cookies[visitor] });
  if (method === 'POST') {
    headers.set('Origin', app.origin);
    headers.set('Content-Type', 'application/x-www-form-urlencoded');
  }
  const response = await fetch(`${app.origin}${path}`, {
    method,
    headers,
    redirect: 'manual',
    body: method === 'POST' ? '' : null,
  });
  await response.arrayBuffer();
  return response.status;
};

describe('the table of routes and roles', () => {
  it('names every route, and no other', () => {
    expect(Object.keys(ROUTES).sort()).toEqual([...new Set(flatten(routes as RouteConfigEntry[]))].sort());
  });

  const getters = Object.entries(ROUTES).filter(([path]) => path !== '/deconnexion' && path !== '/mon-pass/sortir');

  it.each(getters)('GET %s', async (_, { path, get }) => {
    const found = Object.fromEntries(
      await Promise.all(VISITORS.map(async (v) => [v, await ask('GET', path(belongings), v)])),
    );
    expect(found).toEqual(get);
  });

  it.each(getters)('POST %s with an empty form', async (_, { path, post }) => {
    const found = Object.fromEntries(
      await Promise.all(VISITORS.map(async (v) => [v, await ask('POST', path(belongings), v)])),
    );
    expect(found).toEqual(post);
  });

  it.each(['/deconnexion', '/mon-pass/sortir'])('%s ends what it must, and a link to it ends nothing', async (path) => {
    expect(await ask('GET', path, 'none')).toBe(303);
    expect(await ask('POST', path, 'none')).toBe(303);
  });
});

describe('other people’s things', () => {
  const UNKNOWN = '00000000-0000-7000-8000-000000000000';
  const places: [Visitor, string][] = [
    ['agent', '/partenaire/personnes/'],
    ['agent', '/partenaire/ticket/'],
    ['agent', '/partenaire/reservations/'],
    ['agent', '/partenaire/ou-aller/'],
    ['authority', '/metropole/lieux/'],
    ['authority', '/metropole/remboursements/'],
    ['authority', '/metropole/remboursements/ordres/'],
    ['staff', '/espace-lieu/remboursements/'],
    ['authority', '/metropole/achats/'],
    ['authority', '/metropole/passes/lots/'],
    ['authority', '/metropole/carnets/envois/'],
    ['authority', '/metropole/conventions/'],
    ['authority', '/metropole/comites/'],
    ['authority', '/metropole/carnets/partenaires/'],
    ['agent', '/partenaire/envois/'],
    ['agent', '/partenaire/carnets/remises/'],
    ['staff', '/espace-lieu/ateliers/'],
    ['staff', '/espace-lieu/page/'],
    ['none', '/je-travaille-ici/'],
    ['holder', '/mon-pass/reservations/'],
    ['holder', '/mon-pass/reserver/'],
    ['authority', '/metropole/partenaires/'],
    ['authority', '/metropole/rapports/'],
    ['authority', '/metropole/rapports/signes/'],
    ['authority', '/metropole/rapports/trace/'],
    ['none', '/ateliers/'],
    ['none', '/lieux/'],
  ];

  it.each(places)('an unknown or senseless id answers 404 to %s at %s', async (visitor, prefix) => {
    for (const id of [UNKNOWN, 'x', '1', '%00', '%F0%9F%92%A9', 'null', '../../etc/passwd', "'%20or%201=1--"]) {
      const status = await ask('GET', prefix + id, visitor);
      expect([id, status >= 400 && status < 405]).toEqual([id, true]);
    }
  });
});
