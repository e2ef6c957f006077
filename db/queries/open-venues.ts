import {
  and,
  arrayContains,
  asc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { haversine, type Position, toMercator } from '#app/directory/rules/distance.ts';
import type { PublishedVenue } from '#app/opendata/rules/standard-row.ts';
import type { Tx } from '#db/client.ts';
import { orgLabel, venue } from '#db/schema/directory.ts';
import { venueRemoval } from '#db/schema/opendata.ts';
import { isLabelled } from './venue-conditions.ts';

/** Which venues are asked for; a criterion absent or null asks for nothing. */
export interface OpenVenueCriteria {
  /** The day in Paris: labels have periods. */
  today: string;
  inseeCodes?: readonly string[] | null;
  /** "69", "2A", "974". */
  department?: string | null;
  territoryOnly?: boolean;
  service?: string | null;
  pass?: boolean;
  wheelchair?: boolean;
  /** Only those that changed at this moment or later. */
  since?: Date | null;
}

/** One page of the published venues, in the order of their ids, after an id. */
export async function pageOfVenues(
  tx: Tx,
  criteria: OpenVenueCriteria,
  page: { after: string | null; limit: number },
): Promise<PublishedVenue[]> {
  const { welcomeNote: _, orgId: __, contentHash: ___, ...published } = getTableColumns(venue);
  return tx
    .select({ ...published, labelled: isLabelled(criteria.today).as('labelled') })
    .from(venue)
    .where(and(page.after === null ? undefined : gt(venue.id, page.after), conditions(criteria)))
    .orderBy(asc(venue.id))
    .limit(page.limit);
}

/** One published venue, or null. `id` must have the form of a UUID. */
export async function findOpenVenue(tx: Tx, id: string, today: string): Promise<PublishedVenue | null> {
  const [row] = await tx
    .select({ ...getTableColumns(venue), labelled: isLabelled(today).as('labelled') })
    .from(venue)
    .where(eq(venue.id, id));
  return row ?? null;
}

/** What tells one state of the published venues from another. */
export interface VenueStamp {
  count: number;
  /** The latest change of a venue, of a label or the latest removal; null when there was never any venue. */
  changedAt: Date | null;
  /** Changes whenever the set of recognised organisations does. */
  labels: string;
}

/** Reads the state of the venues asked for, without reading them. */
export async function stampOfVenues(tx: Tx, criteria: OpenVenueCriteria, now: Date): Promise<VenueStamp> {
  const at = now.toISOString();
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      changedAt: sql<string | null>`greatest(max(${venue.updatedAt}),
        (select max(${venueRemoval.removedAt}) from ${venueRemoval}),
        (select max(greatest(${orgLabel.createdAt},
          case when ${startOf(sql`${orgLabel.startsOn}`)} <= ${at}::timestamptz then ${startOf(sql`${orgLabel.startsOn}`)} end,
          case when ${startOf(sql`${orgLabel.endsOn} + 1`)} <= ${at}::timestamptz then ${startOf(sql`${orgLabel.endsOn} + 1`)} end))
         from ${orgLabel}))`,
      labels: sql<string>`(select md5(coalesce(string_agg(org_id::text, ',' order by org_id), '')) from ${orgLabel}
        where ${orgLabel.startsOn} <= ${criteria.today}::date
          and (${orgLabel.endsOn} is null or ${orgLabel.endsOn} >= ${criteria.today}::date))`,
    })
    .from(venue)
    .where(conditions(criteria));
  if (row === undefined) throw new Error('no stamp');
  return { ...row, changedAt: row.changedAt === null ? null : new Date(row.changedAt) };
}

export interface Removal {
  id: string;
  removedAt: Date;
  mergedInto: string | null;
}

/** The venues removed at a moment or later, oldest first. */
export async function listRemovals(tx: Tx, since: Date | null, limit: number): Promise<Removal[]> {
  return tx
    .select({ id: venueRemoval.venueId, removedAt: venueRemoval.removedAt, mergedInto: venueRemoval.mergedInto })
    .from(venueRemoval)
    .where(since === null ? undefined : gte(venueRemoval.removedAt, since))
    .orderBy(asc(venueRemoval.removedAt), asc(venueRemoval.venueId))
    .limit(limit);
}

export interface OpenCommune {
  inseeCode: string;
  name: string;
  inTerritory: boolean;
  venues: number;
  /** Open sessions to come. */
  sessions: number;
}

