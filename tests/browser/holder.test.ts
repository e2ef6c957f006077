import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { dayWord } from '#app/passes/day-word.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';
import { type Belongings, signEverybodyIn } from '#tests/setup/sign-in.ts';

let app: RunningApp;
let browser: Browser;
let belongings: Belongings;
let code: string;
/** The app's clock, which one test moves to the day of a session. */
let now = new Date();

beforeAll(async () => {
  app = await startApp({ demo: true, clock: { now: () => new Date(now) } });
  belongings = await signEverybodyIn(app);
  browser = await openBrowser();
  code = (await app.db.read((tx) => printedHolderCode(tx, app.services.secrets, belongings.holderId))) ?? '';
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function openPass(page: Page): Promise<void> {
  await page.goto('/mon-pass');
  await page.getByLabel('Le code de votre ticket').fill(code.toLowerCase().replace('-', ' '));
  await page.getByLabel('Votre année de naissance').fill(String(belongings.birthYear));
  await page.getByRole('button', { name: 'J’ouvre mon pass' }).click();
}

async function balance(): Promise<{ held: number; reserved: number; redeemed: number }> {
  const sql = postgres(app.url, { max: 1, onnotice: () => undefined });
  const [row] = await sql<{ held: number; reserved: number; redeemed: number }[]>`
    select count(*) filter (where state = 'HELD')::int as held, count(*) filter (where state = 'RESERVED')::int as reserved,
      count(*) filter (where state = 'REDEEMED')::int as redeemed
    from pass where holder_id = ${belongings.holderId}`;
  await sql.end();
  return row ?? { held: -1, reserved: -1, redeemed: -1 };
}

describe('a person with a ticket, without JavaScript, on a phone', () => {
  it('opens the pass, moves a booking, cancels it, and the passes are back', async () => {
    const { context, page } = await openWindow(browser, app.origin, { width: 360 });
    await openPass(page);
    const before = await balance();
    await page.goto(`/mon-pass/reservations/${belongings.bookingId}`);
    await page.getByRole('link', { name: 'Je change de jour' }).click();
    await page.getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Je prends cette place' }).click();
    await page.waitForURL(/fait=/);
    const moved = await balance();
    expect(moved.held + moved.reserved).toBe(before.held + before.reserved);
    await page.getByRole('link', { name: 'J’annule' }).click();
    await page.getByRole('button', { name: 'Oui, j’annule ma place' }).click();
    await page.waitForURL(/\/mon-pass\?fait=annule/);
    expect((await balance()).held).toBeGreaterThan(moved.held);
    await context.close();
  });

  it('books another session from the catalogue', async () => {
    const { context, page } = await openWindow(browser, app.origin, { width: 360 });
    await openPass(page);
    const before = await balance();
    await page.goto('/ateliers?seats=1&price=1');
    await page.locator('.card h3 a').first().click();
    await page.getByRole('link', { name: /je réserve ma place/i }).click();
    await page.getByRole('button', { name: 'Je réserve ma place' }).click();
    await page.waitForURL(/\/mon-pass\/reservations\//);
    expect(await page.locator('.ticket').isVisible()).toBe(true);
    const after = await balance();
    expect(after.held + after.reserved).toBe(before.held + before.reserved);
    await context.close();
  });

  it('says "I am here" with the word of the day', async () => {
    const sql = postgres(app.url, { max: 1, onnotice: () => undefined });
    const [booking] = await sql<{ id: string; venue_id: string; starts_at: Date; price_passes: number }[]>`
      select b.id, s.venue_id, s.starts_at, b.price_passes from booking b join session s on s.id = b.session_id
      where b.holder_id = ${belongings.holderId} and b.state = 'CONFIRMED' and s.starts_at > now() order by s.starts_at limit 1`;
    await sql.end();
    if (booking === undefined) throw new Error('no booking to arrive at');
    now = new Date(booking.starts_at.getTime() - 5 * 60_000);
    const before = await balance();
    const { context, page } = await openWindow(browser, app.origin, { width: 360 });
    await openPass(page);
    await page.goto(`/mon-pass/reservations/${booking.id}`);
    const word = dayWord(app.services.secrets, booking.venue_id, parisDay(now));
    await page.getByLabel('Les quatre chiffres du jour').fill(word === '0000' ? '0001' : '0000');
    await page.getByRole('button', { name: 'Je suis là' }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/quatre chiffres/);
    expect(await balance()).toEqual(before);
    await page.getByLabel('Les quatre chiffres du jour').fill(word);
    await page.getByRole('button', { name: 'Je suis là' }).click();
    await page.waitForURL(/fait=present/);
    expect((await balance()).redeemed).toBe(before.redeemed + booking.price_passes);
    await context.close();
  });

  it('is told the same of an unknown code and of a wrong year, and after many tries to wait', async () => {
    const { context, page } = await openWindow(browser, app.origin);
    const attempt = async (typed: string, year: string) => {
      await page.goto('/mon-pass');
      await page.getByLabel('Le code de votre ticket').fill(typed);
      await page.getByLabel('Votre année de naissance').fill(year);
      await page.getByRole('button', { name: 'J’ouvre mon pass' }).click();
      return page.getByRole('alert').textContent();
    };
    const wrongYear = await attempt(code, String(belongings.birthYear + 1));
    // A well-formed code that nobody has.
    const unknown = await attempt('2222-2224', String(belongings.birthYear));
    expect(wrongYear?.length).toBeGreaterThan(20);
    expect(unknown?.length).toBeGreaterThan(20);
    let last: string | null = '';
    for (let i = 0; i < 40 && !/minute|attend/i.test(last ?? ''); i += 1) last = await attempt(code, '1901');
    expect(last).toMatch(/minute|attend/i);
    await context.close();
  });

  it('leaves the programme reconciled', async () => {
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });
});
