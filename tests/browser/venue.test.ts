import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '#app/access/session-cookie.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { pageLink } from '#app/upkeep/page-token.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';
import { openBrowser, openWindow } from '#tests/setup/browser.ts';

let app: RunningApp;
let browser: Browser;
let sql: postgres.Sql;
let cookie: string;
/** A session to come of this venue with people booked, one of another venue, and the day of the first. */
let mine: { session_id: string; starts_at: Date; org_id: string; booked: number };
let theirs: { session_id: string; booking_id: string };
let ahead = 0;

beforeAll(async () => {
  app = await startApp({ demo: true, clock: { now: () => new Date(Date.now() + ahead) } });
  sql = postgres(app.url, { max: 2, onnotice: () => undefined });
  const booked = (and: postgres.PendingQuery<postgres.Row[]>) => sql<
    (typeof mine & { user_id: string; booking_id: string })[]
  >`
    select s.id as session_id, s.starts_at, s.org_id, count(*)::int as booked, min(b.id::text) as booking_id, min(m.user_id::text) as user_id
    from session s join booking b on b.session_id = s.id and b.state = 'CONFIRMED'
      join membership m on m.org_id = s.org_id and m.revoked_at is null
    where s.state = 'OPEN' and s.starts_at > now() + interval '1 day' ${and}
    group by s.id having count(distinct b.id) >= 3 and count(distinct m.id) = 1 order by s.starts_at, s.id limit 1`;
  const [own] = await booked(sql``);
  if (own === undefined) throw new Error('the demonstration has no session with three people');
  const [other] = await booked(sql`and s.org_id <> ${own.org_id}`);
  if (other === undefined) throw new Error('the demonstration has a single venue');
  [mine, theirs] = [own, other];
  const set = await openSession(app.services, own.user_id, new Request('http://localhost/'));
  cookie = set.split(';')[0] ?? '';
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sql.end();
  await app.close();
});

async function at(path: string, width: 360 | 1280 = 1280): Promise<{ page: Page; close: () => Promise<void> }> {
  const { context, page } = await openWindow(browser, app.origin, { width, cookie });
  await page.goto(path);
  return { page, close: () => context.close() };
}
/** The page's words, with plain spaces. */
const said = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll('\u00a0', ' ');

