import { and, isNotNull, type SQL, sql } from 'drizzle-orm';
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

/** What orders the venues of a search, beside their name. */
interface Order {
  by: 'words' | 'distance' | 'name';
  criteria: VenueCriteria;
}

/**
 * One page of a search, and how many venues it finds in all: FEW_VENUES + 1 stands for more. What orders the venues is
 * read for all that are found, what is shown of them for those of the page alone, in one statement where few are found.
 */
export async function searchVenues(
  tx: Tx,
  criteria: VenueCriteria,
  page: Page,
): Promise<{ venues: VenueListed[]; total: number }> {
  const by = criteria.words.length > 0 ? 'words' : criteria.around === null ? 'name' : 'distance';
  if (isTerritoryAlone(criteria)) return answer(await tx.execute<Row>(inTerritory(criteria, page), AGAIN));
  const found = answer(await tx.execute<Row>(whereFew({ by, criteria }, page), isPlain(criteria) ? AGAIN : {}));
  if (found.total <= FEW_VENUES) return found;
  return { total: found.total, venues: answer(await tx.execute<Row>(whereMany({ by, criteria }, page))).venues };
}

/** Statements whose plan is the same whatever their values: planned once in each connection. */
const AGAIN = { plannedOnce: true } as const;

/** No condition but that of the place: how many have a service, a public or a word does not decide of the plan. */
function isPlain({ words, services, public: audience, openHours, pass, wheelchair }: VenueCriteria): boolean {
  return words.length + services.length === 0 && audience === null && openHours === null && !pass && !wheelchair;
}

