import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '#db/queries/reconciliation.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { type FoundForm, formsOf } from '#tests/setup/forms.ts';
import { ROUTES, visitorOf } from '#tests/setup/route-table.ts';
import { type Belongings, signEverybodyIn, type Visitor } from '#tests/setup/sign-in.ts';

/** What a field may be sent by somebody hostile, unlucky, or a cat. */
const CORPUS = [
  '',
  ' ',
  'a'.repeat(5000),
  '\u0000',
  '\ud800',
  '\u202e\u0300\u0301',
  '-1',
  '99999999999999999999999999',
  '1e308',
  'NaN',
  "' or 1=1; drop table pass; --",
  '<script>alert(1)</script>',
  `{{7*7}}\${7*7}`,
  '../../../etc/passwd',
  '00000000-0000-0000-0000-000000000000',
  '{"$gt":""}',
  '0000-00-00',
  '2026-02-30',
  '25:99',
  '[object Object]',
];

/** Those that were most likely to get through alone. */
const WORST = ['\u0000', '99999999999999999999999999', "' or 1=1; drop table pass; --"];

/** Names a stranger may add to any form. */
const EXTRA_NAMES = [
  '__proto__',
  'constructor.prototype',
  'a[999999999]',
  'a[0].b[0].c',
  '__intent__',
  'person',
  'intent',
];

const QUERIES = [
  'q',
  'ou',
  'near',
  'radius',
  'rayon',
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
];

let app: RunningApp;
let belongings: Belongings;

beforeAll(async () => {
  app = await startApp({ demo: true, env: { API_RATE: '100000' } });
  belongings = await signEverybodyIn(app);
});
afterAll(() => app.close());

/** Every route that answers somebody, and the addresses that have a question in them to begin with. */
const PAGES: [Visitor, (b: Belongings) => string][] = Object.values(ROUTES).flatMap((line) => {
  const visitor = visitorOf(line);
  return visitor === null ? [] : [[visitor, (b: Belongings) => line.path(b)] as [Visitor, (b: Belongings) => string]];
});

async function send(
  visitor: Visitor,
  url: string,
  method: 'GET' | 'POST',
  fields: [string, string][],
): Promise<number> {
  const body = new URLSearchParams(fields);
  const target = new URL(url);
  if (method === 'GET') target.search = body.toString();
  const response = await fetch(target, {
    method,
    redirect: 'manual',
    headers: { Cookie: belongings.cookies[visitor], Origin: app.origin },
    body: method === 'POST' ? body : null,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Eight requests at a time: enough to be quick, few enough to leave room for the database. */
async function inTurn<T>(items: T[], task: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next] as T;
      next += 1;
      await task(item);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

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

/** Each field in turn takes each hostile value, the others stay as the page gave them. */
function attacks(form: FoundForm): [string, string][][] {
  const names = [...new Set(form.fields.map(([name]) => name))];
  const spoiled = names.flatMap((name) =>
    CORPUS.map((value) => form.fields.map(([n, v]): [string, string] => [n, n === name ? value : v])),
  );
  const doubled = names.map((name) => [...form.fields, [name, 'again'] as [string, string]]);
  const without = names.map((name) => form.fields.filter(([n]) => n !== name));
  const extra = EXTRA_NAMES.map((name) => [...form.fields, [name, 'x'] as [string, string]]);
  return [...spoiled, ...doubled, ...without, ...extra, []];
}

const GROUPS = separatingGroups(QUERIES);

/** Forms already attacked: the same one stands on many pages, and once a row on some. */
const attacked = new Set<string>();

/** One form per visitor and set of names; ids in its address count as one, a word as value tells the act. */
function isNew(visitor: Visitor, form: FoundForm): boolean {
  const names = form.fields.map(([name, value]) => (/^[a-z][a-z-]{2,30}$/.test(value) ? `${name}=${value}` : name));
  const address = new URL(form.action).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  const key = JSON.stringify([visitor, form.method, address, [...new Set(names)].sort()]);
  if (attacked.has(key)) return false;
  attacked.add(key);
  return true;
}

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
        const status = await send(visitor, url, 'GET', wish);
        if (status >= 500) expect({ url, wish, status }).toBe('no fault');
      });
    },
  );

  it.each(PAGES.map(([visitor, path], i) => [i, visitor, path] as const))(
    '%i: no form of a page answers a fault to %s, whatever is sent',
    async (_, visitor, path) => {
      const url = app.origin + path(belongings);
      const page = await fetch(url, { headers: { Cookie: belongings.cookies[visitor] }, redirect: 'manual' });
      const forms = formsOf(await page.text(), url).filter(
        (form) => !form.action.endsWith('/deconnexion') && !form.action.endsWith('/sortir') && isNew(visitor, form),
      );
      const sent = forms.flatMap((form) => attacks(form).map((fields) => ({ form, fields })));
      await inTurn(sent, async ({ form, fields }) => {
        const status = await send(visitor, form.action, form.method, fields);
        if (status >= 500) expect({ action: form.action, fields, status }).toBe('no fault');
      });
    },
  );

  it('leaves every pass, seat and booking where the ledger says', async () => {
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });
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
