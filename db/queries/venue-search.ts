import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { mercatorLength, type Position, toMercator } from '#app/directory/rules/distance.ts';
import type { Bounds, SearchWord } from '#app/directory/rules/search.ts';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';

export interface VenueCriteria {
  words: readonly SearchWord[];
  /** Enough that one word is found, instead of all. */
  anyWord: boolean;
  around: { position: Position; radiusM: number } | null;
  bounds: Bounds | null;
  services: readonly string[];
  public: string | null;
  pass: boolean;
  wheelchair: boolean;
  /** The published hours by which a venue is open now; null when it does not matter. */
  openHours: readonly string[] | null;
  territoryOnly: boolean;
  /** The day in Paris: labels have periods. */
  today: string;
}

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
  wheelchair: boolean | null;
  inTerritory: boolean;
  /** Announced by the source. */
  acceptsPass: boolean;
  /** Recognised by the authority today. */
  labelled: boolean;
  distanceM: number | null;
}

/** One page of a search, and how many venues it finds in all. */
export async function searchVenues(
  tx: Tx,
  criteria: VenueCriteria,
  page: { limit: number; offset: number },
): Promise<{ venues: VenueListed[]; total: number }> {
  const where = conditions(criteria);
  const [counted] = await tx.select({ total: count() }).from(venue).where(where);
  const total = counted?.total ?? 0;
  if (total <= page.offset) return { venues: [], total };
  const venues = await tx
    .select(listed(criteria))
    .from(venue)
    .where(where)
    .orderBy(...order(criteria))
    .limit(page.limit)
    .offset(page.offset);
  return { venues, total };
}

/** How many venues a search finds. */
export async function countMatching(tx: Tx, criteria: VenueCriteria): Promise<number> {
  const [row] = await tx.select({ total: count() }).from(venue).where(conditions(criteria));
  return row?.total ?? 0;
}

/** The distinct published hours among the venues of a search. */
export async function distinctOpeningHours(tx: Tx, criteria: VenueCriteria): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ hours: venue.openingHours })
    .from(venue)
    .where(and(conditions({ ...criteria, openHours: null }), isNotNull(venue.openingHours)));
  return rows.flatMap(({ hours }) => (hours === null ? [] : [hours]));
}

export interface VenuePoint {
  slug: string;
  name: string;
  commune: string;
  lat: number;
  lon: number;
  /** Who says that passes are taken there: the authority, or only the source. */
  pass: 'labelled' | 'announced' | null;
}

/** The positions of the venues of a search, best first, for the map. */
export async function venuePoints(tx: Tx, criteria: VenueCriteria, limit: number): Promise<VenuePoint[]> {
  const rows = await tx
    .select({
      slug: venue.slug,
      name: venue.name,
      commune: venue.commune,
      lat: venue.lat,
      lon: venue.lon,
      pass: sql<
        VenuePoint['pass']
      >`case when ${isLabelled(criteria.today)} then 'labelled' when ${venue.acceptsPass} then 'announced' end`,
    })
    .from(venue)
    .where(and(conditions(criteria), isNotNull(venue.lat)))
    .orderBy(...order(criteria))
    .limit(limit);
  return rows.flatMap(({ lat, lon, ...rest }) => (lat === null || lon === null ? [] : [{ ...rest, lat, lon }]));
}

/**
 * Whether the venue's organisation has a label on a day. Names are written out: in a selection from one
 * table the builder drops their table, and both sides would then be the label's own column.
 */
export function isLabelled(today: string): SQL<boolean> {
  return sql<boolean>`exists (select 1 from org_label where org_label.org_id = venue.org_id
    and org_label.starts_on <= ${today}::date and (org_label.ends_on is null or org_label.ends_on >= ${today}::date))`;
}

