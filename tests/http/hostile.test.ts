import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { CORPUS, inTurn, PAGES, send, WORST } from '#tests/setup/hostile.ts';
import { type Belongings, signEverybodyIn } from '#tests/setup/sign-in.ts';

const QUERIES = [
  'q',
  'ou',
  'near',
  'radius',
  'rayon',
  'rayon_km',
  'page',
  'services',
  'public',
  'pass',
  'open',
  'theme',
  'date',
  'du',
  'niveau',
  'lat',
  'lon',
  'bbox',
  'personne',
  'session',
  'modele',
  'retour',
  'canal',
  'etat',
  'code',
  'mois',
  'indice',
  'format',
  'depuis',
  'essai',
  'id',
  'vue',
  'commune',
  'departement',
  'territoire',
  'limite',
  'curseur',
  'lieu',
  'au',
  'partie',
  'partenaire',
  'jours',
  'carnet',
  'de',
  'a',
  'fait',
  'champ',
  'passages',
  'modifier',
  'feries',
  'postees',
];

let app: RunningApp;
let belongings: Belongings;

beforeAll(async () => {
  app = await startApp({ demo: true, env: { API_RATE: '100000' } });
  belongings = await signEverybodyIn(app);
});
afterAll(() => app.close());

/**
 * Groups of names such that of any two names some group holds the first without the second: a name whose
 * refusal hides another's fault cannot hide it in all of them. Twice the logarithm of their number.
 */
function separatingGroups(names: readonly string[]): string[][] {
  const bits = Math.ceil(Math.log2(names.length));
  return Array.from({ length: bits }, (_, bit) =>
    [0, 1].map((side) => names.filter((__, i) => ((i >> bit) & 1) === side)),
  ).flat();
}

const GROUPS = separatingGroups(QUERIES);

describe('hostile requests', () => {
  it.each(PAGES.map(([visitor, path], i) => [i, visitor, path] as const))(
    '%i: no answer of a page to %s is a fault, whatever its address asks',
    async (_, visitor, path) => {
      const url = app.origin + path(belongings);
      const wishes = [
        // Every name at once for each value, then a part of the names for the worst ones.
        ...CORPUS.map((value) => QUERIES.map((name): [string, string] => [name, value])),
        ...GROUPS.flatMap((names) => WORST.map((value) => names.map((name): [string, string] => [name, value]))),
      ];
      await inTurn(wishes, async (wish) => {
        const status = await send({ app, belongings }, visitor, url, 'GET', wish);
        if (status >= 500) expect({ url, wish, status }).toBe('no fault');
      });
    },
  );
});

describe('hostile transport', () => {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${app.origin}/connexion`, {
      method: 'POST',
      headers: { Origin: app.origin, ...headers },
      body,
      redirect: 'manual',
    });

  it('refuses another site’s form, a body too large, a body that is no form', async () => {
    expect(
      (await post({ Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=1'))
        .status,
    ).toBe(403);
    expect(
      (await post({ 'Content-Type': 'application/x-www-form-urlencoded' }, `a=${'x'.repeat(300_000)}`)).status,
    ).toBe(413);
    for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
      const status = (await post({ 'Content-Type': type }, '{"a":1}')).status;
      expect([type, status >= 400 && status < 500]).toEqual([type, true]);
    }
  });

  it('answers broken addresses with a 4xx', async () => {
    for (const path of [
      '/%',
      '/%c3%28',
      '/lieux/%00',
      `/${'a'.repeat(10_000)}`,
      '/lieux?q=%',
      '/lieux?q=%ff%fe',
      '/..%2f..%2fetc%2fpasswd',
    ]) {
      const { status } = await fetch(app.origin + path, { redirect: 'manual' });
      expect([path.slice(0, 30), status < 500]).toEqual([path.slice(0, 30), true]);
    }
  });
});