/** The whole territory, which the index by name holds in order: nothing is sorted. */
function isTerritoryAlone(criteria: VenueCriteria): boolean {
  return criteria.territoryOnly && isPlain(criteria) && criteria.around === null && criteria.bounds === null;
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

interface Row extends Record<string, unknown>, Omit<VenueListed, 'id' | 'confirmedAt'> {
  /** Null in the one line of a search that finds nothing on this page. */
  id: string | null;
  /** As PostgreSQL writes it. */
  confirmedAt: string | null;
  total: number;
}

function answer(rows: readonly Row[]): { venues: VenueListed[]; total: number } {
  return {
    total: rows[0]?.total ?? 0,
    venues: rows.flatMap(({ id, confirmedAt, total: _, ...row }) =>
      id === null ? [] : [{ ...row, id, confirmedAt: confirmedAt === null ? null : new Date(confirmedAt) }],
    ),
  };
}

/** The territory's page, walked by name, and how many it holds. */
function inTerritory(criteria: VenueCriteria, page: Page): SQL {
  const order: Order = { by: 'name', criteria };
  const where = conditions(criteria) ?? sql`true`;
  return shown(
    sql`with counted as (select count(*)::int as total from (select from venue where ${where} limit ${ONE_TOO_MANY}) s),
      page as (select ${keys(order)} from venue where ${where} ${sorted(order, page)})`,
    order,
  );
}

/** Written out: a plan made once must know how far it goes. */
const ONE_TOO_MANY = sql.raw(String(FEW_VENUES + 1));

/** All that a search finds, up to FEW_VENUES; the page of them, unless there are more. */
function whereFew(order: Order, page: Page): SQL {
  const where = conditions(order.criteria) ?? sql`true`;
  const few = sql`(select total from counted) <= ${FEW_VENUES}`;
  // Words are weighed once it is known that there are not too many, on what was read to find them.
  const byWords = order.by === 'words';
  const kept = byWords ? scored(order, sql`found venue where ${few}`) : sql`select * from found where ${few}`;
  return shown(
    sql`with found as materialized (
        select ${byWords ? WEIGHED : keys(order)} from venue where ${where} limit ${ONE_TOO_MANY}),
      counted as (select count(*)::int as total from found),
      page as (${kept} ${sorted(order, page)})`,
    order,
  );
}

/**
 * A page among many: the index walks the Mercator plane, a little further than the page, and exact distances decide;
 * words rank the nearest, and the rest follows by distance; without a place, the index by name is walked.
 */
function whereMany({ by, criteria }: Order, page: Page): SQL {
  const ranked = by === 'words' && page.offset + page.limit <= RANKED_VENUES;
  const order: Order = { criteria, by: by === 'name' || ranked ? by : 'distance' };
  const walked = ranked ? RANKED_VENUES : Math.ceil((page.offset + page.limit) * 1.05) + 10;
  const where = conditions(criteria) ?? sql`true`;
  const nearest = sql`(select * from venue where ${and(where, isNotNull(venue.mx))}
    order by ${planeDistance(criteria.around?.position ?? TERRITORY_CENTRE)} limit ${walked}) venue`;
  const kept = ranked
    ? scored(order, nearest)
    : sql`select ${keys(order)} from ${order.by === 'name' ? sql`venue where ${where}` : nearest}`;
  return shown(
    sql`with counted as (select ${FEW_VENUES + 1}::int as total), page as (${kept} ${sorted(order, page)})`,
    order,
  );
}

/** What a page shows of its venues, and how many are found: one line of nothing when the page is empty. */
function shown(search: SQL, order: Order): SQL {
  return sql`${search}
    select counted.total, venue.id, venue.slug, venue.name, venue.street, venue.postcode, venue.commune, venue.lat, venue.lon,
      venue.services, venue.opening_hours as "openingHours", venue.closures, venue.confirmed_at as "confirmedAt", venue.wheelchair,
      venue.in_territory as "inTerritory", venue.accepts_pass as "acceptsPass", ${isLabelled(order.criteria.today)} as labelled,
      ${order.criteria.around === null ? sql`null::float8` : sql`page.distance`} as "distanceM",
      ${order.by === 'words' ? sql`page.score` : sql`0::float8`} as score
    from counted left join page on true left join venue on venue.id = page.id ${ordered(order, 'page')}`;
}

/** What orders venues where words do not. */
function keys({ by, criteria }: Order): SQL {
  // Without a place, distance orders only what many words find, from the middle of the territory.
  const from = criteria.around?.position ?? (by === 'distance' ? TERRITORY_CENTRE : null);
  return sql`venue.id, venue.in_territory, venue.search_text,
    ${from === null ? sql`null::float8` : distanceFrom(from)} as distance`;
}

/** What a score is made of. */
const WEIGHED = sql.raw('id, in_territory, search_text, search, lat, lon, org_id, accepts_pass');

/** Names are compared letter by letter for the best answers only: it takes ten times as long as all the rest of a score. */
const COMPARED = 120;

/**
 * Venues with their score; those of the best without their names are `compared` by name too, and come first. A selection
 * to be sorted.
 */
function scored(order: Order, from: SQL): SQL {
  const weighed = sql`select ${keys(order)}, ${score(order.criteria)} as score from ${from}`;
  const first = order.criteria.around === null ? sql`in_territory desc,` : sql``;
  const ranked = sql`select *, row_number() over (order by ${first} score desc, search_text, id) <= ${COMPARED} as compared
    from (${weighed}) weighed`;
  return sql`select * from (select id, in_territory, search_text, distance, compared,
    score + case when compared then word_similarity(${order.criteria.typed}, search_text) else 0 end as score
    from (${ranked}) ranked) answers`;
}

function sorted(order: Order, { limit, offset }: Page): SQL {
  return sql`${ordered(order, null)} limit ${limit} offset ${offset}`;
}

function ordered({ by, criteria }: Order, table: 'page' | null): SQL {
  const of = table === null ? sql`` : sql`page.`;
  const homeFirst = criteria.around === null ? sql`${of}in_territory desc,` : sql``;
  const first = {
    words: sql`${of}compared desc, ${homeFirst} ${of}score desc`,
    distance: sql`${of}distance asc nulls last`,
    name: sql`${of}in_territory desc`,
  };
  // The normal form of the name, not its bytes: capitals and accents would come first and last.
  return sql`order by ${first[by]}, ${of}search_text, ${of}id`;
}

/** A venue two kilometres away is worth half of one at the door. */
const HALVED_BY_M = 2_000;

/**
 * How well a venue answers words: the typed words in its text (more in its name), how near, in the commune named, and
 * whether passes are taken there. That its name and commune are like what was typed is added to the best; open doors are counted afterwards, for the venues shown: their hours are words that the database cannot read.
 */
function score(criteria: VenueCriteria): SQL<number> {
  const { words, around, today, placeWords } = criteria;
  const said = [...new Set(words.map(({ said: phrase }) => phrase))].map(
    (phrase) => sql`plainto_tsquery('french', ${phrase})`,
  );
  return sql<number>`(
    2 * ts_rank(venue.search, ${sql.join(said, sql` || `)})
    + ${near(around?.position ?? null)}
    + ${placeWords === null ? sql`0` : sql`case when venue.search @@ plainto_tsquery('french', ${placeWords}) then 0.4 else 0 end`}
    + case when ${isLabelled(today)} then 0.1 when ${venue.acceptsPass} then 0.05 else 0 end)::float8`;
}

function near(position: Position | null): SQL {
  if (position === null) return sql`0`;
  return sql`coalesce(1.5 / (1 + ${distanceFrom(position)} / ${HALVED_BY_M}::float8), 0)`;
}
