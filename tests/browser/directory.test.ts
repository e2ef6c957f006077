import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '#scripts/test/chromium.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openWindow } from '#tests/setup/browser.ts';

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({ demo: true });
  browser = await chromium.launch({
    executablePath: findChromium(() => undefined),
    // The map needs WebGL 2: drawn by the processor where there is no graphics card.
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

describe('the directory, without JavaScript', () => {
  it('leads from a need and a place to a venue, its hours and its sessions', async () => {
    const { context, page } = await openWindow(browser, app.origin, { width: 360 });
    await page.goto('/lieux');
    await page.getByLabel('Où').fill('villeurbane');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.waitForURL(/near=villeurbane/);
    expect(await page.locator('#titre-resultats').textContent()).toMatch(/lieux à moins de 10\skm de Villeurbanne/);
    await page.getByText('Plus de choix').click();
    await page.getByLabel('accepte le pass').check();
    await page.getByRole('button', { name: 'Appliquer ces choix' }).click();
    await page.waitForURL(/pass=1/);
    expect(new URL(page.url()).searchParams.get('near')).toBe('villeurbane');
    await page.locator('.card a').first().click();
    await page.waitForURL(/\/lieux\/[a-z0-9-]+$/);
    expect(await page.locator('.week tr').count()).toBe(7);
    expect(await page.locator('.week .today').count()).toBe(1);
    expect(await page.locator('.source').textContent()).toMatch(/Source\s: Hinaura.*2021/);
    expect(await page.locator('script[src], script:not([type])').count()).toBe(0);
    await context.close();
  });

  it('proposes a way out when nothing is found', async () => {
    const { context, page } = await openWindow(browser, app.origin);
    await page.goto('/lieux?near=Quincieux&radius=2&services=materiel');
    await page.getByRole('link', { name: /Enlever le choix et chercher à/ }).click();
    await page.waitForURL(/radius=/);
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
    await context.close();
  });

  it('shows the whole list where the map would be', async () => {
    const { context, page } = await openWindow(browser, app.origin);
    await page.goto('/lieux/carte');
    expect(await page.locator('.map-list .card').count()).toBe(20);
    expect(await page.locator('.map-box').isVisible()).toBe(false);
    await context.close();
  });
});

describe('the map', () => {
  it('shows venues as buttons a keyboard reaches, and follows the search', async () => {
    const { context, page } = await openWindow(browser, app.origin, { script: true });
    page.setDefaultTimeout(40_000);
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto('/lieux/carte');
    const points = page.locator('.map-box .map-point');
    await points.first().waitFor();
    expect(await page.locator('.map-count').textContent()).toMatch(
      /^29\slieux dans cette partie de la carte, et \d+\spassages à venir\.$/,
    );
    const stop = page.locator('.map-stop').first();
    expect(await stop.getAttribute('aria-label')).toMatch(/, de passage \S+ .* de 14\sh à 17\sh à /);
    await stop.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.map-chosen').textContent()).toMatch(/De passage /);
    await points.first().focus();
    await page.keyboard.press('Enter');
    const name = (await points.first().getAttribute('aria-label'))?.split(',')[0];
    expect(await page.locator('.map-chosen a').textContent()).toBe(name);
    await page.locator('.map-list .card a').first().focus();
    await page.locator('.map-ring').waitFor();
    await page.mouse.move(900, 600);
    await page.mouse.down();
    await page.mouse.move(1000, 650, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Chercher dans cette zone' }).click();
    await page.waitForURL(/bounds=/);
    await page.getByRole('heading', { name: /dans cette zone/ }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('leaves the list alone, and says so, where the browser cannot draw', async () => {
    const { context, page } = await openWindow(browser, app.origin, { script: true });
    page.setDefaultTimeout(40_000);
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto('/lieux/carte');
    await page.getByText('Votre navigateur ne peut pas dessiner la carte.').waitFor();
    expect(await page.locator('.map-list .card').count()).toBe(20);
    await context.close();
  });

  it('falls back on our own background when the online one does not answer', async () => {
    // why: a background that hangs; the real ones are on the Internet.
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as AddressInfo;
    const cut = await startApp({ env: { BASEMAP: `http://127.0.0.1:${port}/style.json` } });
    const { context, page } = await openWindow(browser, cut.origin, { script: true });
    page.setDefaultTimeout(40_000);
    await page.goto('/lieux/carte');
    await page.getByText('La carte en ligne ne répond pas').waitFor();
    expect(await page.locator('.map-frame .hint').textContent()).toMatch(/Esquisse/);
    await context.close();
    await cut.close();
    silent.closeAllConnections();
    silent.close();
  });
});
