import type { Browser } from 'playwright-core';
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

async function as(persona: RegExp, path: string, width: 360 | 1280 = 1280) {
  const { page, context } = await openWindow(browser, app.origin, { width });
  await page.goto(path);
  await page.getByRole('button', { name: persona }).click();
  return { page, close: () => context.close() };
}

describe('a venue is paid, without JavaScript', () => {
  it('asks in one click; the authority reviews, orders, downloads, records; the venue sees it paid', async () => {
    const venue = await as(/Karim Belaïd/, '/espace-lieu/remboursements', 360);
    const ask = venue.page.getByRole('button', { name: /^Je demande/ });
    const sum = ((await ask.textContent()) ?? '').replace('Je demande ', '');
    await ask.click();
    expect(await venue.page.getByRole('status').textContent()).toContain('Votre demande est envoyée');
    await venue.page.getByRole('table', { name: 'Vos demandes' }).getByRole('link').first().click();
    const claimId = new URL(venue.page.url()).pathname.split('/').at(-1) ?? '';
    expect(await venue.page.locator('.facts').textContent()).toContain('promis pour le');

    const { page, close } = await as(/Hélène Vasseur/, `/metropole/remboursements/${claimId}`);
    await page.getByRole('button', { name: 'J’accepte le reste et j’approuve la demande' }).click();
    expect(await page.getByRole('status').textContent()).toContain('approuvée');
    await page.goto('/metropole/remboursements/ordres');
    for (const box of await page.locator('input[name=dueIds]').all())
      await box.setChecked((await box.getAttribute('value')) === claimId);
    await page.getByRole('button', { name: 'Je prépare l’ordre de paiement' }).click();
    expect(await page.getByRole('status').textContent()).toContain('L’ordre de paiement est prêt');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Télécharger le fichier pour la banque' }).click();
    expect((await download).suggestedFilename()).toMatch(/^PN\d{8}-[0-9A-F]{12}\.xml$/);
    await page.getByText('Noter qu’il est payé').click();
    await page.getByLabel('D’où vous le savez').first().fill('relevé de la banque');
    await page.getByRole('button', { name: 'Je note ce paiement' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Le paiement est enregistré');
    await close();

    await venue.page.reload();
    const facts = await venue.page.locator('.facts').textContent();
    expect(facts).toContain('payé le');
    expect(facts?.replaceAll(/\s/g, '')).toContain(sum.replaceAll(/\s/g, ''));
    await venue.close();
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });
});
