import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedSnippet } from '#app/opendata/rules/embed-snippet.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';

let app: RunningApp;
let browser: Browser;
let town: Server;
let townOrigin: string;

/** The site of a commune, on another origin than the product: another host, another port. */
beforeAll(async () => {
  app = await startApp({ demo: true });
  browser = await openBrowser();
  town = createServer((req, res) => {
    const view = req.url === '/carte' ? 'carte' : 'liste';
    const snippet = embedSnippet({ name: 'Villeurbanne', code: '69266', view, origin: app.origin });
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    res.end(`<!doctype html><html lang="fr"><title>Ville</title><h1>Ma ville</h1>${snippet}`);
  });
  await new Promise<void>((done) => town.listen(0, '127.0.0.1', done));
  townOrigin = `http://localhost:${(town.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  town.close();
  await app.close();
});

describe('on the site of a commune', () => {
  it('the list is shown in its page, in its own frame, without a cookie', async () => {
    const { context, page } = await openWindow(browser, townOrigin, { script: true });
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto('/');
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { level: 1 }).waitFor();
    expect(await frame.getByRole('heading', { level: 1 }).textContent()).toMatch(/^\d+ lieux .+, à Villeurbanne$/);
    expect(await page.locator('iframe').getAttribute('title')).toContain('Lieux');
    const shown = await frame.locator('.embed-list > li').count();
    const [counted] = (await (await fetch(`${app.origin}/api/v1/communes`)).json()).donnees.filter(
      (commune: { code_insee: string }) => commune.code_insee === '69266',
    );
    expect(shown).toBe(counted.lieux);
    expect(await context.cookies()).toEqual([]);
    // A page that may not be framed must open beside, not inside.
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      frame.locator('.embed-list a[href^="/lieux/"]').first().click(),
    ]);
    await opened.waitForLoadState();
    expect(new URL(opened.url()).origin).toBe(app.origin);
    expect(troubles.filter((text) => !text.includes('favicon'))).toEqual([]);
    await context.close();
  });

  it('the map is drawn in its page, and its list is one link away', async () => {
    const { context, page } = await openWindow(browser, townOrigin, { script: true });
    await page.goto('/carte');
    const frame = page.frameLocator('iframe');
    await frame.getByText(/lieux? dans cette partie de la carte|ne peut pas dessiner la carte/).waitFor();
    await frame.getByRole('link', { name: 'Voir la liste' }).click();
    await frame.locator('.embed-list').waitFor();
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('without JavaScript a link remains, and leads to the list', async () => {
    const { context, page } = await openWindow(browser, townOrigin);
    await page.goto('/');
    expect(await page.locator('iframe').count()).toBe(0);
    await page.getByRole('link', { name: /Où trouver de l’aide avec le numérique/ }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('à Villeurbanne');
    await context.close();
  });

  it('another page of ours refuses to be framed', async () => {
    const { context, page } = await openWindow(browser, townOrigin, { script: true });
    await page.goto('/');
    const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
    }, `${app.origin}/connexion`);
    await refused;
    await context.close();
  });
});

describe('what search engines and paper get', () => {
  it('the data of a page is read whole, and the policy has nothing to say', async () => {
    const { context, page } = await openWindow(browser, app.origin, { script: true });
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) broken.push(message.text());
    });
    const [venue] = (await (await fetch(`${app.origin}/api/v1/lieux?commune=69266&limite=1`)).json()).donnees;
    const [session] = (await (await fetch(`${app.origin}/api/v1/ateliers?limite=1`)).json()).donnees;
    for (const [url, type, name] of [
      [venue.url, 'CivicStructure', venue.nom],
      [session.url, 'EducationEvent', session.titre],
    ]) {
      await page.goto(url);
      const text = await page.locator('script[type="application/ld+json"]').textContent();
      expect(JSON.parse(text ?? '')).toMatchObject({ '@context': 'https://schema.org', '@type': type, name });
      expect(await page.locator('meta[property="og:url"]').getAttribute('content')).toBe(url);
      const image = await page.locator('meta[property="og:image"]').getAttribute('content');
      expect((await fetch(image ?? '')).headers.get('content-type')).toBe('image/png');
    }
    expect(broken).toEqual([]);
    await context.close();
  });

  it('the poster of a commune fits one sheet, of A4 and of A3', async () => {
    const { context, page } = await openWindow(browser, app.origin);
    await page.goto('/lieux/affiche?commune=69266');
    expect(await page.locator('.commune-poster li').count()).toBeGreaterThan(2);
    // The strokes of icons would make one black square of the drawing.
    const strokes = page.locator('.poster-qr path').last();
    expect(await strokes.evaluate((drawn) => getComputedStyle(drawn).strokeWidth)).toBe('1px');
    for (const format of ['A4', 'A3']) {
      const pdf = await page.pdf({ format, printBackground: false });
      expect([format, pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length]).toEqual([format, 1]);
    }
    await context.close();
  });
});
