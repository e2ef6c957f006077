import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '#db/queries/reconciliation.ts';
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

describe('an agent, without JavaScript', () => {
  it('hands a pass over and books a seat on one screen, in one gesture; the ticket is there, on paper too', async () => {
    const { context, page } = await openWindow(browser, app.origin, { cookie: belongings.cookies.agent });
    const started = performance.now();
    let steps = 0;
    const step = async (act: Promise<unknown>) => {
      steps += 1;
      await act;
    };
    await page.goto('/partenaire/orienter');
    await step(page.getByLabel('Nom', { exact: true }).fill('Zaïdi-Perrault'));
    await step(page.getByLabel('Prénom').fill('Maryvonne'));
    await step(page.getByLabel('Année de naissance').fill('1956'));
    await step(page.getByLabel('Commune').fill('Villeurbanne'));
    await step(page.getByLabel('Personne âgée').check());
    await step(page.getByLabel(/Elle est d’accord/).check());
    // The next booklet and the nearest session are already chosen, or one click away.
    const sessions = page.locator('input[type=radio][name=session]');
    expect(await sessions.count()).toBeGreaterThan(1);
    if ((await page.locator('input[name=session]:checked').count()) === 0) await step(sessions.first().check());
    await step(page.getByRole('button', { name: 'Réserver et imprimer le ticket' }).click());
    await page.waitForURL(/\/partenaire\/ticket\//);
    console.info(
      `one-screen journey: ${steps} steps, ${((performance.now() - started) / 1000).toFixed(1)} s by machine`,
    );
    expect(steps).toBeLessThanOrEqual(8);
    const ticket = page.locator('.ticket');
    expect(await ticket.textContent()).toMatch(/Maryvonne/);
    expect(await ticket.textContent()).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(await ticket.textContent()).not.toMatch(/âgée|RSA|1956/);
    await page.emulateMedia({ media: 'print' });
    expect(await ticket.isVisible()).toBe(true);
    expect(await page.locator('nav').first().isVisible()).toBe(false);
    await context.close();
  });

  it('gets the same ticket after going back and sending again', async () => {
    const { context, page } = await openWindow(browser, app.origin, { cookie: belongings.cookies.agent });
    await page.goto('/partenaire/orienter');
    const write = async () => {
      await page.getByLabel('Nom', { exact: true }).fill('Quiblier-Unique');
      await page.getByLabel('Prénom').fill('Aristide');
      await page.getByLabel('Année de naissance').fill('1949');
      await page.getByLabel('Commune').fill('Bron');
      await page.getByLabel(/Elle est d’accord/).check();
      await page.locator('input[type=radio][name=session]').first().check();
    };
    await write();
    await page.getByRole('button', { name: 'Réserver et imprimer le ticket' }).click();
    await page.waitForURL(/\/partenaire\/ticket\//);
    const first = page.url();
    await page.goBack();
    // The form has the same key; what is personal was not kept by the browser, and is typed again.
    await write();
    await page.getByRole('button', { name: 'Réserver et imprimer le ticket' }).click();
    await page.waitForURL(/\/partenaire\/ticket\//);
    expect(page.url()).toBe(first);
    await context.close();
  });

  it('gets a refused form back, filled, with a sentence beside each mistake', async () => {
    const { context, page } = await openWindow(browser, app.origin, { width: 360, cookie: belongings.cookies.agent });
    await page.goto('/partenaire/orienter');
    await page.getByLabel('Nom', { exact: true }).fill('Gardé');
    await page.getByRole('textbox', { name: 'Téléphone' }).fill('pas un numéro');
    await page.getByRole('button', { name: 'Réserver et imprimer le ticket' }).click();
    expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe('Gardé');
    expect(await page.getByRole('textbox', { name: 'Téléphone' }).inputValue()).toBe('pas un numéro');
    const summary = page.getByRole('alert');
    expect(await summary.textContent()).toMatch(/prénom/i);
    expect(await summary.getByRole('link').count()).toBeGreaterThanOrEqual(3);
    await context.close();
  });

  it('is shown people who look the same before writing one down twice', async () => {
    const { context, page } = await openWindow(browser, app.origin, { cookie: belongings.cookies.agent });
    await page.goto(`/partenaire/personnes/${belongings.holderId}`);
    const name = (await page.locator('h1').textContent())?.trim() ?? '';
    const [given = '', ...family] = name.split(' ');
    await page.goto('/partenaire/orienter');
    await page.getByLabel('Nom', { exact: true }).fill(family.join(' '));
    await page.getByLabel('Prénom').fill(given);
    await page.getByLabel('Année de naissance').fill(String(belongings.birthYear));
    await page.getByLabel('Commune').fill('Lyon');
    await page.getByLabel(/Elle est d’accord/).check();
    await page.locator('input[type=radio][name=session]').last().check();
    await page.getByRole('button', { name: 'Réserver et imprimer le ticket' }).click();
    expect(page.url()).toMatch(/\/partenaire\/orienter/);
    expect(await page.getByLabel(/^C’est /).count()).toBeGreaterThan(0);
    await context.close();
  });

  it('sees first of all the people whose pass sleeps in a drawer', async () => {
    const { context, page } = await openWindow(browser, app.origin, { cookie: belongings.cookies.agent });
    await page.goto('/partenaire');
    expect(await page.locator('h2').first().textContent()).toMatch(/ont des pass et aucun atelier prévu|a des pass/);
    await context.close();
  });

  it('leaves the programme reconciled', async () => {
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });
});
