import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '#db/queries/reconciliation.ts';
import { readStanding } from '#db/queries/standing.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';
import { type Belongings, signEverybodyIn, type Visitor } from '#tests/setup/sign-in.ts';

let app: RunningApp;
let browser: Browser;
let sql: postgres.Sql;
let belongings: Belongings;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-programme-'));

beforeAll(async () => {
  app = await startApp({ demo: true });
  belongings = await signEverybodyIn(app);
  sql = postgres(app.url, { max: 1 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sql.end();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function as(who: Visitor, width: 360 | 1280 = 1280): Promise<Page> {
  return (await openWindow(browser, app.origin, { width, cookie: belongings.cookies[who] })).page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const main = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll('\u00a0', ' ');
/** What a window got for a file, with its own cookies. */
const download = async (page: Page, path: string) => (await page.request.get(path)).text();

/** Somebody new is given a booklet and a seat; on the page as it is open, perhaps. The address it ends at. */
async function handsOver(agent: Page, page: 'NEW' | 'OPEN' = 'NEW'): Promise<string> {
  if (page === 'NEW') await agent.goto('/partenaire/orienter');
  const [family, given, year] = page === 'NEW' ? ['Ouvrard', 'Mathilde', '1961'] : ['Zielinski', 'Achille', '1948'];
  await agent.getByLabel('Nom', { exact: true }).fill(family);
  await agent.getByLabel('Prénom').fill(given);
  await agent.getByLabel('Année de naissance').fill(year);
  await agent.getByLabel('Commune').fill('Bron');
  await agent.getByLabel(/Elle est d’accord/).check();
  await agent.locator('input[type=radio][name=session]').first().check();
  await press(agent, 'Réserver et imprimer le ticket');
  return agent.url();
}

describe('the programme, without JavaScript', () => {
  it('plans booklets to a partner, which counts one fewer on a phone; the difference is settled', async () => {
    const authority = await as('authority');
    await authority.goto('/metropole/carnets');
    await authority.getByLabel('Où vont-ils').selectOption(belongings.partnerId);
    await authority.getByLabel('Combien de carnets').fill('3');
    await press(authority, 'Je prévois cet envoi');
    expect(await main(authority)).toContain('Les carnets sont mis de côté. Imprimez le bordereau.');
    const journey = new URL(authority.url()).pathname;
    await press(authority, 'Ces carnets partent');

    const partner = await as('manager', 360);
    await partner.goto('/partenaire/envois');
    await partner
      .locator(`a[href="${journey.replace('/metropole/carnets', '/partenaire')}"]`)
      .first()
      .click();
    await partner.getByLabel('Combien de carnets avez-vous comptés').fill('2');
    await press(partner, 'Je confirme ce comptage');
    expect(await partner.getByRole('alert').textContent()).toContain('Il manque 1 carnet, vous en cochez 0.');
    // The list of what lacks is open by now.
    const missing = partner.locator('input[name=missing]').first();
    const serial = (await missing.getAttribute('value')) ?? '';
    await missing.check();
    await press(partner, 'Je confirme ce comptage');
    expect(await main(partner)).toContain('C’est compté. Les carnets reçus sont dans le stock.');

    await authority.goto(journey);
    expect(await main(authority)).toContain(serial);
    await authority.getByLabel('Ce qui a été constaté').fill('Retrouvé dans la sacoche.');
    await press(authority, 'Je règle cet écart');
    expect(await authority.getByRole('alert').textContent()).toContain('Dites ce que ces carnets sont devenus.');
    await authority.locator('input[name=outcome][value=FOUND]').check();
    await press(authority, 'Je règle cet écart');
    expect(await main(authority)).toContain('L’écart est réglé.');
    const [held] = await sql<{ id: string | null }[]>`select partner_id as id from booklet where serial = ${serial}`;
    expect(held?.id).toBe(belongings.partnerId);
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });

  it('freezes and signs a report that a stranger verifies in the exported register', async () => {
    const page = await as('authority');
    await page.goto('/metropole/rapports/signes');
    await page.getByLabel('Son titre').fill('Rapport d’essai au financeur');
    await press(page, 'Je fige et je signe ce rapport');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Rapport d’essai au financeur');
    const frozen = await main(page);
    const [report] = await sql<{ hash: string; content: string }[]>`
      select hash, content from funder_report where title = 'Rapport d’essai au financeur'`;
    expect(frozen).toContain(report?.hash);
    expect(await download(page, `${new URL(page.url()).pathname}/json`)).toBe(report?.content);
    // Somebody is handed a booklet on a day of that period: the report does not move.
    expect(await handsOver(await as('agent'))).toContain('/partenaire/ticket/');
    await page.reload();
    expect(await main(page)).toBe(frozen);

    await page.goto('/metropole/rapports');
    const file = join(folder, 'registre.jsonl');
    const path = await page.getByRole('link', { name: 'Télécharger le registre' }).first().getAttribute('href');
    writeFileSync(file, await download(page, path ?? ''));
    const verified = () =>
      spawnSync(process.execPath, [join(process.cwd(), 'scripts', 'verify-ledger.mjs'), file], {
        cwd: folder,
        encoding: 'utf8',
      });
    expect(verified()).toMatchObject({ status: 0, stdout: expect.stringContaining('2 rapports signés') });
    // One word of it changed in the register: the stranger sees it.
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('Rapport d’essai au financeur', 'Rapport d’essai à personne'),
    );
    expect(verified().status).toBe(1);
  });

  it('names a convention’s agents, then ends it, while an agent’s page is open: each next click is refused', async () => {
    const agent = await as('agent');
    await agent.goto('/partenaire/orienter');
    const tries = async () => {
      await handsOver(agent, 'OPEN');
      return (await agent.getByRole('alert').textContent()) ?? '';
    };
    const convention = `/metropole/conventions/${belongings.conventionId}`;
    const authority = await as('authority');
    await authority.goto(convention);
    await authority.locator('input[name=who][value=NAMED]').check();
    for (const box of await authority.locator('input[name=membershipIds]').all()) await box.uncheck();
    await authority.locator('#agents').getByRole('button', { name: 'J’enregistre' }).click();
    expect(await tries()).toContain('La convention de votre organisme ne vous nomme pas');

    await authority.goto(convention);
    await authority.getByText('Je veux la résilier').click();
    await authority.getByLabel('Pourquoi').fill('Le partenaire arrête son activité.');
    await press(authority, 'Je résilie cette convention');
    expect(await main(authority)).toContain('résiliée');
    expect(await tries()).toContain('Votre organisme n’a pas de convention en cours');
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from pii.person where family_name = 'Zielinski'`;
    expect(row?.n).toBe(0);
  });

  it('looks up who asks, gives them their data, erases them; every figure stays', async () => {
    const [known] = await sql<{ id: string; serial: string; family: string }[]>`
      select p.id, b.serial, p.family_name as family from distribution d join booklet b on b.id = d.booklet_id
        join pii.person p on p.id = d.holder_id
      where d.voided_at is null and exists (select 1 from redemption r where r.holder_id = p.id) order by b.serial limit 1`;
    const { id = '', serial = '', family = '' } = known ?? {};
    const page = await as('authority', 360);
    await page.goto('/metropole/donnees-personnelles/demande');
    await page.getByLabel('Le numéro d’un carnet').fill(serial);
    await press(page, 'Je cherche cette personne');
    expect(await main(page)).toContain('Écrivez la demande reçue');
    await page.getByLabel('La demande reçue').fill('Courrier du 3 novembre');
    await press(page, 'Je cherche cette personne');
    // Nobody else was found: their page is there at once.
    expect(new URL(page.url()).pathname).toContain(id);
    expect(await main(page)).toContain(family);
    const data = JSON.parse(await download(page, `${new URL(page.url()).pathname}/json`));
    expect(JSON.stringify(data)).toContain(family);

    const before = await app.db.read(readStanding);
    await page.getByText('Effacer son identité').click();
    await page.locator('input[name=seats][value=KEEP]').check();
    await press(page, 'Oui, j’efface son identité');
    expect(new URL(page.url()).pathname).toBe('/metropole/donnees-personnelles/demande');
    expect(await app.db.read(readStanding)).toEqual(before);
    const [left] = await sql<{ n: number }[]>`select count(*)::int as n from pii.person where id = ${id}`;
    expect(left?.n).toBe(0);
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });
});
