import type { PartnerActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { communeKey } from '#app/directory/rules/commune.ts';
import type { Public } from '#app/partners/rules/person.ts';
import { vintageOn } from '#app/partners/rules/qpv.ts';
import type { Services } from '#app/platform/services.ts';
import { type Proposals, proposeNearest } from '#app/routes/partner/propose.ts';
import type { Tx } from '#db/client.ts';
import { findPartnerCommune } from '#db/queries/partner-desk.ts';
import { findLastPublics, type KnownRow, readWallets, type Wallet } from '#db/queries/partner-people.ts';
import { countPartnerBooklets, listPartnerBooklets } from '#db/queries/passes.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { readIdentityMonths } from '#db/queries/privacy.ts';
import { hasAreas, listAreas } from '#db/queries/qpv.ts';
import type { Draft } from './form.ts';
import { homeCommune } from './home-commune.ts';

/** Somebody the partner knows, with what they hold. */
export interface KnownPerson extends KnownRow {
  wallet: Wallet;
}

export interface NextBooklet {
  id: string;
  serial: string;
  size: number;
  faceCents: number;
  validUntil: string;
}

export interface Neighbourhood {
  code: string;
  name: string;
  commune: string | null;
}

/** All that the one screen shows beside what is typed. */
export interface ReferScreen {
  today: string;
  person: (KnownPerson & { publics: Public[] }) | null;
  /** People the partner knows who may be the one being written down. */
  alike: KnownPerson[];
  stock: { left: number; next: NextBooklet | null };
  /** The priority neighbourhoods of their commune, of every one when it is not known yet; empty without contours. */
  neighbourhoods: Neighbourhood[];
  /** Whether an address can be placed: contours were loaded, and a geocoder is there to ask. */
  asksAddress: boolean;
  proposals: Proposals;
  draft: Draft;
  /** How long an identity is kept, in months: said to the person before they agree. */
  keptMonths: number;
}

/** Reads the screen for a draft. Null when it names a person this partner does not know. */
export async function readReferScreen(
  { db, clock, env }: Services,
  actor: PartnerActor,
  draft: Draft,
  alike: KnownPerson[] = [],
): Promise<ReferScreen | null> {
  const now = clock.now();
  const today = parisDay(now);
  return db.read(async (tx) => {
    const person =
      draft.personne === null ? null : await findKnown(tx, actor.partnerId, draft.personne, { now, today });
    if (draft.personne !== null && person === null) return null;
    const stock = await readStock(tx, actor.partnerId, today);
    const neighbourhoods = await readNeighbourhoods(tx, draft, person?.commune ?? null, today);
    const asksAddress = env.GEOCODER !== 'off' && (await hasAreas(tx, vintageOn(today)));
    const near = draft.commune || person?.commune || (await findPartnerCommune(tx, actor.partnerId)) || '';
    const proposals = await proposeNearest(tx, {
      near,
      means: meansOf(person?.wallet ?? null, stock.next),
      filters: draft,
      holderId: person?.id ?? null,
      chosen: draft.session,
      now,
    });
    const keptMonths = await readIdentityMonths(tx);
    return { today, person, alike, stock, neighbourhoods, asksAddress, proposals, draft, keptMonths };
  });
}

async function readNeighbourhoods(tx: Tx, draft: Draft, known: string | null, today: string): Promise<Neighbourhood[]> {
  const areas = await listAreas(tx, vintageOn(today));
  const typed = draft.commune || known || '';
  const home = typed === '' ? null : homeCommune(typed);
  if (home?.kind !== 'found') return areas;
  const key = communeKey(home.name);
  const isHere = (commune: string) => key === communeKey(commune) || key.startsWith(`${communeKey(commune)} `);
  // What was chosen stays chosen, even when the commune typed is another one.
  return areas.filter(({ code, commune }) => commune === null || isHere(commune) || code === draft.neighbourhood);
}

async function findKnown(
  tx: Tx,
  partnerId: string,
  holderId: string,
  at: { now: Date; today: string },
): Promise<ReferScreen['person']> {
  const row = await findPersonForPartner(tx, holderId, partnerId);
  if (row === null) return null;
  const [known] = await withWallets(tx, [row], at);
  if (known === undefined) return null;
  return { ...known, publics: await findLastPublics(tx, holderId, partnerId) };
}

/** The same people, each with what they hold. */
export async function withWallets(
  tx: Tx,
  people: readonly KnownRow[],
  at: { now: Date; today: string },
): Promise<KnownPerson[]> {
  const wallets = await readWallets(
    tx,
    people.map(({ id }) => id),
    at,
  );
  const byHolder = new Map(wallets.map((wallet) => [wallet.holderId, wallet]));
  return people.flatMap(({ id, familyName, givenName, birthYear, commune }) => {
    const wallet = byHolder.get(id);
    return wallet === undefined ? [] : [{ id, familyName, givenName, birthYear, commune, wallet }];
  });
}

async function readStock(tx: Tx, partnerId: string, today: string): Promise<ReferScreen['stock']> {
  const [next] = await listPartnerBooklets(tx, partnerId, today, { limit: 1 });
  if (next === undefined) return { left: 0, next: null };
  const left = await countPartnerBooklets(tx, partnerId, today);
  return {
    left,
    next: {
      id: next.id,
      serial: next.serial,
      size: next.size,
      faceCents: Number(next.faceCents),
      validUntil: next.validUntil,
    },
  };
}

/** What a person could pay with: what they hold, and the booklet they may receive. */
function meansOf(wallet: Wallet | null, next: NextBooklet | null) {
  const days = [wallet?.lastExpiry, next?.validUntil].filter((day) => day !== null && day !== undefined);
  return { passes: (wallet?.passesLeft ?? 0) + (next?.size ?? 0), lastDay: days.sort().at(-1) ?? null };
}
