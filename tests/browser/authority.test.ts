import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '#db/queries/reconciliation.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  app = await startApp({ demo: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** A window signed in as the authority's persona, by the button of the demonstration. */
async function atTheMetropole(width: 360 | 1280 = 1280) {
  const { page, context } = await openWindow(browser, app.origin, { width });
  await page.goto('/metropole/partenaires');
  expect(new URL(page.url()).pathname).toBe('/connexion');
  await page.getByRole('button', { name: /Hélène Vasseur/ }).click();
  expect(new URL(page.url()).pathname).toBe('/metropole/partenaires');
  return { page, close: () => context.close() };
}

/** Orders the lot whose sheet is shown, says who pays it, records the payment and activates it. */
async function payFor(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Dire qui paie ce lot' }).click();
  const lot = page.url();
  await page.getByRole('button', { name: 'J’active ce lot' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('dans aucune commande');
  await page.goto('/metropole/achats');
  await page.getByText('Enregistrer une commande').click();
  await page.getByLabel('Fournisseur').fill('Imprimeur d’essai');
  await page.getByLabel('Référence de la commande').fill('CMD-ESSAI');
  await page.getByLabel('Montant').fill('325,50');
  await page.getByRole('button', { name: 'J’enregistre cette commande' }).click();
  const order = page.url().replace(/\?.*/, '');
  await page.goto(lot);
  const choice = page.getByLabel('Commande');
  await choice.selectOption((await choice.locator('option', { hasText: 'CMD-ESSAI' }).getAttribute('value')) ?? '');
  await page.getByLabel('Prix de ce lot').fill('325,50');
  await page.getByLabel(/^État, convention/).fill('65');
  await page.getByLabel(/^Budget de la collectivité/).fill('34,99');
  await page.getByRole('button', { name: 'J’enregistre le prix' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('99,99');
  await page.getByLabel(/^Budget de la collectivité/).fill('35');
  await page.getByRole('button', { name: 'J’enregistre le prix' }).click();
  const parts = (await page.locator('table').first().textContent()) ?? '';
  expect(parts.replaceAll('\u00a0', ' ')).toMatch(/113,93 €.*211,57 €.*325,50 €/);
  await page.goto(order);
  await page.getByLabel('Référence du paiement').fill('MANDAT-1');
  await page.getByRole('button', { name: 'J’enregistre le paiement' }).click();
  await page.goto(lot);
  await page.getByRole('button', { name: 'J’active ce lot' }).click();
  expect(await page.getByRole('status').textContent()).toContain('Le lot est activé');
}

describe('the authority, without JavaScript', () => {
  it('adds a partner, buys a lot, entrusts booklets, invites an agent who signs in and finds them', async () => {
    const { page, close } = await atTheMetropole();
    await page.getByLabel('Son nom').fill('Régie de quartier');
    await page.getByLabel('Sa commune').fill('Vaulx-en-Velin');
    await page.getByLabel('Premier jour').fill('2026-01-01');
    await page.getByLabel('Dernier jour').fill('2099-12-31');
    await page.getByLabel('Pass à remettre').fill('200');
    await page.getByRole('button', { name: 'J’ajoute ce partenaire' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Régie de quartier');
    const partner = page.url();

    await page.goto('/metropole/passes/nouveau');
    await page.getByLabel('Son nom').fill('Lot de la régie');
    await page.getByLabel('Carnets').fill('3');
    await page.getByRole('button', { name: 'Je crée ce lot' }).click();
    expect(await page.locator('.voucher').count()).toBe(30);
    const sheet = await page.locator('.voucher .code').allTextContents();
    await page.reload();
    expect(await page.locator('.voucher .code').allTextContents()).toEqual(sheet);

    await payFor(page);
    await page.goto(`/metropole/passes?partenaire=${new URL(partner).pathname.split('/').at(-1)}`);
    await page.getByLabel('De quel lot').selectOption({ label: 'Lot de la régie (3 carnets en stock)' });
    await page.getByLabel('Combien de carnets').fill('4');
    await page.getByRole('button', { name: 'Je confie' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Il ne reste que 3 carnets');
    await page.getByLabel('Combien de carnets').fill('3');
    await page.getByRole('button', { name: 'Je confie' }).click();
    expect(await page.getByRole('status').textContent()).toContain('C’est fait');

    await page.goto(partner);
    await page.getByLabel('Prénom et nom').fill('Amina Khelifi');
    await page.getByLabel('Adresse e-mail').fill('amina@example.org');
    await page.getByRole('button', { name: 'J’invite cette personne' }).click();
    const link = (await page.locator('.secret-link').textContent()) ?? '';
    await close();

    const invited = await openWindow(browser, app.origin, { width: 360 });
    await invited.page.goto(link);
    await invited.page.getByLabel('Choisissez un mot de passe').fill('trois petits chats gris');
    await invited.page.getByLabel('encore une fois').fill('trois petits chats gris');
    await invited.page.getByRole('button', { name: 'J’ouvre mon accès' }).click();
    expect(new URL(invited.page.url()).pathname).toBe('/partenaire');
    await invited.page.goto('/partenaire/carnets');
    expect(await invited.page.locator('main').textContent()).toContain('Lot de la régie');
    await invited.context.close();
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });

  it('sees every message of the demonstration as it would be sent, and none of them leaves', async () => {
    const { page, close } = await atTheMetropole(360);
    await page.goto('/metropole/messages');
    await page.getByLabel('Par où').selectOption('SMS');
    await page.getByLabel('État').selectOption('WAITING');
    await page.getByRole('button', { name: 'Filtrer' }).click();
    expect(new URL(page.url()).search).toBe('?canal=SMS&etat=WAITING');
    const first = page.locator('.message').first();
    expect(await first.textContent()).toContain('gardé ici (démonstration)');
    expect(await first.locator('.body').textContent()).toMatch(/^Bonjour \p{L}/u);
    await close();
  });

  it('signs out everywhere, and comes back to the door', async () => {
    const { page, close } = await atTheMetropole();
    await page.getByRole('link', { name: 'Hélène Vasseur' }).click();
    await page.getByRole('button', { name: 'Je me déconnecte partout' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Vous êtes déconnecté');
    await page.goto('/metropole');
    expect(new URL(page.url()).pathname).toBe('/connexion');
    await close();
  });
});
