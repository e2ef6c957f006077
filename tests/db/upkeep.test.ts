import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acceptInvitation } from '#app/access/accept-invitation.ts';
import { invitationToken } from '#app/access/invitation-token.ts';
import type { Actor, VenueActor } from '#app/access/rules/actor.ts';
import { listVenuePoints, listVenues } from '#app/directory/list-venues.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { resultTitle } from '#app/directory/texts.fr.ts';
import { createGeocoder, type Geocoder } from '#app/platform/geocoder.ts';
import { perform } from '#app/platform/intention.ts';
import { createMailer } from '#app/platform/mailer.ts';
import { forgetWhatIsOver } from '#app/privacy/forget-what-is-over.ts';
import { sayTourChange } from '#app/routes/venue/page/say-change.fr.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { listOpenConflicts, listVenueConflicts } from '#app/sources/open-conflicts.ts';
import { placeVenues } from '#app/sources/place-venues.ts';
import { showConflict } from '#app/sources/words-of.ts';
import { sayStopOnMap } from '#app/ui/components/say-stop.ts';
import { announceStop, cancelStop, moveStop, restoreStop } from '#app/upkeep/announce-stop.ts';
import { askAuthority, askByMail, askForOrganisation } from '#app/upkeep/claim-page.ts';
import { askConfirmations, confirmByLink, confirmPage } from '#app/upkeep/confirm-page.ts';
import { editPage, undoChange } from '#app/upkeep/edit-page.ts';
import { answerClaim, joinPage, takePage } from '#app/upkeep/give-page.ts';
import { openLetter } from '#app/upkeep/letter-code.ts';
import { placeStops } from '#app/upkeep/place-stops.ts';
import { postLetters } from '#app/upkeep/post-letters.ts';
import { handleReport, reportError } from '#app/upkeep/report-error.ts';
import { keepOwnWords, takeSourceWords } from '#app/upkeep/settle-own-conflicts.ts';
import { writeLetter } from '#app/upkeep/write-letter.ts';
import { pageOfStops } from '#db/queries/open-stops.ts';
import { listChanges } from '#db/queries/upkeep/changes.ts';
import { listWaitingLetters } from '#db/queries/upkeep/letters.ts';
import { readTourChanges } from '#db/queries/upkeep/stop-changes.ts';
import { listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { sendDue } from '#scripts/worker.ts';
import { rawVenue } from '#tests/factories/venues.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { GEOCODING_SERVICE, geocodingService } from '#tests/mocks/geocoding-service.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';
import { type Mailbox, openMailbox } from '#tests/setup/mailbox.ts';

const PASSWORD = 'quatre mots sans lien entre eux';
const DAY = 86_400_000;
const EVERY_STOP = { inseeCodes: null, venueId: null, from: null, to: null, around: null, since: null };
const ANYBODY: Actor = { role: 'ANONYMOUS' };

let box: Mailbox;
let fresh: FreshDatabase;
let world: World;
let now = new Date('2026-11-24T09:00:00Z');
beforeAll(async () => {
  box = await openMailbox();
  fresh = await freshDatabase({
    clock: { now: () => now },
    env: { SMTP_URL: box.url, PUBLIC_URL: 'https://pass.example.fr' },
  });
  world = await buildWorld(fresh, { booklets: 1, size: 1 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
  await box.close();
});
beforeEach(() => {
  now = new Date('2026-11-24T09:00:00Z');
  box.received = [];
});

let made = 0;
/** A venue nobody holds, as an import writes it. */
async function venue(over: Record<string, unknown> = {}): Promise<string> {
  made += 1;
  const id = String(over.id ?? `lieu-${made}`);
  const row = rawVenue({
    id,
    nom: `Maison ${'abcdefghijklmnop'[made] ?? made}`,
    courriels: `contact${made}@lieu.example`,
    ...over,
  });
  await importVenues(fresh.db, [row], { now, newId: world.services.newId, source: 'essai-fiches' });
  const [found] = await world.sql<
    { id: string }[]
  >`select venue_id as id from venue_record where source_id = ${id} and source = 'essai-fiches'`;
  if (found === undefined) throw new Error('the venue was not written');
  return found.id;
}

const act = <I extends Parameters<typeof perform>[1]>(intention: I, actor: Actor, input: unknown) =>
  perform(world.services, intention as never, { actor, opKey: world.services.newId(), input }) as Promise<
    Awaited<ReturnType<I['run']>>
  >;

/** What the worker sends, with the links in it. */
async function post(): Promise<{ to: string; link: string; raw: string }[]> {
  const mailer = createMailer(world.services.env);
  while ((await sendDue(world.services, { mailer, sms: null })) > 0);
  mailer?.close();
  return box.received.map(({ to, raw }) => {
    const text = raw.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    return {
      to,
      raw: text,
      link: /https:\/\/pass\.example\.fr\/(?:je-travaille-ici|ma-fiche-est-exacte)\/([\w-]+)/.exec(text)?.[1] ?? '',
    };
  });
}

async function claimByMail(venueId: string): Promise<string> {
  box.received = [];
  await done(act(askByMail, ANYBODY, { venueId }));
  return (await post())[0]?.link ?? '';
}

const take = (token: string) =>
  act(takePage, ANYBODY, {
    token,
    displayName: 'Nadia Haddad',
    organisation: 'Association du lieu',
    password: PASSWORD,
  });

/** A new venue with its team, whose account was opened by the link. */
async function heldVenue(over: Record<string, unknown> = {}): Promise<{ venueId: string; team: VenueActor }> {
  const venueId = await venue(over);
  const { userId } = await done(take(await claimByMail(venueId)));
  const [m] = await world.sql<
    { id: string; org: string }[]
  >`select id, org_id as org from membership where user_id = ${userId}`;
  if (m === undefined) throw new Error('no membership');
  box.received = [];
  return {
    venueId,
    team: {
      role: 'VENUE_STAFF',
      userId,
      membershipId: m.id,
      displayName: 'Nadia Haddad',
      orgId: m.org,
      organisation: 'Association du lieu',
    },
  };
}

describe('a page claimed by its published mailbox', () => {
  test('the link goes to that address alone, gives the page once, and opens the team’s account', async () => {
    const venueId = await venue({ courriels: 'Accueil@Lieu.example' });
    await done(act(askByMail, ANYBODY, { venueId, email: 'voleur@mail.example' }));
    const mails = await post();
    expect(mails.map(({ to }) => to)).toEqual(['accueil@lieu.example']);
    const token = mails[0]?.link ?? '';
    const { userId } = await done(take(token));
    const [row] = await world.sql`
      select u.email, m.role, m.org_id = v.org_id as holds, o.name from user_account u join membership m on m.user_id = u.id
        join venue v on v.id = ${venueId} join venue_org o on o.id = m.org_id where u.id = ${userId}`;
    expect(row).toEqual({
      email: 'accueil@lieu.example',
      role: 'VENUE_STAFF',
      holds: true,
      name: 'Association du lieu',
    });
    expect(await take(token)).toMatchObject({ refusal: 'CLAIM_ANSWERED' });
    const [trace] = await world.sql`
      select (select array_agg(intention order by id) from audit where intention like '%page%' and facts::text not like '%@%') as audited,
        (select json_agg(o)::text from op o) || (select json_agg(c)::text from venue_claim c) as kept`;
    expect(trace?.audited).toEqual(expect.arrayContaining(['ask-page-by-mail', 'take-page']));
    expect(trace?.kept).not.toContain(token);
  });

  test('a link too old, a wrong one, a page taken meanwhile, a venue without mailbox give nothing', async () => {
    const token = await claimByMail(await venue());
    now = new Date(now.getTime() + 3 * DAY);
    expect(await take(token)).toMatchObject({ refusal: 'CLAIM_EXPIRED' });
    expect(await take('A'.repeat(43))).toMatchObject({ refusal: 'CLAIM_UNKNOWN' });
    const { venueId } = await heldVenue();
    expect(await act(askByMail, ANYBODY, { venueId })).toMatchObject({ refusal: 'PAGE_HELD' });
    expect(await act(askByMail, ANYBODY, { venueId: await venue({ courriels: '' }) })).toMatchObject({
      refusal: 'NO_MAILBOX',
    });
  });

  test('two browsers with one link: one gets the page', async () => {
    const token = await claimByMail(await venue());
    const answers = await Promise.all([take(token), take(token)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('an organisation may hold several sites, but a recognised one asks the authority', async () => {
    const { team } = await heldVenue();
    const second = await venue();
    const { venueId } = await done(act(joinPage, team, { token: await claimByMail(second) }));
    expect(venueId).toBe(second);
    const [row] = await world.sql`select count(*)::int as n from venue where org_id = ${team.orgId}`;
    expect(row).toEqual({ n: 2 });
    const third = await venue();
    box.received = [];
    expect(await act(joinPage, world.staff[0], { token: await claimByMail(third) })).toMatchObject({
      refusal: 'ORG_LABELLED',
    });
  });

  test('the database holds the same', async () => {
    const [venueId, other] = [await venue(), (await heldVenue()).venueId];
    const claim = (over: object) => ({
      id: world.services.newId(),
      venue_id: venueId,
      route: 'EMAIL',
      state: 'OPEN',
      email: 'voleur@mail.example',
      token_hash: Buffer.from(world.services.newId()),
      expires_at: now,
      created_at: now,
      ...over,
    });
    const insert = (over: object) => world.sql`insert into venue_claim ${world.sql(claim(over))}`;
    await expect(insert({})).rejects.toThrow('an address that the venue publishes');
    await expect(insert({ venue_id: other, route: 'AUTHORITY', token_hash: null, expires_at: null })).rejects.toThrow(
      'held already',
    );
    await insert({ route: 'AUTHORITY', token_hash: null, expires_at: null });
    const org = world.staff[0].orgId;
    await expect(
      world.sql`update venue_claim set state = 'GRANTED', granted_org_id = ${org}, decided_at = ${now}, decided_by = 'x' where venue_id = ${venueId}`,
    ).rejects.toThrow('is that of the organisation');
    await expect(
      world.sql`update venue_claim set email = 'autre@mail.example' where venue_id = ${venueId}`,
    ).rejects.toThrow('stays as it was');
  });
});

describe('a page asked of the authority', () => {
  const ask = {
    displayName: 'Omar Diallo',
    email: 'omar.diallo@mairie.example',
    message: 'J’anime l’espace public numérique.',
  };
  const waiting = async (venueId: string) =>
    (
      await world.sql<
        { id: string }[]
      >`select id from venue_claim where venue_id = ${venueId} and state = 'OPEN' order by created_at, id`
    ).map(({ id }) => id);

  test('granted, it opens an account by invitation; who asked after them is told', async () => {
    const venueId = await venue({ courriels: '' });
    await done(act(askAuthority, ANYBODY, { ...ask, venueId }));
    expect(await act(askAuthority, ANYBODY, { ...ask, venueId })).toMatchObject({ refusal: 'ALREADY_ASKED' });
    await done(act(askAuthority, ANYBODY, { ...ask, email: 'lea.roux@mairie.example', venueId }));
    const [claimId] = await waiting(venueId);
    await done(act(answerClaim, world.authority, { verdict: 'GRANT', claimId }));
    const mails = await post();
    expect(mails.map(({ to }) => to).sort()).toEqual(['lea.roux@mairie.example', 'omar.diallo@mairie.example']);
    const [invited] = await world.sql<
      { id: string; org_id: string }[]
    >`select id, org_id from invitation where email = ${ask.email}`;
    const token = invitationToken(world.services.secrets, invited?.id ?? '');
    await done(act(acceptInvitation, ANYBODY, { token, displayName: 'Omar Diallo', password: PASSWORD }));
    const [row] = await world.sql`select org_id from venue where id = ${venueId}`;
    expect(row?.org_id).toBe(invited?.org_id);
    expect(await act(answerClaim, world.authority, { verdict: 'GRANT', claimId })).toMatchObject({
      refusal: 'CLAIM_ANSWERED',
    });
  });

  test('refused, the reason is told, and nobody gets the page', async () => {
    const venueId = await venue({ courriels: '' });
    await done(act(askAuthority, ANYBODY, { ...ask, venueId }));
    const [claimId] = await waiting(venueId);
    expect(await act(answerClaim, world.authority, { verdict: 'REFUSE', claimId })).toMatchObject({
      refusal: 'BAD_INPUT',
    });
    await done(
      act(answerClaim, world.authority, { verdict: 'REFUSE', claimId, reason: 'La mairie ne vous connait pas.' }),
    );
    expect((await post()).at(-1)).toMatchObject({
      to: ask.email,
      raw: expect.stringContaining('La mairie ne vous connait pas.'),
    });
    const [row] = await world.sql`select org_id from venue where id = ${venueId}`;
    expect(row?.org_id).toBeNull();
  });

  test('a signed-in team asks for its organisation, and the authority gives it one more site', async () => {
    const venueId = await venue({ courriels: '' });
    await done(act(askForOrganisation, world.staff[0], { venueId, message: 'Notre annexe.' }));
    const [claimId] = await waiting(venueId);
    await done(act(answerClaim, world.authority, { verdict: 'GRANT', claimId }));
    const [row] = await world.sql`select org_id from venue where id = ${venueId}`;
    expect(row?.org_id).toBe(world.staff[0].orgId);
    expect((await post()).at(-1)?.raw).toContain('ajout');
    expect(await act(answerClaim, world.staff[0], { verdict: 'GRANT', claimId })).toMatchObject({
      refusal: 'NOT_ALLOWED',
    });
  });
});

describe('a page edited by its team', () => {
  const hours = (openingHours: string) => ({ step: 'HOURS', words: { openingHours, hoursText: null } });
  const shownHours = async (venueId: string) =>
    (await world.sql`select opening_hours as said from venue where id = ${venueId}`)[0]?.said as string;
  const load = (id: string, horaires: string, date: string) =>
    importVenues(
      fresh.db,
      [rawVenue({ id, nom: 'Maison tenue', courriels: 'tenue@lieu.example', horaires, date_maj: date })],
      {
        now,
        newId: world.services.newId,
        source: 'essai-fiches',
      },
    );

  test('its word stands against a later import, is undone as a change, and leaves the import to speak again', async () => {
    const { venueId, team } = await heldVenue({
      id: 'tenue',
      nom: 'Maison tenue',
      courriels: 'tenue@lieu.example',
      horaires: 'Mo 09:00-12:00',
    });
    const { changeId } = await done(act(editPage, team, { venueId, edit: hours('Tu 14:00-18:00; PH off') }));
    await load('tenue', 'We 10:00-12:00', '2026-11-30');
    expect(await shownHours(venueId)).toBe('Tu 14:00-18:00; PH off');
    expect(await done(act(editPage, team, { venueId, edit: hours('Tu 14:00-18:00; PH off') }))).toEqual({
      changeId: null,
    });
    await done(act(undoChange, team, { venueId, changeId }));
    expect(await shownHours(venueId)).toBe('We 10:00-12:00');
    expect(await act(undoChange, team, { venueId, changeId })).toMatchObject({ refusal: 'CHANGE_UNDONE' });
    const changes = await fresh.db.read((tx) => listChanges(tx, venueId, 10));
    expect(changes.map(({ by, undone, undoes }) => [by, undone, undoes === changeId])).toEqual([
      ['Nadia Haddad', false, true],
      ['Nadia Haddad', true, false],
    ]);
  });

  test('another source that says otherwise is shown to it: it keeps its own, or takes the other’s, once each', async () => {
    const says = {
      nom: 'Maison partagée',
      adresse: '4 rue Bonnet',
      telephone: '0478000077',
      horaires: 'Mo 09:00-12:00',
    };
    const { venueId, team } = await heldVenue(says);
    const other = (over: object) =>
      importVenues(fresh.db, [rawVenue({ id: 'ailleurs', ...says, courriels: '', ...over })], {
        now,
        newId: world.services.newId,
        source: 'autre-annuaire',
      });
    const open = () => fresh.db.read((tx) => listVenueConflicts(tx, venueId));
    const listed = async () => (await listOpenConflicts(fresh.db, { group: 'hours', page: 1, size: 50 })).conflicts;
    await other({ horaires: 'Tu 14:00-18:00; PH off', date_maj: '2020-01-01' });
    const [first] = await open();
    if (first === undefined) throw new Error('no conflict');
    expect(showConflict(first, now)).toMatchObject({
      shown: { words: expect.stringMatching(/^lundi\s: de 9\sh à 12\sh$/) },
      others: [{ source: 'autre-annuaire', words: expect.stringMatching(/^mardi\s: de 14\sh à 18\sh$/) }],
    });
    const asked = { venueId, group: 'hours', seen: first.seen };
    const taken = { ...asked, recordId: first.others[0]?.id };
    expect(await act(keepOwnWords, world.staff[0], asked)).toMatchObject({ refusal: 'NOT_YOUR_PAGE' });
    expect(await act(takeSourceWords, world.staff[0], taken)).toMatchObject({ refusal: 'NOT_YOUR_PAGE' });
    expect((await listed()).map((one) => one.venueId)).toContain(venueId);
    await done(act(keepOwnWords, team, asked));
    expect([await open(), (await listed()).map((one) => one.venueId).includes(venueId)]).toEqual([[], false]);
    expect(await act(keepOwnWords, team, asked)).toMatchObject({ refusal: 'CONFLICT_CHANGED' });

    await other({ horaires: 'We 10:00-12:00', date_maj: '2020-02-01' });
    const [again] = await open();
    expect(await act(takeSourceWords, team, taken)).toMatchObject({ refusal: 'CONFLICT_CHANGED' });
    const { changeId } = await done(act(takeSourceWords, team, { ...taken, seen: again?.seen }));
    expect([await shownHours(venueId), await open()]).toEqual(['We 10:00-12:00', []]);
    await done(act(undoChange, team, { venueId, changeId }));
    expect(await shownHours(venueId)).toBe('Mo 09:00-12:00');
  });

  test('an older change is not taken back over a later one', async () => {
    const { venueId, team } = await heldVenue();
    const first = await done(act(editPage, team, { venueId, edit: hours('Mo 09:00-12:00') }));
    await done(act(editPage, team, { venueId, edit: hours('Mo 14:00-18:00') }));
    expect(await act(undoChange, team, { venueId, changeId: first.changeId })).toMatchObject({
      refusal: 'CHANGED_SINCE',
    });
  });

  test('closures and the way to come are its own, and closed days are said everywhere', async () => {
    const { venueId, team } = await heldVenue();
    const closures = [{ from: '2026-11-24', to: '2026-11-27', reason: 'travaux' }];
    const { changeId } = await done(act(editPage, team, { venueId, edit: { step: 'CLOSURES', words: { closures } } }));
    const [row] = await world.sql`select closures from venue where id = ${venueId}`;
    expect(row?.closures).toEqual(closures);
    await done(act(undoChange, team, { venueId, changeId }));
    expect((await world.sql`select closures from venue where id = ${venueId}`)[0]?.closures).toEqual([]);
    await expect(
      world.sql`update venue set closures = '[{"from":"2026-12-02","to":"2026-12-01"}]' where id = ${venueId}`,
    ).rejects.toThrow('venue_closures_whole');
  });

  test('nobody else writes on it, in the program or in the database; what was written stays', async () => {
    const { venueId, team } = await heldVenue();
    expect(await act(editPage, world.staff[0], { venueId, edit: hours('Mo 09:00-12:00') })).toMatchObject({
      refusal: 'NOT_YOUR_PAGE',
    });
    expect(await act(editPage, world.authority, { venueId, edit: hours('Mo 09:00-12:00') })).toMatchObject({
      refusal: 'NOT_ALLOWED',
    });
    const change = {
      id: world.services.newId(),
      venue_id: venueId,
      at: now,
      step: 'HOURS',
      before: {},
      after: { name: 'x' },
      shown: {},
    };
    const write = (actor: string) =>
      world.sql`insert into venue_page_change ${world.sql({ ...change, actor } as never)}`;
    await expect(write(`venue_staff:${world.staff[0].membershipId}`)).rejects.toThrow('only those who hold a page');
    await write(`venue_staff:${team.membershipId}`);
    await expect(world.sql`update venue_page_change set step = 'FEES' where id = ${change.id}`).rejects.toThrow();
  });

  test('a new address waits at the middle of its commune for the geocoding service', async () => {
    const { venueId, team } = await heldVenue();
    const words = {
      name: 'Maison déplacée',
      street: '3 place de la Mairie',
      streetExtra: null,
      postcode: '69500',
      commune: 'Bron',
      inseeCode: '69029',
      inTerritory: true,
      phone: null,
      emails: ['contact@lieu.example'],
      websites: [],
      appointmentUrl: null,
      welcomeNote: 'Sonnez.',
    };
    await done(act(editPage, team, { venueId, edit: { step: 'CONTACT', words } }));
    const [row] =
      await world.sql`select name, commune, position_precision, round(lat::numeric, 4)::text as lat, welcome_note from venue where id = ${venueId}`;
    expect(row).toEqual({
      name: 'Maison déplacée',
      commune: 'Bron',
      position_precision: 'COMMUNE',
      lat: '45.7345',
      welcome_note: 'Sonnez.',
    });
    const [asked] =
      await world.sql`select count(*)::int as n from geocoded_address where street = '3 place de la Mairie'`;
    expect(asked).toEqual({ n: 1 });
  });
});

describe('a venue that travels', () => {
  const stop = {
    place: 'Place de la Mairie',
    street: null,
    postcode: '69700',
    commune: 'Givors',
    inseeCode: '69091',
    day: '2026-12-01',
    starts: '14:00',
    ends: '17:00',
    note: null,
  };

  test('is in one place at a time, by its own people, and is found where it stops', async () => {
    const { venueId, team } = await heldVenue();
    const announce = (over: object, by: Actor = team) => act(announceStop, by, { venueId, stop: { ...stop, ...over } });
    const { stopId } = await done(announce({}));
    expect(await announce({ starts: '16:00', ends: '18:00' })).toMatchObject({ refusal: 'STOP_ELSEWHERE' });
    expect(await announce({ day: '2026-11-24', starts: '08:00', ends: '10:00' })).toMatchObject({
      refusal: 'STOP_OVER',
    });
    expect(await announce({ starts: '17:00', ends: '18:00' }, world.staff[0])).toMatchObject({
      refusal: 'NOT_YOUR_PAGE',
    });
    await done(announce({ starts: '17:00', ends: '18:00', place: 'Gare' }));
    const near = async (query: string) =>
      (await listVenues(world.services, parseVenueSearch(new URLSearchParams(query)))).passing.map(
        ({ stop: { id, place } }) => [id, place],
      );
    expect(await near('near=Givors')).toEqual([[stopId, 'Place de la Mairie']]);
    const around = parseVenueSearch(new URLSearchParams('near=Givors'));
    expect(resultTitle(await listVenues(world.services, around), around, 'Métropole')).toMatch(
      /de Givors, et 1\sbientôt de passage$/,
    );
    const { passing } = await listVenuePoints(world.services, parseVenueSearch(new URLSearchParams('q=maison')));
    expect(passing.map(({ stop: { id }, lat }) => [id, Math.round(lat)])).toEqual([[stopId, 46]]);
    expect(await near('near=Givors&q=maison')).toEqual([[stopId, 'Place de la Mairie']]);
    expect(await near('near=Givors&accessible=1')).toEqual([]);
    expect([await near('near=Genay'), await near(''), await near('near=Givors&page=2')]).toEqual([[], [], []]);
    await done(act(cancelStop, team, { venueId, stopId }));
    expect(await act(cancelStop, team, { venueId, stopId })).toMatchObject({ refusal: 'STOP_NOT_FOUND' });
    expect((await near('near=Givors')).map(([, place]) => place)).toEqual(['Gare']);
  });

  test('comes back every week but for public holidays, all of it or none, and is taken back and put back', async () => {
    const { venueId, team } = await heldVenue();
    const weekly = { venueId, stop: { ...stop, day: '2026-12-11' }, until: '2027-01-08' };
    const days = async () =>
      (
        await world.sql<{ day: string }[]>`select day::text as day from venue_stop
          where venue_id = ${venueId} and cancelled_at is null order by 1`
      ).map(({ day }) => day);
    await done(act(announceStop, team, { venueId, stop: { ...stop, day: '2026-12-18', ends: '15:00' } }));
    expect(await act(announceStop, team, weekly)).toMatchObject({
      refusal: 'STOP_ELSEWHERE',
      facts: { day: '2026-12-18' },
    });
    const later = { ...weekly, stop: { ...weekly.stop, starts: '15:00' } };
    const { stopId, skipped } = await done(act(announceStop, team, later));
    expect(skipped).toEqual(['2026-12-25', '2027-01-01']);
    expect(await days()).toEqual(['2026-12-11', '2026-12-18', '2026-12-18', '2027-01-08']);
    expect(await done(act(cancelStop, team, { venueId, stopId, whole: true }))).toEqual({ stops: 3 });
    expect(await days()).toEqual(['2026-12-18']);
    await done(act(restoreStop, team, { venueId, stopId }));
    expect(await act(restoreStop, team, { venueId, stopId })).toMatchObject({ refusal: 'STOP_NOT_FOUND' });
    expect(await act(restoreStop, world.staff[0], { venueId, stopId })).toMatchObject({ refusal: 'NOT_YOUR_PAGE' });
    expect(await days()).toEqual(['2026-12-11', '2026-12-18']);
  });

  const stopsOf = (venueId: string) =>
    fresh.db.read((tx) => listStopsToCome(tx, venueId, { day: '2026-11-24', time: '10:00' }, 60));
  /** The history of a page that says nothing but its tour. */
  async function toldOf(venueId: string) {
    const changes = await fresh.db.read((tx) => listChanges(tx, venueId, 60));
    const ids = changes.map(({ id }) => id);
    const tours = await fresh.db.read((tx) => readTourChanges(tx, venueId, ids));
    return changes.map(({ id, undone, undoes }) => ({
      id,
      undone,
      undoing: undoes !== null,
      lines: sayTourChange(tours.get(id) ?? expect.unreachable(), '2026-11-24').map(({ label }) => label),
    }));
  }

  test('has its stops in the history of its page, each act with its undo', async () => {
    const { venueId, team } = await heldVenue();
    const toCome = async () => (await stopsOf(venueId)).map(({ day, place }) => `${day} ${place}`);
    const told = () => toldOf(venueId);
    const last = async () => (await told())[0]?.id ?? '';
    const undo = async (changeId: string) => done(act(undoChange, team, { venueId, changeId }));
    const days = ['2026-12-01', '2026-12-08', '2026-12-15'];
    const mairie = days.map((day) => `${day} Place de la Mairie`);
    const moved = [mairie[0], '2026-12-08 Gare', mairie[2]];

    const { stopId } = await done(act(announceStop, team, { venueId, stop, until: days[2] }));
    const series = await last();
    const second = (await stopsOf(venueId))[1];
    const gare = { ...stop, day: days[1], place: 'Gare' };
    const { stopId: movedId } = await done(act(moveStop, team, { venueId, stopId: second?.id, stop: gare }));
    const move = await last();
    expect(await toCome()).toEqual(moved);
    expect(await act(moveStop, team, { venueId, stopId: movedId, stop: gare })).toMatchObject({
      value: { stopId: movedId },
    });
    expect(await act(moveStop, team, { venueId, stopId: movedId, stop })).toMatchObject({ refusal: 'STOP_ELSEWHERE' });
    await undo(move);
    expect(await toCome()).toEqual(mairie);
    await undo(await last());
    expect(await toCome()).toEqual(moved);

    await done(act(cancelStop, team, { venueId, stopId, whole: true }));
    const whole = await last();
    await undo(whole);
    expect(await toCome()).toEqual(moved);
    expect(await act(undoChange, team, { venueId, changeId: whole })).toMatchObject({ refusal: 'CHANGE_UNDONE' });

    const [first] = await stopsOf(venueId);
    await done(act(cancelStop, team, { venueId, stopId: first?.id }));
    const alone = await last();
    await done(act(restoreStop, team, { venueId, stopId: first?.id }));
    expect((await told()).find(({ id }) => id === alone)?.undone).toBe(true);
    expect(await toCome()).toEqual(moved);

    expect(await act(undoChange, team, { venueId, changeId: series })).toMatchObject({ refusal: 'NOTHING_TO_UNDO' });
    expect(await act(undoChange, world.staff[0], { venueId, changeId: series })).toMatchObject({
      refusal: 'NOT_YOUR_PAGE',
    });
    expect((await told()).map(({ lines: [label], undoing, undone }) => [label, undoing, undone])).toEqual([
      ['Annoncé', true, false],
      ['Retiré', false, true],
      ['Annoncé', true, false],
      ['Retiré', false, true],
      ['Modifié', true, false],
      ['Modifié', true, true],
      ['Modifié', false, true],
      ['Annoncé', false, false],
    ]);
  });

  test('stands mid-commune and says so until the queue of addresses answers, then where it stops', async () => {
    const { venueId, team } = await heldVenue();
    const there = { ...stop, street: '3 impasse des Mûriers', postcode: '69100', commune: 'Villeurbanne' };
    const announce = (day: string, over: object = {}) =>
      act(announceStop, team, { venueId, stop: { ...there, inseeCode: '69266', day, ...over } });
    const { stopId } = await done(announce('2026-12-02'));
    await done(announce('2026-12-03', { street: null, place: 'Parking de la gare' }));
    const placed = async () =>
      (await fresh.db.read((tx) => pageOfStops(tx, { ...EVERY_STOP, venueId }, now, { after: null, limit: 10 }))).map(
        ({ precision, lat, changedAt }) => [precision, lat?.toFixed(2), changedAt.getTime()],
      );
    const announced = now.getTime();
    const middle = ['COMMUNE', '45.77', announced];
    expect(await placed()).toEqual([middle, middle]);
    const at = { day: '2026-11-24', time: '10:00' };
    const [rough] = await fresh.db.read((tx) => listStopsToCome(tx, venueId, at, 1));
    expect([rough?.id, rough === undefined ? null : sayStopOnMap(rough, at.day)]).toEqual([
      stopId,
      expect.stringContaining('(position approximative : centre de la commune)'),
    ]);

    expect(await placeStops(world.services)).toBe(0);
    const service = setupServer(geocodingService);
    service.listen({ onUnhandledRequest: 'error' });
    const geocoder = createGeocoder({ GEOCODER: GEOCODING_SERVICE }) as Geocoder;
    await placeVenues(world.services, geocoder, () => Promise.resolve()).finally(() => service.close());
    now = new Date(announced + DAY);
    expect([await placeStops(world.services), await placeStops(world.services)]).toEqual([1, 0]);
    expect(await placed()).toEqual([['DOOR', '45.78', announced + DAY], middle]);
    await done(announce('2026-12-04'));
    expect((await placed())[2]).toEqual(['DOOR', '45.78', announced + DAY]);
    await expect(world.sql`update venue_stop set position_precision = 'COMMUNE' where id = ${stopId}`).rejects.toThrow(
      'venue_stop_placed',
    );
    await expect(world.sql`update venue_stop set lat = null, lon = null where id = ${stopId}`).rejects.toThrow(
      'venue_stop_precision_whole',
    );
  });

  test('the database holds the same without the rule, and what is over stays', async () => {
    const { venueId, team } = await heldVenue();
    const { stopId } = await done(act(announceStop, team, { venueId, stop }));
    const [told] = await fresh.db.read((tx) => listChanges(tx, venueId, 1));
    const write = (over: object) =>
      world.sql`insert into venue_stop ${world.sql({
        id: world.services.newId(),
        venue_id: venueId,
        tour_id: stopId,
        day: stop.day,
        starts: '16:00',
        ends: '18:00',
        place: 'Gare',
        postcode: '69700',
        commune: 'Givors',
        insee_code: '69091',
        created_at: now,
        announced_in: told?.id,
        ...over,
      })}`;
    await expect(write({ announced_in: null })).rejects.toThrow('the history of the page tells of each stop');
    await expect(world.sql`update venue_stop set place = 'Gare' where id = ${stopId}`).rejects.toThrow(
      'stays as it was',
    );
    await expect(world.sql`delete from venue_stop where id = ${stopId}`).rejects.toThrow();
    await expect(write({})).rejects.toThrow('venue_stop_one_place');
    await expect(write({ day: '2026-11-23' })).rejects.toThrow('venue_stop_announced');
    await write({ starts: '17:00' });
    now = new Date('2026-12-01T16:00:00Z');
    expect(await act(cancelStop, team, { venueId, stopId })).toMatchObject({ refusal: 'STOP_OVER' });
    const takeBack = (change: string | null) =>
      world.sql`update venue_stop set cancelled_at = ${now}, cancelled_in = ${change} where id = ${stopId}`;
    await expect(takeBack(told?.id ?? null)).rejects.toThrow('venue_stop_cancelled');
    await expect(takeBack(null)).rejects.toThrow('the history of the page tells of each stop');
  });
});

describe('a page confirmed', () => {
  const confirmed = async (venueId: string) =>
    (await world.sql`select confirmed_at as at from venue where id = ${venueId}`)[0]?.at as Date | null;
  const asked = async (venueId: string) =>
    (await world.sql`select count(*)::int as n from venue_confirmation_request where venue_id = ${venueId}`)[0]
      ?.n as number;

  test('asked every six months by its mailbox, once a period whoever asks, and confirmed by the link, once', async () => {
    const { venueId, team } = await heldVenue({ courriels: 'exacte@lieu.example' });
    await done(act(confirmPage, team, { venueId }));
    expect(await confirmed(venueId)).toEqual(now);
    now = new Date('2027-05-23T09:00:00Z');
    await askConfirmations(world.services);
    expect(await asked(venueId)).toBe(0);
    now = new Date('2027-05-24T09:00:00Z');
    await Promise.all([askConfirmations(world.services), askConfirmations(world.services)]);
    expect(await asked(venueId)).toBe(1);
    const mail = (await post()).find(({ to }) => to === 'exacte@lieu.example');
    await done(act(confirmByLink, ANYBODY, { token: mail?.link }));
    expect(await confirmed(venueId)).toEqual(now);
    expect(await act(confirmByLink, ANYBODY, { token: mail?.link })).toMatchObject({ refusal: 'REQUEST_ANSWERED' });
    now = new Date('2027-11-23T09:00:00Z');
    await askConfirmations(world.services);
    expect(await asked(venueId)).toBe(1);
  });

  test('by a letter, when it has neither mailbox nor mobile: its code opens the page, and it leaves once posted', async () => {
    const { venueId } = await heldVenue({ courriels: 'lettre@lieu.example' });
    const [row] = await world.sql<
      { slug: string }[]
    >`update venue set emails = '{}', phone = null where id = ${venueId} returning slug`;
    const slug = row?.slug;
    now = new Date('2027-06-02T09:00:00Z');
    await askConfirmations(world.services);
    const waiting = () => fresh.db.read((tx) => listWaitingLetters(tx, now, 50));
    const letter = (await waiting()).find((one) => one.slug === slug);
    if (letter === undefined) throw new Error('no letter');
    const said = { hours: null, phone: null };
    const written = await writeLetter(world.services, letter, 'https://pass.example.fr', said);
    expect(written).toMatchObject({
      address: [letter.name, '12 RUE DES TILLEULS', '69100 VILLEURBANNE'],
      site: 'pass.example.fr/ma-fiche',
      code: expect.stringMatching(/^\w{4}-\w{4}-\w{3}$/),
    });
    const open = (code: string | null, from = 'ici') => openLetter(world.services, code ?? '', from);
    expect(await open(`${written.code?.slice(0, -1)}${written.code?.endsWith('2') ? '3' : '2'}`)).toMatchObject({
      ok: false,
    });
    const opened = await open(` ${written.code?.toLowerCase()} `);
    expect(await act(postLetters, world.staff[0], { letters: [letter.id] })).toMatchObject({ refusal: 'NOT_ALLOWED' });
    expect(await done(act(postLetters, world.authority, { letters: [letter.id] }))).toEqual({ posted: 1 });
    expect((await waiting()).map(({ id }) => id)).not.toContain(letter.id);
    expect(await act(postLetters, world.authority, { letters: [letter.id] })).toMatchObject({
      refusal: 'LETTERS_POSTED',
    });
    await done(act(confirmByLink, ANYBODY, { token: opened.ok ? opened.token : '' }));
    expect(await confirmed(venueId)).toEqual(now);
    await expect(
      world.sql`update venue_confirmation_request set channel = 'EMAIL', address = 'a@b.example' where id = ${letter.id}`,
    ).rejects.toThrow('venue_confirmation_request_code');
  });

  test('the database asks no page twice in six months, and takes nobody else’s word', async () => {
    const { venueId } = await heldVenue();
    const request = (day: string) =>
      world.sql`insert into venue_confirmation_request ${world.sql({
        id: world.services.newId(),
        venue_id: venueId,
        asked_on: day,
        channel: 'LETTER',
        token_hash: Buffer.from(world.services.newId()),
        asked_at: now,
        expires_at: now,
      })}`;
    await request('2026-11-24');
    await expect(request('2027-05-23')).rejects.toThrow('venue_confirmation_request_once');
    await request('2027-05-24');
    const row = {
      id: world.services.newId(),
      venue_id: venueId,
      at: now,
      actor: `venue_staff:${world.staff[0].membershipId}`,
    };
    await expect(world.sql`insert into venue_confirmation ${world.sql(row)}`).rejects.toThrow(
      'only those who hold a page',
    );
    expect(await act(confirmPage, world.staff[0], { venueId })).toMatchObject({ refusal: 'NOT_YOUR_PAGE' });
  });
});

describe('an error signalled', () => {
  test('goes to the team, is answered to who left an address, and the address goes later', async () => {
    const { venueId, team } = await heldVenue({ courriels: 'equipe@lieu.example' });
    await done(
      act(reportError, ANYBODY, {
        venueId,
        subject: 'HOURS',
        words: 'Ferme le mardi.',
        contact: 'Passante@mail.example',
      }),
    );
    const [row] = await world.sql<{ id: string }[]>`select id from venue_report where venue_id = ${venueId}`;
    const answer = { reportId: row?.id, state: 'CORRECTED', answer: 'Merci, les horaires sont justes maintenant.' };
    expect(await act(handleReport, world.staff[0], answer)).toMatchObject({ refusal: 'REPORT_NOT_FOUND' });
    expect(await act(handleReport, team, { ...answer, state: 'UNCHANGED', answer: undefined })).toMatchObject({
      refusal: 'BAD_INPUT',
    });
    await done(act(handleReport, team, answer));
    const [authority] = await world.sql<
      { email: string }[]
    >`select email from user_account where id = ${world.authority.userId}`;
    const mails = await post();
    expect(mails.map(({ to }) => to).sort()).toEqual(
      ['equipe@lieu.example', 'passante@mail.example', authority?.email ?? ''].sort(),
    );
    const told = mails.filter(({ to }) => to === authority?.email);
    expect(told.map(({ raw }) => /metropole\/fiches/.test(raw))).toEqual([true]);
    expect(await act(handleReport, world.authority, answer)).toMatchObject({ refusal: 'REPORT_NOT_FOUND' });
    now = new Date(now.getTime() + 80 * DAY);
    const left = async () =>
      (await world.sql`select address from venue_report where id = ${row?.id ?? ''}`)[0]?.address;
    await forgetWhatIsOver(world.services);
    expect(await left()).toBe('passante@mail.example');
    now = new Date(now.getTime() + 20 * DAY);
    await forgetWhatIsOver(world.services);
    expect(await left()).toBeNull();
  });

  test('one that waits keeps its address, and an answer stays as it was given', async () => {
    const venueId = await venue();
    await done(
      act(reportError, ANYBODY, { venueId, subject: 'OTHER', words: 'Le plan est faux.', contact: '06 12 34 56 78' }),
    );
    const where = world.sql`where venue_id = ${venueId}`;
    await expect(world.sql`update venue_report set address = null ${where}`).rejects.toThrow('stays as it was');
    await expect(
      world.sql`update venue_report set state = 'UNCHANGED', handled_at = now(), handled_by = 'x' ${where}`,
    ).rejects.toThrow('venue_report_answered');
    const [row] = await world.sql<{ id: string; channel: string }[]>`select id, channel from venue_report ${where}`;
    expect(row?.channel).toBe('SMS');
    await done(
      act(handleReport, world.authority, { reportId: row?.id, state: 'UNCHANGED', answer: 'Le plan est juste.' }),
    );
    await expect(world.sql`update venue_report set answer = 'autre' ${where}`).rejects.toThrow('stays as it was');
  });
});
