import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

export interface OrganisationRow {
  id: string;
  name: string;
  communes: string[];
  venues: number;
  staff: number;
  /** Whether it may accept passes on the day asked, and until when (null: until further notice). */
  labelled: boolean;
  labelEndsOn: string | null;
  redeemed: number;
}

/** Every organisation that the authority recognised one day, those that may accept passes first. */
export async function listOrganisations(tx: Tx, today: string): Promise<OrganisationRow[]> {
  return tx.execute<OrganisationRow & Record<string, unknown>>(sql`
    with used as (select org_id, count(*)::int as n from redemption where reversed_at is null group by 1),
      places as (select org_id, count(*)::int as n, array_agg(distinct commune order by commune) as communes
        from venue where org_id is not null group by 1),
      people as (select org_id, count(*)::int as n from membership where revoked_at is null and org_id is not null group by 1)
    select o.id, o.name, coalesce(v.communes, '{}') as communes, coalesce(v.n, 0) as venues, coalesce(m.n, 0) as staff,
      l.id is not null as labelled, l.ends_on::text as "labelEndsOn", coalesce(u.n, 0) as redeemed
    from venue_org o left join places v on v.org_id = o.id left join people m on m.org_id = o.id left join used u on u.org_id = o.id
      left join org_label l on l.org_id = o.id and daterange(l.starts_on, l.ends_on, '[]') @> ${today}::date
    order by l.id is null, o.name, o.id`);
}

export interface VenueToLabel {
  id: string;
  name: string;
  street: string;
  postcode: string;
  commune: string;
}

/** Venues of the territory that no organisation runs yet, by words of their name and commune, the most alike first. */
export async function findVenuesToLabel(tx: Tx, words: string, limit: number): Promise<VenueToLabel[]> {
  return tx.execute<VenueToLabel & Record<string, unknown>>(sql`
    select id, name, street, postcode, commune from venue
    where in_territory and org_id is null
      and (search_norm(${words}) <% search_text or search @@ websearch_to_tsquery('french', search_norm(${words})))
    order by word_similarity(search_norm(${words}), search_text) desc, name, id limit ${limit}`);
}

export interface Organisation {
  id: string;
  name: string;
  siret: string | null;
  redeemed: number;
  venues: (VenueToLabel & { slug: string })[];
  labels: { id: string; startsOn: string; endsOn: string | null }[];
}

/** One organisation with its venues and the periods of its label, the latest first; or null. */
export async function findOrganisation(tx: Tx, id: string): Promise<Organisation | null> {
  const [found] = await tx.execute<{ id: string; name: string; siret: string | null; redeemed: number }>(sql`
    select o.id, o.name, o.siret, (select count(*)::int from redemption r where r.org_id = o.id and r.reversed_at is null) as redeemed
    from venue_org o where o.id = ${id}`);
  if (found === undefined) return null;
  const venues = await tx.execute<VenueToLabel & { slug: string } & Record<string, unknown>>(sql`
    select id, slug, name, street, postcode, commune from venue where org_id = ${id} order by name, id`);
  const labels = await tx.execute<{ id: string; startsOn: string; endsOn: string | null }>(sql`
    select id, starts_on::text as "startsOn", ends_on::text as "endsOn" from org_label where org_id = ${id} order by starts_on desc`);
  return { ...found, venues, labels };
}
