import { and, asc, desc, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Closure } from '#app/directory/rules/closure.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import { FEW_VENUES, RANKED_VENUES } from '#app/directory/rules/search.ts';
import { TERRITORY_CENTRE } from '#app/directory/rules/territory.ts';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';
import { conditions, distanceFrom, isLabelled, planeDistance, type VenueCriteria } from './venue-conditions.ts';

export type { VenueCriteria } from './venue-conditions.ts';

export interface VenueListed {
  id: string;
  slug: string;
  name: string;
  street: string;
  postcode: string;
  commune: string;
  lat: number | null;
  lon: number | null;
  services: string[];
  openingHours: string | null;
  closures: readonly Closure[];
  confirmedAt: Date | null;
  wheelchair: boolean | null;
  inTerritory: boolean;
  /** Announced by the source. */
  acceptsPass: boolean;
  /** Recognised by the authority today. */
  labelled: boolean;
  distanceM: number | null;
  /** How well it answers; 0 where only distance or name orders the list. */
  score: number;
}

interface Page {
  limit: number;
  offset: number;
}

/** One page of a search, and how many venues it finds in all: FEW_VENUES + 1 stands for more. */
export async function searchVenues(
  tx: Tx,
  criteria: VenueCriteria,
  page: Page,
): Promise<{ venues: VenueListed[]; total: number }> {
  const total = await countMatching(tx, criteria);
  if (total <= page.offset) return { venues: [], total };
  const few = total <= FEW_VENUES;
  if (criteria.words.length > 0 && (few || page.offset + page.limit <= RANKED_VENUES))
    return { total, venues: await bestOf(tx, criteria, page, few ? null : RANKED_VENUES) };
  if (criteria.around !== null || criteria.words.length > 0)
    return { total, venues: await nearestFirst(tx, criteria, page, few) };
  return { total, venues: await byName(tx, criteria, page, few) };
}

/** How many venues a search finds; FEW_VENUES + 1 when there are more. */
export async function countMatching(tx: Tx, criteria: VenueCriteria): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(venue)
    .where(conditions(criteria))
    .limit(FEW_VENUES + 1)
    .as('some');
  const [row] = await tx.select({ total: sql<number>`count(*)::int` }).from(some);
  return row?.total ?? 0;
}

/** Every distinct text of published hours. */
export async function distinctOpeningHours(tx: Tx): Promise<string[]> {
  const rows = await tx.selectDistinct({ hours: venue.openingHours }).from(venue).where(isNotNull(venue.openingHours));
  return rows.flatMap(({ hours }) => (hours === null ? [] : [hours]));
}

/** The best answers to words: all of them scored, or only the nearest when there are too many to read. */
function bestOf(tx: Tx, criteria: VenueCriteria, { limit, offset }: Page, nearest: number | null) {
  const inTerritoryFirst = criteria.around === null ? [desc(venue.inTerritory)] : [];
  return tx
    .select(listed(criteria))
    .from(venue)
    .where(among(tx, criteria, nearest))
    .orderBy(...inTerritoryFirst, sql`score desc`, sql`venue.search_text asc`, asc(venue.id))
    .limit(limit)
    .offset(offset);
}

/**
 * Nearest first: the index walks the Mercator plane, a little further than the page, and exact distances
 * decide. Where few venues match they are found first, then sorted: walking would pass all the others.
 */
function nearestFirst(tx: Tx, criteria: VenueCriteria, { limit, offset }: Page, few: boolean) {
  const taken = few ? null : Math.ceil((offset + limit) * 1.05) + 10;
  const from = criteria.around?.position ?? TERRITORY_CENTRE;
  return tx
    .select(listed(criteria))
    .from(venue)
    .where(among(tx, criteria, taken))
    .orderBy(sql`${distanceFrom(from)} asc nulls last`, sql`venue.search_text asc`, asc(venue.id))
    .limit(limit)
    .offset(offset);
}

function byName(tx: Tx, criteria: VenueCriteria, { limit, offset }: Page, few: boolean) {
  return (
    tx
      .select(listed(criteria))
      .from(venue)
      .where(few ? among(tx, criteria, null) : conditions(criteria))
      // The normal form, not the bytes: capitals and accents would come first and last.
      .orderBy(desc(venue.inTerritory), sql`venue.search_text asc`, asc(venue.id))
      .limit(limit)
      .offset(offset)
  );
}

/** The venues of a search as a list of ids, made before anything is sorted; only the nearest when a number is given. */
function among(tx: Tx, criteria: VenueCriteria, nearest: number | null): SQL {
  const where = conditions(criteria);
  if (nearest === null) return sql`${venue.id} = any (array(${tx.select({ id: venue.id }).from(venue).where(where)}))`;
  const from = criteria.around?.position ?? TERRITORY_CENTRE;
  const walked = tx
    .select({ id: venue.id })
    .from(venue)
    .where(and(where, isNotNull(venue.mx)))
    .orderBy(planeDistance(from))
    .limit(nearest);
  return sql`${venue.id} = any (array(${walked}))`;
}

function listed(criteria: VenueCriteria) {
  const { around, today } = criteria;
  return {
    id: venue.id,
    slug: venue.slug,
    name: venue.name,
    street: venue.street,
    postcode: venue.postcode,
    commune: venue.commune,
    lat: venue.lat,
    lon: venue.lon,
    services: venue.services,
    openingHours: venue.openingHours,
    closures: venue.closures,
    confirmedAt: venue.confirmedAt,
    wheelchair: venue.wheelchair,
    inTerritory: venue.inTerritory,
    acceptsPass: venue.acceptsPass,
    labelled: isLabelled(today).as('labelled'),
    distanceM: (around === null ? sql<number | null>`null::float8` : distanceFrom(around.position)).as('distance_m'),
    score: score(criteria).as('score'),
  };
}

/** A venue two kilometres away is worth half of one at the door. */
const HALVED_BY_M = 2_000;

/**
 * How well a venue answers words: its name and commune like what was typed, the typed words in its
 * text (more in its name), how near, in the commune named, and whether passes are taken there. Open
 * doors are counted afterwards, for the venues shown: their hours are words that the database cannot read.
 */
function score(criteria: VenueCriteria): SQL<number> {
  const { words, typed, around, today, placeWords } = criteria;
  if (words.length === 0) return sql<number>`0::float8`;
  const said = [...new Set(words.map(({ said: phrase }) => phrase))].map(
    (phrase) => sql`plainto_tsquery('french', ${phrase})`,
  );
  return sql<number>`(
    2 * ts_rank(venue.search, ${sql.join(said, sql` || `)})
    + word_similarity(${typed}, venue.search_text)
    + ${near(around?.position ?? null)}
    + ${placeWords === null ? sql`0` : sql`case when venue.search @@ plainto_tsquery('french', ${placeWords}) then 0.4 else 0 end`}
    + case when ${isLabelled(today)} then 0.1 when ${venue.acceptsPass} then 0.05 else 0 end)::float8`;
}

function near(position: Position | null): SQL {
  if (position === null) return sql`0`;
  return sql`coalesce(1.5 / (1 + ${distanceFrom(position)} / ${HALVED_BY_M}::float8), 0)`;
}