/** The communes that have a venue, by name. */
export async function listOpenCommunes(tx: Tx, now: Date, territoryOnly: boolean): Promise<OpenCommune[]> {
  return tx.execute<OpenCommune & Record<string, unknown>>(sql`
    select v.insee_code as "inseeCode", min(v.commune) as name, bool_or(v.in_territory) as "inTerritory",
      count(*)::int as venues, coalesce(sum(s.n), 0)::int as sessions
    from venue v left join (select venue_id, count(*)::int as n from session
        where state = 'OPEN' and starts_at > ${now.toISOString()}::timestamptz group by 1) s on s.venue_id = v.id
    where v.insee_code is not null and (${territoryOnly} = false or v.in_territory)
    group by v.insee_code order by search_norm(min(v.commune)), v.insee_code`);
}

export interface OpenSource {
  source: string;
  venues: number;
  /** The latest day written on one of its rows. */
  latest: string;
  /** What the authority wrote when it had the source read regularly; null otherwise. */
  licence: string | null;
}

/** Where the venues come from, the largest source first. */
export async function listSources(tx: Tx): Promise<OpenSource[]> {
  return tx.execute<OpenSource & Record<string, unknown>>(sql`
    select source, count(*)::int as venues, max(source_updated_on)::text as latest,
      (select min(licence) from venue_feed where name = source) as licence
    from venue group by 1 order by 2 desc, 1`);
}

function conditions(criteria: OpenVenueCriteria): SQL | undefined {
  const { inseeCodes, department, service, since } = criteria;
  return and(
    inseeCodes === undefined || inseeCodes === null ? undefined : inArray(venue.inseeCode, [...inseeCodes]),
    department === undefined || department === null ? undefined : sql`starts_with(${venue.inseeCode}, ${department})`,
    criteria.territoryOnly === true ? eq(venue.inTerritory, true) : undefined,
    service === undefined || service === null ? undefined : arrayContains(venue.services, [service]),
    criteria.pass === true ? or(eq(venue.acceptsPass, true), isLabelled(criteria.today)) : undefined,
    criteria.wheelchair === true ? eq(venue.wheelchair, true) : undefined,
    since === undefined || since === null
      ? undefined
      : or(gte(venue.updatedAt, since), labelChangedSince(since, criteria.today)),
  );
}

/** A label given, begun or ended says other fees of a venue than before, though nothing was written in it. */
function labelChangedSince(since: Date, today: string): SQL {
  const at = sql`${since.toISOString()}::timestamptz`;
  const during = (day: SQL) => sql`${startOf(day)} between ${at} and ${startOf(sql`${today}::date`)}`;
  return sql`exists (select 1 from ${orgLabel} where ${orgLabel.orgId} = ${venue.orgId} and (${orgLabel.createdAt} >= ${at}
    or ${during(sql`${orgLabel.startsOn}`)} or ${during(sql`${orgLabel.endsOn} + 1`)}))`;
}

/** The first instant of a Paris day. */
function startOf(day: SQL): SQL {
  return sql`((${day})::timestamp at time zone 'Europe/Paris')`;
}

/** Taken beyond what is asked: the plane of the index and the sphere do not order quite alike. */
const NEAREST_SPARE = 20;

/** The published venues nearest to a position, with the distance in metres, nearest first. */
export async function nearestOpenVenues(
  tx: Tx,
  near: Position,
  options: { today: string; limit: number },
): Promise<(PublishedVenue & { distanceM: number })[]> {
  const { mx, my } = toMercator(near);
  const rows = await tx
    .select({ ...getTableColumns(venue), labelled: isLabelled(options.today).as('labelled') })
    .from(venue)
    .where(isNotNull(venue.mx))
    .orderBy(sql`point(${venue.mx}, ${venue.my}) <-> point(${mx}::float8, ${my}::float8)`)
    .limit(options.limit + NEAREST_SPARE);
  return rows
    .flatMap((row) =>
      row.lat === null || row.lon === null
        ? []
        : [{ ...row, distanceM: haversine(near, { lat: row.lat, lon: row.lon }) }],
    )
    .sort((a, b) => a.distanceM - b.distanceM)
    .slice(0, options.limit);
}

/** The venues of some communes by name, for a page that shows them all. */
export async function venuesOfCommunes(
  tx: Tx,
  inseeCodes: readonly string[],
  options: { today: string; limit: number },
): Promise<PublishedVenue[]> {
  return tx
    .select({ ...getTableColumns(venue), labelled: isLabelled(options.today).as('labelled') })
    .from(venue)
    .where(inArray(venue.inseeCode, [...inseeCodes]))
    .orderBy(sql`venue.search_text`, asc(venue.id))
    .limit(options.limit);
}
