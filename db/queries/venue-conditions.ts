import { and, arrayContains, arrayOverlaps, inArray, or, type SQL, sql } from 'drizzle-orm';
import { mercatorLength, type Position, toMercator } from '#app/directory/rules/distance.ts';
import type { Bounds, WordGroup } from '#app/directory/rules/search.ts';
import { venue } from '#db/schema/directory.ts';

/** How closely the words of a search are held to. */
export type Matching =
  /** Every group, as written. */
  | 'exact'
  /** Every group, typing errors forgiven. */
  | 'close'
  /** Any group, typing errors forgiven. */
  | 'any';

export interface VenueCriteria {
  words: readonly WordGroup[];
  matching: Matching;
  /** All that was typed, in its normal form: what names are compared with. */
  typed: string;
  /** The place's words, when one was asked for. */
  placeWords: string | null;
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

/** What a venue must be to answer a search; each part can be answered by an index. */
export function conditions(criteria: VenueCriteria): SQL | undefined {
  const words = criteria.words.map((group) => found(group, criteria.matching !== 'exact'));
  return and(
    criteria.matching === 'any' ? or(...words) : and(...words),
    criteria.around === null ? undefined : within(criteria.around),
    criteria.bounds === null ? undefined : inside(criteria.bounds),
    criteria.services.length > 0 ? arrayOverlaps(venue.services, [...criteria.services]) : undefined,
    // A venue that names no public welcomes everybody.
    criteria.public === null
      ? undefined
      : or(arrayContains(venue.publics, [criteria.public]), sql`cardinality(${venue.publics}) = 0`),
    criteria.pass ? sql`(${venue.acceptsPass} or venue.org_id = any (${labelledOrgs(criteria.today)}))` : undefined,
    criteria.wheelchair ? sql`${venue.wheelchair}` : undefined,
    criteria.openHours === null
      ? undefined
      : criteria.openHours.length === 0
        ? sql`false`
        : and(inArray(venue.openingHours, [...criteria.openHours]), notClosed(criteria.today)),
    // Written out, not a value: a plan made once must know it.
    criteria.territoryOnly ? sql`${venue.inTerritory}` : undefined,
  );
}

/**
 * Whether the venue's organisation has a label on a day: the labels of the day are read once for all venues. Names are
 * written out: in a selection from one table the builder drops their table.
 */
export function isLabelled(today: string): SQL<boolean> {
  return sql<boolean>`(venue.org_id is not null and venue.org_id in (select org_label.org_id from org_label where org_label.starts_on <= ${today}::date and (org_label.ends_on is null or org_label.ends_on >= ${today}::date)))`;
}

/** The organisations with a label that day, asked once for all venues, so that their index serves. */
function labelledOrgs(today: string): SQL {
  return sql`array(select org_label.org_id from org_label
    where org_label.starts_on <= ${today}::date and (org_label.ends_on is null or org_label.ends_on >= ${today}::date))`;
}

/** Not exceptionally closed on a day; days written alike compare as texts. */
function notClosed(today: string): SQL {
  return sql`(venue.closures = '[]'::jsonb or not exists (select 1 from jsonb_array_elements(venue.closures) c
    where ${today} between c->>'from' and c->>'to'))`;
}

/** Metres from a position along the great circle; null where the venue's position is not known. */
export function distanceFrom({ lat, lon }: Position): SQL<number | null> {
  // least() forgets a null: without the case, a venue of unknown position would be at the antipodes.
  return sql<number | null>`(case when ${venue.lat} is null then null else 2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(${venue.lat} - ${lat}::float8) / 2), 2) +
    cos(radians(${lat}::float8)) * cos(radians(${venue.lat})) * power(sin(radians(${venue.lon} - ${lon}::float8) / 2), 2)))) end)`;
}

/** How far on the Mercator plane: what the index can walk by, nearest first. */
export function planeDistance(position: Position): SQL {
  const { mx, my } = toMercator(position);
  return sql`point(${venue.mx}, ${venue.my}) <-> point(${mx}::float8, ${my}::float8)`;
}

/** A group is found by its phrases as French text, by the beginning of its word, by a service, or through a typing error. */
function found({ phrases, prefix, services, guess }: WordGroup, forgiving: boolean): SQL {
  const texts = phrases.map((phrase) => sql`plainto_tsquery('french', ${phrase})`);
  if (prefix !== null) texts.push(sql`to_tsquery('simple', ${`${prefix}:*`})`);
  const ways = [
    sql`venue.search @@ (${sql.join(texts, sql` || `)})`,
    ...(services.length === 0 ? [] : [arrayOverlaps(venue.services, [...services])]),
    ...(forgiving && guess !== null ? [sql`venue.search_text %> ${guess}`] : []),
    // Words too common to be indexed ("pour", "les") ask for nothing.
    ...(prefix === null || services.length > 0 ? [] : [sql`numnode(plainto_tsquery('french', ${prefix})) = 0`]),
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

/** The index finds what lies in the frame on the plane, a little wider than the frame. */
function inside({ west, south, east, north }: Bounds): SQL {
  const low = toMercator({ lat: south, lon: west });
  const high = toMercator({ lat: north, lon: east });
  return sql`point(${venue.mx}, ${venue.my}) <@ box(point(${low.mx - 1}::float8, ${low.my - 1}::float8), point(${high.mx + 1}::float8, ${high.my + 1}::float8))
    and ${venue.lon} between ${west}::float8 and ${east}::float8 and ${venue.lat} between ${south}::float8 and ${north}::float8`;
}
