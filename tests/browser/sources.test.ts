import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';
import { type Belongings, signEverybodyIn } from '#tests/setup/sign-in.ts';

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

describe.each([360, 1280] as const)('the review of look-alikes without JavaScript, %i px', (width) => {
  it('shows two entries side by side, joins them, leads from the old address, and undoes it', async () => {
    const { page, context } = await openWindow(browser, app.origin, { width, cookie: belongings.cookies.authority });
    await page.goto('/metropole/sources');
    await page
      .getByRole('link', { name: /Médiathèque Victor Hugo|Sermoyer|CAFES|Desingy|Huriel/ })
      .first()
      .click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Est-ce le même lieu ?');
    expect(await page.getByRole('row', { name: /^Adresse/ }).count()).toBe(1);
    const gone = (await page.getByRole('link', { name: 'Fiche 2' }).getAttribute('href')) ?? '';
    const kept = (await page.getByRole('link', { name: 'Fiche 1' }).getAttribute('href')) ?? '';
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Je réunis dans la fiche 1' }).click();
    expect(await page.getByRole('status').textContent()).toContain('n’en font plus qu’une');
    const sheet = page.url().replace(/\?.*/, '');
    await page.goto(gone);
    expect(new URL(page.url()).pathname).toBe(kept);
    await page.goto(sheet);
    await page.getByRole('button', { name: 'Je défais' }).first().click();
    expect(await page.getByRole('status').textContent()).toContain('il y a de nouveau deux lieux');
    await page.goto(gone);
    expect(new URL(page.url()).pathname).toBe(gone);
    await context.close();
  });

  it('chooses among sources that disagree', async () => {
    const { page, context } = await openWindow(browser, app.origin, { width, cookie: belongings.cookies.authority });
    await page.goto(`/metropole/sources/lieux/${belongings.mergedVenueId}`);
    await page
      .getByRole('button', { name: /J’affiche plutôt ceci/ })
      .first()
      .click();
    expect(await page.getByRole('status').textContent()).toContain('passent avant');
    await context.close();
  });
});
