import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSession, listUpcomingSessions, type SessionCriteria } from '#db/queries/sessions.ts';
import { mediator, room } from '#db/schema/training.ts';
import { BRON, type Catalogue, NOW, openCatalogue, publish } from '#tests/factories/catalogue.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let catalogue: Catalogue;

const list = (criteria: Partial<SessionCriteria> = {}) =>
  fresh.db.read((tx) => listUpcomingSessions(tx, { now: NOW, limit: 50, ...criteria }));
const titles = async (criteria: Partial<SessionCriteria> = {}) =>
  (await list(criteria)).sessions.map(({ title }) => title);

beforeAll(async () => {
  fresh = await freshDatabase({ clock: NOW });
  catalogue = await openCatalogue(fresh);
  await publish(catalogue, {
    title: 'Faire ses démarches CAF soi-même',
    theme: 'DEMARCHES',
    at: '2026-10-21T12:00:00Z',
    over: { capacity: 1, pricePasses: 0 },
    booked: true,
  });
  await publish(catalogue, {
    title: 'Mon téléphone : photos et messages',
    theme: 'TELEPHONE',
    at: '2026-10-22T07:30:00Z',
    venue: 'bron',
    org: 'lapsing',
    over: { pricePasses: 2, wheelchair: true, languages: ['fr', 'ar'] },
  });
  await publish(catalogue, {
    title: 'Premiers pas avec l’ordinateur',
    at: '2026-10-25T22:30:00Z',
    over: { audience: 'SENIORS' },
  });
  await publish(catalogue, {
    title: 'Écrire une lettre',
    theme: 'BUREAUTIQUE',
    at: '2026-10-26T09:00:00Z',
    venue: 'bron',
    org: 'lapsing',
  });
  await publish(catalogue, { title: 'Déjà fini', at: '2026-10-19T09:00:00Z' });
  await publish(catalogue, {
    title: 'Annulé',
    at: '2026-10-27T09:00:00Z',
    over: { state: 'CANCELLED', cancelReason: 'Panne de chauffage', cancelledAt: NOW },
  });
  await publish(catalogue, {
    title: 'Dans le bus',
    at: '2026-10-28T09:00:00Z',
    venue: 'unplaced',
    over: { pricePasses: 0 },
  });
});
afterAll(() => fresh.close());

