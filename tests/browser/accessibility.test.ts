import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { findViolations } from '#tests/setup/axe.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';
import { ROUTES, visitorOf } from '#tests/setup/route-table.ts';
import { type Belongings, signEverybodyIn, type Visitor } from '#tests/setup/sign-in.ts';

let app: RunningApp;
let browser: Browser;
let belongings: Belongings;
const windows = new Map<Visitor, Page>();

beforeAll(async () => {
  app = await startApp({ demo: true });
  belongings = await signEverybodyIn(app);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** Every page that answers somebody, and what a list says when it is empty or an address leads nowhere. */
const PAGES: [Visitor, string, (b: Belongings) => string][] = [
  ['none', 'nothing found', () => '/lieux?q=zzzzzz'],
  ['none', 'no such page', () => '/nulle-part'],
  ...Object.entries(ROUTES).flatMap(([route, line]) => {
    const visitor = visitorOf(line);
    return visitor === null ? [] : [[visitor, route, line.path] as [Visitor, string, (b: Belongings) => string]];
  }),
];

// A width and a theme each: colours are the same tokens at every width, and the layout the same in both themes.
const LOOKS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
] as const;

/** One window a visitor. axe runs in the page, so it has JavaScript; the pages themselves ship none. */
async function windowOf(visitor: Visitor): Promise<Page> {
  const known = windows.get(visitor);
  if (known !== undefined) return known;
  const { page } = await openWindow(browser, app.origin, {
    script: true,
    bypassCsp: true,
    cookie: belongings.cookies[visitor],
  });
  windows.set(visitor, page);
  return page;
}

describe('every page, in both widths and both themes', () => {
  it.each(PAGES)('as %s: %s', async (visitor, _, path) => {
    const url = path(belongings);
    const page = await windowOf(visitor);
    const answer = await page.request.get(url);
    // Files and feeds are no pages.
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) return;
    await page.goto(url, { waitUntil: 'load' });
    for (const { width, height, colorScheme } of LOOKS) {
      const look = { url, width, colorScheme };
      await page.setViewportSize({ width, height });
      // A colour on its way to another is neither: nothing moves.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const summary = await findViolations(page);
      expect({ ...look, summary }).toEqual({ ...look, summary: [] });
      const sideways = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        return [...document.querySelectorAll('main *')]
          .filter((one) => one.getBoundingClientRect().right > room + 1 && one.closest('.scroller') === null)
          .map((one) => `${one.tagName} ${one.className}: ${one.textContent?.slice(0, 40)}`);
      });
      expect({ ...look, sideways }).toEqual({ ...look, sideways: [] });
    }
  });
});
