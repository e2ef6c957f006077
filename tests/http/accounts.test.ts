import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptInvitation } from '#app/access/accept-invitation.ts';
import { invitationLink, invitationToken } from '#app/access/invitation-token.ts';
import { inviteProfessional } from '#app/access/invite-professional.ts';
import { resetLink } from '#app/access/reset-token.ts';
import { revokeMembership } from '#app/access/revoke-membership.ts';
import { perform } from '#app/platform/intention.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

const PASSWORD = 'quatre mots sans lien entre eux';
let app: RunningApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
  world = await buildWorld(app, { booklets: 2, size: 2 });
});
afterAll(async () => {
  await world.close();
  await app.close();
});

const get = (path: string, cookie = '') =>
  fetch(app.origin + path, { headers: { Cookie: cookie }, redirect: 'manual' });
const post = (path: string, body: Record<string, string>, cookie = '') =>
  fetch(app.origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: app.origin },
    body: new URLSearchParams({ op: world.services.newId(), ...body }),
  });
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';

async function invited(email: string): Promise<string> {
  const { invitationId } = await done(
    perform(world.services, inviteProfessional, {
      actor: world.authority,
      opKey: world.services.newId(),
      input: { email, displayName: 'Zoé Martin', role: 'AGENT', partnerId: world.agents[0].partnerId },
    }),
  );
  return invitationId;
}

async function member(email: string): Promise<string> {
  const invitationId = await invited(email);
  const { userId } = await done(
    perform(world.services, acceptInvitation, {
      actor: { role: 'ANONYMOUS' },
      opKey: world.services.newId(),
      input: {
        token: invitationToken(world.services.secrets, invitationId),
        displayName: 'Zoé Martin',
        password: PASSWORD,
      },
    }),
  );
  return userId;
}

describe('signing in', () => {
  test('opens the home of the role, or the page asked for, and nothing outside of this site', async () => {
    await member('entre@example.org');
    const enter = (retour?: string) =>
      post('/connexion', {
        email: ' Entre@Example.org',
        password: PASSWORD,
        ...(retour === undefined ? {} : { retour }),
      });
    const home = await enter();
    expect([home.status, home.headers.get('location')]).toEqual([303, '/partenaire']);
    expect(home.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i);
    expect((await get('/partenaire', cookieOf(home))).status).toBe(200);
    expect((await enter('/partenaire/carnets')).headers.get('location')).toBe('/partenaire/carnets');
    for (const evil of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/metropole',
    ]) {
      expect((await enter(evil)).headers.get('location'), evil).toBe('/partenaire');
    }
    const again = await get('/connexion?retour=/lieux', cookieOf(home));
    expect([again.status, again.headers.get('location')]).toEqual([303, '/lieux']);
  });

  test('says the same of a wrong password and of an unknown address, and gives no password back', async () => {
    await member('connue@example.org');
    const read = async (email: string) => {
      const answer = await post('/connexion', { email, password: 'ce n’est pas le bon mot' });
      const html = (await answer.text()).replaceAll(email, 'X').replace(/name="op" value="[^"]+"/g, '');
      return { status: answer.status, html };
    };
    const [known, unknown] = [await read('connue@example.org'), await read('inconnue@example.org')];
    expect(known.status).toBe(422);
    expect(known.html.replace(/nonce-[\w+/=]+/g, '')).toBe(unknown.html.replace(/nonce-[\w+/=]+/g, ''));
    expect(known.html).toContain('ne vont pas ensemble');
    expect(known.html).not.toContain('ce n’est pas le bon mot');
  });

  test('after ten mistakes on one account, even the right password waits; successes do not count', async () => {
    await member('force@example.org');
    const enter = (password: string) => post('/connexion', { email: 'force@example.org', password });
    for (let i = 0; i < 12; i += 1) expect((await enter(PASSWORD)).status).toBe(303);
    for (let i = 0; i < 10; i += 1) expect((await enter(`mauvais ${i}`)).status).toBe(422);
    const late = await enter(PASSWORD);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await late.text()).toContain('trop d’essais');
    await world.sql`delete from rate_limit`;
  });

  test('a closed access is told so, to who has the password only', async () => {
    const userId = await member('fermee@example.org');
    const [row] = await world.sql`select id from membership where user_id = ${userId}`;
    await done(
      perform(world.services, revokeMembership, {
        actor: world.authority,
        opKey: world.services.newId(),
        input: { membershipId: row?.id },
      }),
    );
    const right = await post('/connexion', { email: 'fermee@example.org', password: PASSWORD });
    expect([right.status, right.headers.getSetCookie()]).toEqual([422, []]);
    expect(await right.text()).toContain('Votre accès est fermé');
    expect(await (await post('/connexion', { email: 'fermee@example.org', password: 'faux' })).text()).not.toContain(
      'est fermé',
    );
  });

  test('offers no persona outside of the demonstration', async () => {
    expect(await (await get('/connexion')).text()).not.toContain('Visiter la démonstration');
  });
});