describe('the sessions to come', () => {
  it('are the open ones that have not begun, soonest first, with their seats', async () => {
    const { sessions, total } = await list();
    expect(sessions.map(({ title }) => title)).toEqual([
      'Faire ses démarches CAF soi-même',
      'Mon téléphone : photos et messages',
      'Premiers pas avec l’ordinateur',
      'Écrire une lettre',
      'Dans le bus',
    ]);
    expect(total).toBe(5);
    expect(sessions[0]).toMatchObject({
      seatsLeft: 0,
      capacity: 1,
      distanceMetres: null,
      venue: { name: 'CCO La Rayonne', commune: 'Villeurbanne' },
    });
    expect(sessions[0]?.startsAt).toEqual(new Date('2026-10-21T12:00:00Z'));
  });

  it('come page by page, with the whole count on each page, even past the end', async () => {
    expect(await list({ limit: 2, offset: 2 })).toMatchObject({
      total: 5,
      sessions: [{ title: 'Premiers pas avec l’ordinateur' }, { title: 'Écrire une lettre' }],
    });
    expect(await list({ limit: 2, offset: 6 })).toEqual({ total: 5, sessions: [] });
  });

  it('are asked by Paris days, on the night the clocks go back too', async () => {
    // 22:30 UTC on the 25th is 23:30 in Paris: that day has 25 hours.
    expect(await titles({ fromDay: '2026-10-25', toDay: '2026-10-25' })).toEqual(['Premiers pas avec l’ordinateur']);
    expect(await titles({ fromDay: '2026-10-26', toDay: '2026-10-26' })).toEqual(['Écrire une lettre']);
  });

  it('are asked by seats, price, theme, audience, language and wheelchair', async () => {
    expect(await titles({ minSeats: 1 })).not.toContain('Faire ses démarches CAF soi-même');
    expect(await titles({ maxPrice: 0 })).toEqual(['Faire ses démarches CAF soi-même', 'Dans le bus']);
    expect(await titles({ theme: 'TELEPHONE' })).toEqual(['Mon téléphone : photos et messages']);
    expect(await titles({ audiences: ['SENIORS'] })).toEqual(['Premiers pas avec l’ordinateur']);
    expect(await titles({ language: 'ar' })).toEqual(['Mon téléphone : photos et messages']);
    expect(await titles({ wheelchair: true })).toEqual(['Mon téléphone : photos et messages']);
    expect(await titles({ level: 'A_L_AISE' })).toEqual([]);
  });

  it('can be held to those a pass pays for on their own day: a label that ends before leaves them out', async () => {
    const payable = await titles({ onlyLabelled: true });
    expect(payable).toContain('Mon téléphone : photos et messages');
    expect(payable).not.toContain('Écrire une lettre');
    expect(payable).toContain('Dans le bus');
  });

  it('are found by words: accents, beginnings, typing errors, the venue, the theme’s other names', async () => {
    expect(await titles({ text: 'demarche' })).toEqual(['Faire ses démarches CAF soi-même']);
    expect(await titles({ text: 'télé' })).toEqual(['Mon téléphone : photos et messages']);
    expect(await titles({ text: 'ordinatuer' })).toEqual(['Premiers pas avec l’ordinateur']);
    expect(await titles({ text: 'rayonne' })).toEqual([
      'Faire ses démarches CAF soi-même',
      'Premiers pas avec l’ordinateur',
    ]);
    expect(await titles({ text: 'impots' })).toEqual(['Faire ses démarches CAF soi-même']);
    expect(await titles({ text: 'whatsapp bron' })).toEqual(['Mon téléphone : photos et messages']);
    expect(await titles({ text: 'plongée' })).toEqual([]);
    expect(await titles({ text: "%_'; drop table --" })).toEqual([]);
  });

  it('say how far they are, and leave out what is beyond a radius or nowhere', async () => {
    const near = await list({ near: BRON, orderBy: 'distance' });
    expect(near.sessions.map(({ title }) => title)).toEqual([
      'Mon téléphone : photos et messages',
      'Écrire une lettre',
      'Faire ses démarches CAF soi-même',
      'Premiers pas avec l’ordinateur',
      'Dans le bus',
    ]);
    expect(near.sessions[0]?.distanceMetres).toBeCloseTo(0, 3);
    expect(near.sessions[2]?.distanceMetres).toBeGreaterThan(4000);
    expect(near.sessions[4]?.distanceMetres).toBeNull();
    expect(await titles({ near: { ...BRON, radiusMetres: 2000 } })).toEqual([
      'Mon téléphone : photos et messages',
      'Écrire une lettre',
    ]);
  });

  it('are asked by venue, organisation and course, one session left out', async () => {
    expect(await titles({ venueId: catalogue.venues.bron })).toHaveLength(2);
    expect(await titles({ orgId: catalogue.orgs.lapsing })).toHaveLength(2);
    expect(await titles({ notBookedBy: catalogue.bookerId })).not.toContain('Faire ses démarches CAF soi-même');
    expect(await titles({ notBookedBy: fresh.services.newId() })).toContain('Faire ses démarches CAF soi-même');
    const first = (await list()).sessions[0];
    expect(await titles({ courseId: first?.courseId ?? null })).toEqual([first?.title]);
    expect(await titles({ courseId: first?.courseId ?? null, exceptSessionId: first?.id ?? null })).toEqual([]);
  });
});

describe('one session', () => {
  it('is read whole, with its room, who leads it, and whom to ask for', async () => {
    const { db, services } = fresh;
    const [roomId, mediatorId] = [services.newId(), services.newId()];
    await db.transaction(async (tx) => {
      await tx.insert(room).values({ id: roomId, venueId: catalogue.venues.villeurbanne, name: 'Salle bleue' });
      await tx.insert(mediator).values({ id: mediatorId, orgId: catalogue.orgs.labelled, name: 'Sonia' });
    });
    const id = await publish(catalogue, {
      title: 'Tout dire',
      at: '2027-01-04T09:00:00Z',
      over: { roomId, mediatorId },
    });
    expect(await db.read((tx) => findSession(tx, id))).toMatchObject({
      id,
      state: 'OPEN',
      roomName: 'Salle bleue',
      mediatorName: 'Sonia',
      orgName: 'CCO La Rayonne',
      labelled: true,
      venue: { phone: '04 78 93 41 44', welcomeNote: 'Demandez Sonia.', street: '12 rue des Tilleuls' },
    });
  });

  it('is found past or cancelled too, and null when it never was', async () => {
    const id = await publish(catalogue, {
      title: 'Annulé aussi',
      at: '2026-10-01T09:00:00Z',
      org: 'lapsing',
      over: { state: 'CANCELLED', cancelReason: 'Grève', cancelledAt: NOW },
    });
    expect(await fresh.db.read((tx) => findSession(tx, id))).toMatchObject({
      state: 'CANCELLED',
      cancelReason: 'Grève',
      labelled: true,
    });
    expect(await fresh.db.read((tx) => findSession(tx, fresh.services.newId()))).toBeNull();
  });
});
