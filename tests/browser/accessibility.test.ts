import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';
import { type Belongings, signEverybodyIn, type Visitor } from '#tests/setup/sign-in.ts';

let app: RunningApp;
let browser: Browser;
let belongings: Belongings;

beforeAll(async () => {
  app = await startApp({ demo: true });
  belongings = await signEverybodyIn(app);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const today = new Date().toISOString().slice(0, 10);

const PAGES: [Visitor, (b: Belongings) => string][] = [
  ['none', () => '/'],
  ['none', () => '/lieux'],
  ['none', () => '/lieux?q=zzzzzz'],
  ['none', (b) => `/lieux/${b.venueSlug}`],
  ['none', () => '/lieux/carte'],
  ['none', () => '/ateliers'],
  ['none', (b) => `/ateliers/${b.sessionId}`],
  ['none', () => '/mon-pass'],
  ['none', () => '/connexion'],
  ['none', () => '/nulle-part'],
  ['holder', () => '/mon-pass'],
  ['holder', (b) => `/mon-pass/reserver/${b.sessionId}`],
  ['holder', (b) => `/mon-pass/reservations/${b.bookingId}`],
  ['holder', (b) => `/mon-pass/reservations/${b.bookingId}/deplacer`],
  ['holder', (b) => `/mon-pass/reservations/${b.bookingId}/annuler`],
  ['agent', () => '/partenaire'],
  ['agent', () => '/partenaire/orienter'],
  ['agent', (b) => `/partenaire/ticket/${b.bookingId}`],
  ['agent', () => '/partenaire/personnes'],
  ['agent', (b) => `/partenaire/personnes/${b.holderId}`],
  ['agent', (b) => `/partenaire/personnes/${b.holderId}/code`],
  ['agent', (b) => `/partenaire/reservations/${b.bookingId}`],
  ['agent', () => '/partenaire/carnets'],
  ['staff', () => '/espace-lieu'],
  ['staff', () => '/espace-lieu/affiche'],
  ['staff', () => '/espace-lieu/ateliers'],
  ['staff', () => '/espace-lieu/ateliers/nouveau'],
  ['staff', (b) => `/espace-lieu/ateliers/${b.sessionId}`],
  ['staff', () => `/espace-lieu/jour/${today}`],
  ['staff', () => '/espace-lieu/encaisser'],
  ['staff', () => '/espace-lieu/remboursements'],
  ['authority', () => '/metropole'],
  ['authority', () => '/metropole/passes'],
  ['authority', () => '/metropole/passes/nouveau'],
  ['authority', () => '/metropole/partenaires'],
  ['authority', (b) => `/metropole/partenaires/${b.partnerId}`],
  ['authority', () => '/metropole/lieux'],
  ['authority', (b) => `/metropole/lieux/${b.orgId}`],
  ['authority', () => '/metropole/equipe'],
  ['authority', () => '/metropole/messages'],
];

const LOOKS = [
  { width: 1280, dark: false },
  { width: 1280, dark: true },
  { width: 360, dark: false },
  { width: 360, dark: true },
] as const;

describe('every page, in both widths and both themes', () => {
  it.each(PAGES.map(([visitor, path], i) => [i, visitor, path] as const))('%i: as %s', async (_, visitor, path) => {
    const url = path(belongings);
    for (const look of LOOKS) {
      // axe runs in the page, so this window has JavaScript; the pages themselves ship none.
      const { context, page } = await openWindow(browser, app.origin, {
        ...look,
        script: true,
        bypassCsp: true,
        cookie: belongings.cookies[visitor],
      });
      await page.goto(url, { waitUntil: 'load' });
      const found = await new AxeBuilder({ page }).analyze();
      const summary = found.violations.map(
        (v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`,
      );
      expect({ url, ...look, summary }).toEqual({ url, ...look, summary: [] });
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ url, ...look, sideways: sideways > 0 }).toEqual({ url, ...look, sideways: false });
      await context.close();
    }
  });
});