describe('a venue, without JavaScript', () => {
  it('publishes a weekly series, edits the rest of it, cancels it with a reason', async () => {
    const { page, close } = await at('/espace-lieu/ateliers/nouveau');
    const first = addDays(parisDay(app.services.clock.now()), 20);
    await page.getByLabel('Titre').fill('Apprivoiser sa messagerie');
    await page.getByLabel('En une ou deux phrases simples').fill('Lire, écrire, ranger ses messages.');
    await page.getByLabel('Thème').selectOption('MESSAGERIE');
    await page.getByLabel(/^Premiers pas/).check();
    await page.getByLabel('Première date').fill(first);
    await page.getByLabel('De', { exact: true }).fill('06:00');
    await page.getByLabel('À', { exact: true }).fill('05:00');
    await page.getByLabel(/^Chaque semaine/).check();
    await page.getByLabel('Jusqu’au').fill(addDays(first, 21));
    await page.getByLabel('Pas d’atelier les jours fériés').uncheck();
    await page.getByRole('button', { name: 'Je publie' }).click();
    expect(await said(page)).toContain('L’atelier doit finir après avoir commencé.');
    expect(await page.getByLabel('Titre').inputValue()).toBe('Apprivoiser sa messagerie');
    expect(await page.getByLabel('Pas d’atelier les jours fériés').isChecked()).toBe(false);
    await page.getByLabel('À', { exact: true }).fill('07:30');
    await page.getByRole('button', { name: 'Je publie' }).click();
    await page.waitForURL(/fait=publie/);
    expect(await said(page)).toContain('Cette date et les 3 suivantes sont ouvertes à la réservation.');

    await page.getByLabel('Places', { exact: true }).fill('5');
    await page.getByRole('button', { name: 'Enregistrer cette date et les 3 suivantes' }).click();
    await page.waitForURL(/fait=modifie/);
    const rows =
      await sql`select s.capacity from session s join course c on c.id = s.course_id where c.title = 'Apprivoiser sa messagerie'`;
    expect(rows).toEqual(Array(4).fill({ capacity: 5 }));

    await page.getByText('Annuler cet atelier').click();
    await page.getByLabel(/^Cette date et les 3 suivantes/).check();
    await page.getByRole('button', { name: 'J’annule et je préviens' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('les personnes inscrites le liront');
    await page.getByLabel('Pourquoi ?').fill('La salle est en travaux.');
    await page.getByRole('button', { name: 'J’annule et je préviens' }).click();
    await page.waitForURL(/fait=annule/);
    expect(await said(page)).toContain('Raison donnée : La salle est en travaux.');
    await close();
  });

  it('copies a session with its answers, after its last date', async () => {
    const { page, close } = await at(`/espace-lieu/ateliers/${mine.session_id}`);
    const title = await page.getByLabel('Titre').inputValue();
    await page.getByRole('link', { name: 'Dupliquer' }).click();
    expect(await page.getByLabel('Titre').inputValue()).toBe(title);
    await page.getByRole('button', { name: 'Je publie' }).click();
    await page.waitForURL(/fait=publie/);
    const courses = await sql`select count(*)::int as n from course where org_id = ${mine.org_id} and title = ${title}`;
    expect(courses).toEqual([{ n: 1 }]);
    await close();
  });

  it('marks its people on the day sheet, at 360 px, and takes a mark back', async () => {
    ahead = mine.starts_at.getTime() - Date.now() + 60_000;
    const day = parisDay(mine.starts_at);
    const { page, close } = await at(`/espace-lieu/jour/${day}`, 360);
    const sheet = page.locator(`section[aria-labelledby="s-${mine.session_id}"]`);
    const lines = sheet.locator('tbody tr[id]');
    expect(await lines.count()).toBe(mine.booked);
    for (const [i, word] of ['Présent', 'Absent', 'Excusé'].entries()) {
      await lines
        .nth(i)
        .getByRole('button', { name: new RegExp(`^${word}`) })
        .click();
      await page.waitForURL(/note=/);
      expect(await lines.nth(i).getByRole('status').textContent()).toBe(word);
    }
    await lines
      .nth(0)
      .getByRole('button', { name: /^Corriger/ })
      .click();
    await lines
      .nth(0)
      .getByRole('button', { name: /^Présent/ })
      .waitFor();
    await lines
      .nth(0)
      .getByRole('button', { name: /^Présent/ })
      .click();
    await page.waitForURL(/note=/);
    await page.goto('/espace-lieu/remboursements');
    const [session] =
      await sql`select c.title from session s join course c on c.id = s.course_id where s.id = ${mine.session_id}`;
    expect(await page.getByRole('region', { name: /^Le détail/ }).textContent()).toContain(session?.title);
    await close();
    ahead = 0;
  });

  it('prints one A4 sheet a session, boxes to tick and no button', async () => {
    const { page, close } = await at(`/espace-lieu/jour/${parisDay(mine.starts_at)}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('columnheader', { name: 'Signature' }).first().isVisible()).toBe(true);
    expect(await page.locator('main button:visible, nav:visible').count()).toBe(0);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = pdf.match(/\/MediaBox *\[0 0 59[45]\.\d+ 84[12]\.\d+\]/g) ?? [];
    expect(sheets).toHaveLength(await page.locator('.sheet').count());
    await close();
  });

  it('redeems a code for somebody who walks in, says what is left, and takes it back', async () => {
    const [holder] = await sql<{ holder_id: string; n: number }[]>`
      select holder_id, count(*)::int as n from pass where state = 'HELD' and expires_on > now() group by 1 having count(*) >= 4 order by 1 limit 1`;
    const code = await app.db.read((tx) => printedHolderCode(tx, app.services.secrets, holder?.holder_id ?? ''));
    const { page, close } = await at('/espace-lieu/encaisser');
    const send = async (typed: string) => {
      await page.getByLabel('Code').fill(typed);
      await page.getByLabel('Combien de pass ?').fill('2');
      await page.getByRole('button', { name: 'J’encaisse' }).click();
    };
    await send('2222-2223');
    expect(await page.getByRole('alert').textContent()).toContain('Ce code');
    expect(await page.getByLabel('Code').inputValue()).toBe('2222-2223');
    await send((code ?? '').toLowerCase().replace('-', ' '));
    await page.waitForURL(/fait=/);
    expect(await page.getByRole('status').textContent()).toMatch(
      new RegExp(`2.pass de .*\\. Il lui reste ${(holder?.n ?? 0) - 2}.pass`),
    );
    await page.getByText('Annuler cet encaissement').first().click();
    await page.getByLabel('Pourquoi ?').first().selectOption('Mauvais nombre de pass');
    await page
      .getByRole('button', { name: /^Je rends les 2/ })
      .first()
      .click();
    await page.waitForURL(/annule=/);
    expect(await said(page)).toContain('Raison : Mauvais nombre de pass');
    await close();
  });

  it('finds nothing of another venue', async () => {
    const headers = { Cookie: cookie, Origin: app.origin, 'Content-Type': 'application/x-www-form-urlencoded' };
    const post = (path: string, body: Record<string, string>) =>
      fetch(app.origin + path, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: new URLSearchParams({ op: crypto.randomUUID(), ...body }),
      });
    const get = (path: string) => fetch(app.origin + path, { headers, redirect: 'manual' });
    const day = parisDay(mine.starts_at);
    const statuses = await Promise.all([
      get(`/espace-lieu/ateliers/${theirs.session_id}`),
      post(`/espace-lieu/ateliers/${theirs.session_id}?annuler`, { scope: 'ONE', reason: 'Pour voir.' }),
      post(`/espace-lieu/jour/${day}`, { bookingId: theirs.booking_id, mark: 'EXCUSED' }),
      get('/espace-lieu/affiche?lieu=01890a5d-ac96-774b-bcce-b302099a8057'),
      get('/espace-lieu/jour/2026-02-30'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await get(`/espace-lieu/ateliers/nouveau?modele=${theirs.session_id}`)).status).toBe(200);
  });

  it('leaves every pass, seat and booking where the ledger says', async () => {
    expect(await app.db.snapshot(reconcile)).toEqual([]);
  });
});

describe('the page of a venue, without JavaScript', () => {
  it('is claimed by its mailbox, edited, undone, confirmed; an error is signalled and answered', async () => {
    const [free] = await sql<{ id: string; slug: string }[]>`
      select id, slug from venue where org_id is null and emails[1] ~ '^[a-z.]+@[a-z.-]+$' order by in_territory desc, slug limit 1`;
    if (free === undefined) throw new Error('the demonstration has no free venue');
    const { page, context } = await openWindow(browser, app.origin, { width: 360 });
    await page.goto(`/lieux/${free.slug}`);
    await page.getByRole('link', { name: 'Je travaille ici' }).click();
    await page.getByRole('button', { name: 'J’envoie le lien à cette adresse' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Un lien part');
    const [claim] = await sql<{ id: string }[]>`select id from venue_claim where venue_id = ${free.id}`;
    await page.goto(pageLink(app.services.secrets, app.origin, 'claim', claim?.id ?? ''));
    await page.getByLabel('Votre prénom et votre nom').fill('Nadia Haddad');
    await page.getByLabel('Choisissez un mot de passe').fill('quatre mots sans lien entre eux');
    await page.getByLabel('Le même mot de passe').fill('quatre mots sans lien entre eux');
    await page.getByRole('button', { name: 'Je tiens cette fiche' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Cette fiche est à vous');
    await page.getByRole('link', { name: 'Horaires', exact: true }).click();
    await page.getByLabel('Lundi').fill('le matin');
    await page.getByRole('button', { name: 'J’enregistre' }).click();
    expect(await said(page)).toContain('Nous ne comprenons pas ces heures');
    await page.getByLabel('Lundi').fill('9h10-12h10 et 14h10-18h10');
    await page.getByRole('button', { name: 'Voir d’abord' }).click();
    expect(await said(page)).toContain('Rien n’est encore enregistré');
    await page.getByRole('button', { name: 'J’enregistre' }).click();
    await page.goto(`/lieux/${free.slug}`);
    expect(await said(page)).toContain('de 9 h 10 à 12 h 10, de 14 h 10 à 18 h 10');
    await page.goto(`/espace-lieu/page/${free.id}/historique`);
    await page.getByRole('button', { name: 'J’annule ce changement' }).click();
    expect(await page.getByRole('status').textContent()).toContain('annulé');
    await page.getByRole('button', { name: 'Tout est exact' }).click();
    await page.goto(`/lieux/${free.slug}`);
    expect(await said(page)).toContain('Confirmé par le lieu aujourd’hui');
    expect(await said(page)).not.toContain('de 14 h 10 à 18 h 10');
    await page.getByRole('link', { name: 'Signaler une erreur' }).click();
    await page.getByLabel('Le téléphone ou l’e-mail est faux').check();
    await page.getByLabel('Dites-le en quelques mots').fill('Le numéro ne répond plus.');
    await page.getByLabel(/Votre e-mail ou votre mobile/).fill('passant@example.org');
    await page.getByRole('button', { name: 'J’envoie le signalement' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Merci');
    await page.goto(`/espace-lieu/page/${free.id}`);
    await page.getByLabel('La fiche ne change pas').check();
    await page.getByRole('button', { name: 'Je réponds' }).click();
    expect(await said(page)).toContain('Dites pourquoi la fiche ne change pas');
    await page.getByLabel('Votre réponse').fill('Le numéro est juste : rappelez l’après-midi.');
    await page.getByRole('button', { name: 'Je réponds' }).click();
    const [answer] =
      await sql`select state, (select count(*)::int from outbox o where o.recipient_id = r.id) as told from venue_report r where venue_id = ${free.id}`;
    expect(answer).toEqual({ state: 'UNCHANGED', told: 1 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await context.close();
  });

  it('says where it stops: a wrong commune comes back with what was typed, a week repeats, is taken and put back', async () => {
    const [held] = await sql<{ id: string; user_id: string }[]>`
      select v.id, min(m.user_id::text) as user_id from venue_stop s join venue v on v.id = s.venue_id
        join membership m on m.org_id = v.org_id and m.revoked_at is null group by v.id limit 1`;
    if (held === undefined) throw new Error('the demonstration has no tour');
    const set = await openSession(app.services, held.user_id, new Request('http://localhost/'));
    const { page, context } = await openWindow(browser, app.origin, { width: 360, cookie: set.split(';')[0] ?? '' });
    await page.goto(`/espace-lieu/page/${held.id}/tournee`);
    const day = addDays(parisDay(app.services.clock.now()), 60);
    const announce = page.getByRole('button', { name: 'J’annonce ce passage' });
    await page.getByLabel('À quel endroit').fill('Salle des fêtes');
    await page.getByLabel('Code postal').fill('69700');
    await page.getByLabel('Commune', { exact: true }).fill('Givor');
    await page.getByLabel('Quel jour').fill(day);
    await page.getByLabel('À partir de').fill('09:00');
    await page.getByLabel('Jusqu’à', { exact: true }).fill('11:00');
    await page.getByLabel(/^Toutes les semaines/).fill(addDays(day, 21));
    await announce.click();
    expect(await said(page)).toContain('Voulez-vous dire Givors (69700)');
    expect(await page.getByLabel('À quel endroit').inputValue()).toBe('Salle des fêtes');
    await page.getByLabel('Commune', { exact: true }).fill('Givors');
    await announce.click();
    expect(await page.getByRole('status').textContent()).toContain('passages sont annoncés');
    await page
      .getByRole('button', { name: /^Toute la série/ })
      .first()
      .click();
    expect(await page.getByRole('status').textContent()).toContain('passages sont retirés');
    await page.getByRole('button', { name: 'Je le remets' }).first().click();
    expect(await page.getByRole('status').textContent()).toContain('de nouveau annoncé');

    await page.getByRole('link', { name: 'Je modifie' }).last().click();
    await page.getByLabel('À partir de').fill('10:00');
    await page.getByLabel('Jusqu’à', { exact: true }).fill('09:00');
    await page.getByRole('button', { name: 'J’enregistre ce passage' }).click();
    expect(await said(page)).toContain('L’heure de fin doit venir après');
    await page.getByLabel('Jusqu’à', { exact: true }).fill('12:00');
    await page.getByRole('button', { name: 'J’enregistre ce passage' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Le passage est modifié');
    await page.getByRole('link', { name: 'Qui a changé quoi, et quand' }).click();
    const changes = page.getByRole('main').getByRole('listitem');
    expect(await changes.first().textContent()).toMatch(/Tournée.*Modifié.*de 9\sh à 11\sh.*de 10\sh à 12\sh/s);
    await page.getByRole('button', { name: 'J’annule ce changement' }).first().click();
    await page.goto(`/espace-lieu/page/${held.id}/historique`);
    expect(await changes.first().textContent()).toMatch(/Tournée.*annulation.*de 10\sh à 12\sh.*de 9\sh à 11\sh/s);
    await context.close();
  });
});
