import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '#db/queries/reconciliation.ts';
import { type RunningApp, startApp } from './app.ts';
import { type FoundForm, formsOf } from './forms.ts';
import { CORPUS, inTurn, PAGES, send, WORST } from './hostile.ts';
import { type Belongings, signEverybodyIn, type Visitor } from './sign-in.ts';

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

/**
 * Each field in turn takes each hostile value, the others stay as the page gave them. The key of the act is read by the
 * same words for every form: it takes the worst ones.
 */
function attacks(form: FoundForm): [string, string][][] {
  const names = [...new Set(form.fields.map(([name]) => name))];
  const spoiled = names.flatMap((name) =>
    (name === 'op' ? WORST : CORPUS).map((value) =>
      form.fields.map(([n, v]): [string, string] => [n, n === name ? value : v]),
    ),
  );
  const doubled = names.map((name) => [...form.fields, [name, 'again'] as [string, string]]);
  const without = names.map((name) => form.fields.filter(([n]) => n !== name));
  const extra = EXTRA_NAMES.map((name) => [...form.fields, [name, 'x'] as [string, string]]);
  return [...spoiled, ...doubled, ...without, ...extra, []];
}

/** One form per visitor and set of names; ids in its address count as one, a word as value tells the act. */
function keyOf(visitor: Visitor, form: FoundForm): string {
  const names = form.fields.map(([name, value]) => (/^[a-z][a-z-]{2,30}$/.test(value) ? `${name}=${value}` : name));
  const address = new URL(form.action).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  return JSON.stringify([visitor, form.method, address, [...new Set(names)].sort()]);
}

/** Attacks every form of the pages that these visitors open first, on a demonstration of its own. */
export function attackForms(visitors: readonly Visitor[]): void {
  describe('hostile forms', () => {
    let app: RunningApp;
    let belongings: Belongings;
    /** Forms already attacked: the same one stands on many pages, and once a row on some. */
    const attacked = new Set<string>();

    beforeAll(async () => {
      app = await startApp({ demo: true, env: { API_RATE: '100000' } });
      belongings = await signEverybodyIn(app);
    });
    afterAll(() => app.close());

    it.each(
      PAGES.map(([visitor, path], i) => [i, visitor, path] as const).filter(([, visitor]) =>
        visitors.includes(visitor),
      ),
    )('%i: no form of a page answers a fault to %s, whatever is sent', async (_, visitor, path) => {
      const url = app.origin + path(belongings);
      const page = await fetch(url, { headers: { Cookie: belongings.cookies[visitor] }, redirect: 'manual' });
      const forms = formsOf(await page.text(), url).filter((form) => {
        if (form.action.endsWith('/deconnexion') || form.action.endsWith('/sortir')) return false;
        const key = keyOf(visitor, form);
        if (attacked.has(key)) return false;
        attacked.add(key);
        return true;
      });
      const sent = forms.flatMap((form) => attacks(form).map((fields) => ({ form, fields })));
      await inTurn(sent, async ({ form, fields }) => {
        const status = await send({ app, belongings }, visitor, form.action, form.method, fields);
        if (status >= 500) expect({ action: form.action, fields, status }).toBe('no fault');
      });
    });

    it('leaves every pass, seat and booking where the ledger says', async () => {
      expect(await app.db.snapshot(reconcile)).toEqual([]);
    });
  });
}
