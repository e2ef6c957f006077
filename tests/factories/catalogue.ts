import type { Theme } from '#app/training/rules/session.ts';
import type { Tx } from '#db/client.ts';
import { booking } from '#db/schema/booking.ts';
import { orgLabel, venueOrg } from '#db/schema/directory.ts';
import { holder } from '#db/schema/partners.ts';
import { course, session } from '#db/schema/training.ts';
import type { FreshDatabase } from '#tests/setup/database.ts';
import { createVenue } from './venues.ts';

export const NOW = new Date('2026-10-20T08:00:00Z');
export const BRON = { lat: 45.7345, lon: 4.9119 };

/** Two organisations, one of whose labels ends soon, and three venues, one of unknown position. */
export interface Catalogue {
  fresh: FreshDatabase;
  orgs: { labelled: string; lapsing: string };
  venues: { villeurbanne: string; bron: string; unplaced: string };
  /** Whoever has the seat of the last session published as booked. */
  bookerId: string;
}

/** Builds the places of a catalogue; its sessions are published one by one. */
export async function openCatalogue(fresh: FreshDatabase): Promise<Catalogue> {
  const { newId } = fresh.services;
  const orgs = { labelled: newId(), lapsing: newId() };
  await fresh.owner.transaction(async (tx) => {
    await tx.insert(venueOrg).values([
      { id: orgs.labelled, name: 'CCO La Rayonne', createdAt: NOW },
      { id: orgs.lapsing, name: 'MJC de Bron', createdAt: NOW },
    ]);
    await tx.insert(orgLabel).values([
      { id: newId(), orgId: orgs.labelled, startsOn: '2026-01-01', createdAt: NOW },
      { id: newId(), orgId: orgs.lapsing, startsOn: '2026-01-01', endsOn: '2026-10-25', createdAt: NOW },
    ]);
  });
  return fresh.db.transaction(async (tx) => {
    const welcome = { phone: '04 78 93 41 44', welcomeNote: 'Demandez Sonia.' };
    const bron = { commune: 'Bron', postcode: '69500', inseeCode: '69029', ...BRON };
    const villeurbanne = await createVenue(tx, { name: 'CCO La Rayonne', orgId: orgs.labelled, ...welcome });
    const other = await createVenue(tx, { name: 'MJC Louis Aragon', orgId: orgs.lapsing, ...bron });
    const bus = await createVenue(tx, { name: 'Bus numérique', lat: null, lon: null, orgId: orgs.labelled });
    return { fresh, orgs, venues: { villeurbanne: villeurbanne.id, bron: other.id, unplaced: bus.id }, bookerId: '' };
  });
}

export interface SessionWish {
  title: string;
  at: string;
  theme?: Theme;
  venue?: keyof Catalogue['venues'];
  org?: keyof Catalogue['orgs'];
  over?: Partial<typeof session.$inferInsert>;
  /** Somebody has a seat in it. */
  booked?: boolean;
}

/** Publishes one session of its own course; eight seats, one pass, two hours by default. */
export async function publish(catalogue: Catalogue, wish: SessionWish): Promise<string> {
  const { newId } = catalogue.fresh.services;
  const [courseId, id] = [newId(), newId()];
  const [orgId, venueId] = [catalogue.orgs[wish.org ?? 'labelled'], catalogue.venues[wish.venue ?? 'villeurbanne']];
  const startsAt = new Date(wish.at);
  await catalogue.fresh.db.transaction(async (tx) => {
    const words = { title: wish.title, description: 'On apprend ensemble.' };
    const kind = { theme: wish.theme ?? 'ORDINATEUR', level: 'DEBUTANT' as const };
    await tx.insert(course).values({ id: courseId, orgId, ...words, ...kind, createdAt: NOW });
    await tx.insert(session).values({
      ...{ id, courseId, orgId, venueId, startsAt, endsAt: new Date(startsAt.getTime() + 7_200_000) },
      ...{ capacity: 8, seatsTaken: wish.booked === true ? 1 : 0, pricePasses: 1 },
      ...{ audience: 'EVERYONE', languages: ['fr'], wheelchair: false, state: 'OPEN', createdAt: NOW, updatedAt: NOW },
      ...wish.over,
    });
    if (wish.booked === true) await takeSeat(tx, catalogue, id);
  });
  return id;
}

/** The database refuses seats that no booking stands for. */
async function takeSeat(tx: Tx, catalogue: Catalogue, sessionId: string): Promise<void> {
  const { newId } = catalogue.fresh.services;
  const [holderId, opKey] = [newId(), newId()];
  await tx.insert(holder).values({ id: holderId, createdAt: NOW });
  await tx.insert(booking).values({
    ...{ id: newId(), sessionId, holderId, state: 'CONFIRMED', pricePasses: 0, opKey, updatedOp: opKey },
    ...{ madeBy: 'test', updatedBy: 'test', createdAt: NOW, updatedAt: NOW },
  });
  catalogue.bookerId = holderId;
}
