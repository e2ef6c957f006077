import { sql } from 'drizzle-orm';
import type { Polygon, QpvPlace, QpvVintage } from '#app/partners/rules/qpv.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export interface NewArea {
  code: string;
  name: string;
  commune: string | null;
  polygons: readonly Polygon[];
  box: readonly [west: number, south: number, east: number, north: number];
}

/** Writes contours of a vintage; those already there unchanged are left alone. Returns how many were written. */
export async function writeAreas(tx: Tx, vintage: QpvVintage, areas: readonly NewArea[], now: Date): Promise<number> {
  const rows = await tx.execute(sql`
    insert into qpv_area (vintage, code, name, commune, polygons, west, south, east, north, imported_at)
    select ${vintage}, a.code, a.name, a.commune, a.polygons, (a.box->>0)::float8, (a.box->>1)::float8, (a.box->>2)::float8, (a.box->>3)::float8, ${moment(now)}
    from jsonb_to_recordset(${JSON.stringify(areas)}::jsonb) a (code text, name text, commune text, polygons jsonb, box jsonb)
    on conflict (vintage, code) do update set name = excluded.name, commune = excluded.commune, polygons = excluded.polygons,
      west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north, imported_at = excluded.imported_at
    where (qpv_area.name, qpv_area.commune, qpv_area.polygons) is distinct from (excluded.name, excluded.commune, excluded.polygons)
    returning code`);
  return rows.length;
}

/** The contours of a vintage whose box holds a point: the few to look at closely. */
export async function findAreasAround(
  tx: Tx,
  vintage: QpvVintage,
  { lat, lon }: { lat: number; lon: number },
): Promise<{ code: string; polygons: Polygon[] }[]> {
  return tx.execute<{ code: string; polygons: Polygon[] }>(sql`
    select code, polygons from qpv_area where vintage = ${vintage}
      and ${lon} between west - 1e-9 and east + 1e-9 and ${lat} between south - 1e-9 and north + 1e-9 order by code`);
}

/** Whether the contours of a vintage were loaded: without them, nothing can be said to be outside. */
export async function hasAreas(tx: Tx, vintage: QpvVintage): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from qpv_area where vintage = ${vintage} limit 1`);
  return rows.length > 0;
}

/** Whether a vintage has this neighbourhood. */
export async function knowsArea(tx: Tx, vintage: QpvVintage, code: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from qpv_area where vintage = ${vintage} and code = ${code}`);
  return rows.length > 0;
}

/** The neighbourhoods of a vintage, by commune and name, for a list to choose from. */
export async function listAreas(
  tx: Tx,
  vintage: QpvVintage,
): Promise<{ code: string; name: string; commune: string | null }[]> {
  return tx.execute<{ code: string; name: string; commune: string | null }>(sql`
    select code, name, commune from qpv_area where vintage = ${vintage} order by commune nulls last, name, code`);
}

/** Keeps where a hand-over was placed, once: the neighbourhood, its vintage and how it was known. */
export async function writePlace(tx: Tx, distributionId: string, place: QpvPlace): Promise<void> {
  await tx.execute(sql`
    update distribution set qpv_code = ${place.code}, qpv_vintage = ${place.vintage}, qpv_method = ${place.method}
    where id = ${distributionId} and qpv_vintage is null`);
}