/** Metres from a position along the great circle; null where the venue's position is not known. */
export function distanceFrom({ lat, lon }: Position): SQL<number | null> {
  // least() forgets a null: without the case, a venue of unknown position would be at the antipodes.
  return sql<number | null>`(case when ${venue.lat} is null then null else 2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(${venue.lat} - ${lat}::float8) / 2), 2) +
    cos(radians(${lat}::float8)) * cos(radians(${venue.lat})) * power(sin(radians(${venue.lon} - ${lon}::float8) / 2), 2)))) end)`;
}

function listed({ around, today }: VenueCriteria) {
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
    wheelchair: venue.wheelchair,
    inTerritory: venue.inTerritory,
    acceptsPass: venue.acceptsPass,
    labelled: isLabelled(today).as('labelled'),
    distanceM: (around === null ? sql<number | null>`null::float8` : distanceFrom(around.position)).as('distance_m'),
  };
}

function conditions(criteria: VenueCriteria): SQL | undefined {
  const words = criteria.words.map(found);
  return and(
    criteria.anyWord ? or(...words) : and(...words),
    criteria.around === null ? undefined : within(criteria.around),
    criteria.bounds === null ? undefined : inside(criteria.bounds),
    criteria.services.length > 0 ? arrayOverlaps(venue.services, [...criteria.services]) : undefined,
    // A venue that names no public welcomes everybody.
    criteria.public === null
      ? undefined
      : or(arrayContains(venue.publics, [criteria.public]), sql`cardinality(${venue.publics}) = 0`),
    criteria.pass ? or(eq(venue.acceptsPass, true), isLabelled(criteria.today)) : undefined,
    criteria.wheelchair ? eq(venue.wheelchair, true) : undefined,
    criteria.openHours === null
      ? undefined
      : criteria.openHours.length === 0
        ? sql`false`
        : inArray(venue.openingHours, [...criteria.openHours]),
    criteria.territoryOnly ? eq(venue.inTerritory, true) : undefined,
  );
}

/** A word is found as French text, as the beginning of a word, through a typing error, or by what it hints at. */
function found({ text, fuzzy, service }: SearchWord): SQL {
  const ways = [
    sql`venue.search @@ plainto_tsquery('french', ${text})`,
    ...(text.length >= 3 ? [sql`venue.search @@ to_tsquery('simple', ${`${text}:*`})`] : []),
    ...(fuzzy ? [sql`venue.search_text %> ${text}`] : []),
    ...(service === null ? [] : [arrayContains(venue.services, [service])]),
    // Words too common to be indexed ("pour", "les") ask for nothing.
    sql`numnode(plainto_tsquery('french', ${text})) = 0`,
  ];
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** The index finds what lies in the circle on the plane; the exact distance then decides. */
function within({ position, radiusM }: { position: Position; radiusM: number }): SQL {
  const { mx, my } = toMercator(position);
  const length = mercatorLength(radiusM, position.lat) * 1.02;
  return sql`point(${venue.mx}, ${venue.my}) <@ circle(point(${mx}::float8, ${my}::float8), ${length}::float8)
    and ${distanceFrom(position)} <= ${radiusM}::float8`;
}

function inside({ west, south, east, north }: Bounds): SQL {
  return sql`${venue.lon} between ${west}::float8 and ${east}::float8 and ${venue.lat} between ${south}::float8 and ${north}::float8`;
}

function order({ around, words }: VenueCriteria): SQL[] {
  // The normal form, not the bytes: capitals and accents would come first and last.
  const byName = [sql`venue.search_text asc`, asc(venue.id)];
  if (around !== null) return [sql`${distanceFrom(around.position)} asc nulls last`, ...byName];
  const rank = relevance(words);
  return [desc(venue.inTerritory), ...(rank === null ? [] : [desc(rank)]), ...byName];
}

function relevance(words: readonly SearchWord[]): SQL | null {
  if (words.length === 0) return null;
  const all = words.map(({ text }) => text).join(' ');
  return sql`(ts_rank(venue.search, plainto_tsquery('french', ${all})) * 4 + word_similarity(${all}, venue.search_text))`;
}