describe('signing out', () => {
  test('here: the cookie opens nothing more, another browser stays', async () => {
    await member('sortie@example.org');
    const enter = async () => cookieOf(await post('/connexion', { email: 'sortie@example.org', password: PASSWORD }));
    const [here, there] = [await enter(), await enter()];
    expect((await get('/deconnexion', here)).status).toBe(200);
    expect((await get('/partenaire', here)).status).toBe(200);
    const left = await post('/deconnexion', {}, here);
    expect([left.status, left.headers.get('location')]).toEqual([303, '/connexion?parti=1']);
    expect((await get('/partenaire', here)).status).toBe(303);
    expect((await get('/partenaire', there)).status).toBe(200);
    const third = await enter();
    await post('/deconnexion', { partout: '1' }, third);
    expect((await get('/partenaire', there)).status).toBe(303);
  });

  test('signing in ends the session the browser had', async () => {
    await member('tourne@example.org');
    const first = cookieOf(await post('/connexion', { email: 'tourne@example.org', password: PASSWORD }));
    await post('/connexion', { email: 'tourne@example.org', password: PASSWORD }, first);
    expect((await get('/partenaire', first)).status).toBe(303);
  });
});

describe('an invitation’s page', () => {
  test('opens the account, signs in, and sends home; then the link says that it served', async () => {
    const invitationId = await invited('page@example.org');
    const path = new URL(invitationLink(world.services.secrets, app.origin, invitationId)).pathname;
    const shown = await get(path);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const html = await shown.text();
    expect(html).toContain('Zoé Martin');
    expect(html).toContain('page@example.org');
    const weak = await post(path, { displayName: 'Zoé Martin', password: 'azertyuiop12', again: 'azertyuiop12' });
    expect(weak.status).toBe(422);
    expect(await weak.text()).not.toContain('azertyuiop12');
    const typo = await post(path, { displayName: 'Zoé Martin', password: PASSWORD, again: `${PASSWORD}s` });
    expect([typo.status, (await typo.text()).includes('sont différents')]).toEqual([422, true]);
    const accepted = await post(path, { displayName: 'Zoé Martin', password: PASSWORD, again: PASSWORD });
    expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/partenaire']);
    expect((await get('/partenaire', cookieOf(accepted))).status).toBe(200);
    const after = await get(path);
    expect([after.status, (await after.text()).includes('a déjà servi')]).toEqual([410, true]);
  });
});

describe('a forgotten password', () => {
  const ask = (email: string) => post('/mot-de-passe-oublie', { email });
  const linkTo = async (email: string): Promise<string> => {
    const [row] = await world.sql`
      select r.id from password_reset r join user_account u on u.id = r.user_id where u.email = ${email}`;
    return new URL(resetLink(world.services.secrets, app.origin, row?.id)).pathname;
  };
  const NEW = 'une tout autre phrase longue';

  test('answers the same to a known address, an unknown one, and one whose access is closed; writes to the first', async () => {
    await member('oubli@example.org');
    const gone = await member('partie@example.org');
    await world.sql`update membership set revoked_at = now() where user_id = ${gone}`;
    for (const email of ['Oubli@example.org', 'jamais-vue@example.org', 'partie@example.org']) {
      const answer = await ask(email);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/mot-de-passe-oublie?envoye']);
    }
    const queued = await world.sql`
      select u.email from outbox o join password_reset r on r.id = o.object_id join user_account u on u.id = r.user_id
      where o.kind = 'password-reset'`;
    expect(queued).toEqual([{ email: 'oubli@example.org' }]);
    expect((await ask('pas une adresse')).status).toBe(422);
  });

  test('the link changes the password once and closes what the old one had opened', async () => {
    await member('change@example.org');
    const old = cookieOf(await post('/connexion', { email: 'change@example.org', password: PASSWORD }));
    await ask('change@example.org');
    const first = await linkTo('change@example.org');
    await ask('change@example.org');
    const path = await linkTo('change@example.org');
    // The last link alone works.
    expect((await get(first)).status).toBe(404);
    const shown = await get(path);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await post(path, { password: 'azertyuiop12', again: 'azertyuiop12' })).status).toBe(422);
    expect((await post(path, { password: NEW, again: PASSWORD })).status).toBe(422);
    const twice = await Promise.all([1, 2].map(() => post(path, { password: NEW, again: NEW })));
    expect(twice.map((answer) => answer.status).sort()).toEqual([303, 422]);
    expect((await get('/partenaire', old)).status).toBe(303);
    expect((await post('/connexion', { email: 'change@example.org', password: PASSWORD })).status).toBe(422);
    expect((await post('/connexion', { email: 'change@example.org', password: NEW })).status).toBe(303);
    expect((await get(path)).status).toBe(410);
  });

  test('an old link does nothing; a mailbox is not filled', async () => {
    await member('tard@example.org');
    const [before] = await world.sql`select count(*)::int as n from outbox where kind = 'password-reset'`;
    for (let i = 0; i < 5; i += 1) expect((await ask('tard@example.org')).status).toBe(303);
    const [after] = await world.sql`select count(*)::int as n from outbox where kind = 'password-reset'`;
    expect(after?.n - before?.n).toBe(3);
    const path = await linkTo('tard@example.org');
    await world.sql`
      update password_reset set created_at = created_at - interval '61 minutes', expires_at = expires_at - interval '61 minutes'
      where used_at is null`;
    expect((await get(path)).status).toBe(410);
    const late = await post(path, { password: NEW, again: NEW });
    expect([late.status, (await late.text()).includes('trop ancien')]).toEqual([422, true]);
  });
});
