import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedVenues } from '#db/seed/venues.ts';
import { findChromium } from '#scripts/test/chromium.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openWindow } from '#tests/setup/browser.ts';

const PMTILES = ['../../../shared/', '../../../../shared/']
  .map((folder) => fileURLToPath(new URL(`${folder}data/geo/lyon.pmtiles`, import.meta.url)))
  .find((file) => existsSync(file));
/** More than are sent to the map one by one. */
const MANY = 3_500;

let browser: Browser;
beforeAll(async () => {
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
afterAll(() => browser.close());

async function withMap(app: RunningApp, path: string, use: (page: Page) => Promise<void>): Promise<void> {
  const { context, page } = await openWindow(browser, app.origin, { script: true });
  page.setDefaultTimeout(60_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  try {
    await page.goto(path);
    await use(page);
    expect(troubles).toEqual([]);
  } finally {
    await context.close();
    await app.close();
  }
}

async function withVenues(env: Record<string, string> = {}): Promise<RunningApp> {
  const app = await startApp({ env });
  await seedVenues(app.db, { now: app.services.clock.now(), newId: app.services.newId });
  return app;
}

it('turns to tiles by itself when the venues are too many, and says about how many there are', async () => {
  const app = await withVenues();
  await app.db.transaction((tx) =>
    tx.execute(sql`
      insert into venue (id, slug, source, source_id, content_hash, name, street, postcode, commune, insee_code, lat, lon, mx, my,
        emails, websites, typologies, services, publics, special_care, fees, programmes, training_labels, other_labels, access_modes,
        support_modes, itinerancy, accepts_pass, in_territory, source_updated_on, imported_at, updated_at)
      select gen_random_uuid(), 'foule-' || n, 'essai', 'foule-' || n, '', 'Foule ' || n, '1 rue', '69100', 'Villeurbanne', '69266',
        lat, lon, 6378137 * radians(lon), 6378137 * ln(tan(pi() / 4 + radians(lat) / 2)),
        '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, true, '2026-01-01', now(), now()
      from (select n, 45.7 + (n % 59) / 590.0 as lat, 4.78 + (n % 61) / 610.0 as lon from generate_series(1, ${MANY}) n) p`),
  );
  await withMap(app, '/lieux/carte?area=all', async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.locator('.map-box .map-cluster').first().waitFor();
    await expect
      .poll(() => page.locator('.map-count').textContent())
      .toMatch(/^Environ [\d\s]+\slieux dans cette partie/);
    const count = Number((await page.locator('.map-count').textContent())?.replace(/\D/g, ''));
    expect(count).toBeGreaterThan(MANY * 0.9);
    expect(count).toBeLessThanOrEqual(MANY + 687);
    expect(await page.locator('.map-box :is(.map-cluster, .map-point)').count()).toBeLessThanOrEqual(50);
    // A gathered point is a button: the keyboard opens it, and comes nearer.
    await page.locator('.map-box .map-cluster').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => asked.some((path) => path.startsWith('/tuiles/lieux/'))).toBe(true);
    await expect
      .poll(async () => Number((await page.locator('.map-count').textContent())?.replace(/\D/g, '')))
      .toBeLessThan(count);
  });
});

it('works by keyboard, in French, with nothing but the sketch', async () => {
  const app = await withVenues({ BASEMAP: 'esquisse' });
  await withMap(app, '/lieux/carte', async (page) => {
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(app.origin) && request.url().startsWith('http')) outside.push(request.url());
    });
    await page.locator('.map-box .map-point').first().waitFor();
    expect(await page.locator('.map-count').getAttribute('role')).toBe('status');
    expect(await page.locator('.maplibregl-ctrl-zoom-in').getAttribute('title')).toMatch(/agrandir|zoomer|avant/i);
    await page.locator('.skip-map').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash === '#resultats');
    await page.locator('.map-list .card a').first().focus();
    await page.locator('.map-ring').waitFor();
    expect(outside).toEqual([]);
  });
});

if (PMTILES === undefined)
  console.log('The map on its own file of tiles is not tested: shared/data/geo/lyon.pmtiles is absent.');
it.skipIf(PMTILES === undefined)('draws the streets from its own file, without the Internet', async () => {
  const app = await withVenues({ BASEMAP: `pmtiles:${PMTILES}` });
  await withMap(app, '/lieux/carte', async (page) => {
    const tiles: number[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.startsWith('/tuiles/fond/')) tiles.push(response.status());
    });
    await page.locator('.map-box .map-point').first().waitFor();
    await expect.poll(() => page.locator('.map-frame .hint').textContent()).toMatch(/Métropole de Lyon/);
    await expect.poll(() => tiles.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(tiles.every((status) => status === 200 || status === 204)).toBe(true);
  });
});
