import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Services } from '#app/platform/services.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { demonstrationVenues } from '#db/seed/venues.ts';

/**
 * The real venues the many are made from: the package's, and those of a file of the national standard
 * when one is named (`--venues=FILE`).
 */
function sourceVenues(): unknown[] {
  const file = process.argv.find((argument) => argument.startsWith('--venues='))?.slice('--venues='.length);
  const more = file === undefined ? [] : (JSON.parse(readFileSync(file, 'utf8')) as unknown[]);
  return [...demonstrationVenues(), ...more];
}

/** Imports the real venues through the product's own import. */
export async function importReal(services: Services): Promise<number> {
  const { created } = await importVenues(services.db, sourceVenues(), {
    now: services.clock.now(),
    newId: services.newId,
  });
  return created;
}

/**
 * Multiplies the venues of a database up to a number: each copy has another name, and lies some
 * kilometres from the real one (a normal spread of 5 km), so that towns stay dense and the country empty.
 * A hundred of each million are called « Rarissime », to be looked for.
 */
export async function multiplyVenues(url: string, wanted: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const generated = new Set(['search', 'search_text']);
  const made = new Set(['id', 'slug', 'source_id', 'name', 'lat', 'lon', 'mx', 'my']);
  try {
    const columns = (
      await sql<{ name: string }[]>`select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = 'venue' and is_generated = 'NEVER' order by ordinal_position`
    ).map(({ name }) => name);
    const copied = columns.filter((name) => !made.has(name) && !generated.has(name));
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`set local synchronous_commit = off`;
      await tx`set local maintenance_work_mem = '512MB'`;
      await tx`select setseed(0.42)`;
      const [{ count = 0, real = 0 } = {}] = await tx<{ count: number; real: number }[]>`
        select count(*)::int as count, (count(*) filter (where slug not like '%-essai-%' and lat is not null))::int as real from venue`;
      const copies = Math.ceil((wanted - count) / Math.max(1, real));
      const indexes = wanted - count > MANY ? await dropIndexes(tx) : [];
      await tx.unsafe(`
        with real as materialized (select * from venue where lat is not null and slug not like '%-essai-%'),
        noisy as (
          select gen_random_uuid() as id, r.slug || '-essai-${wanted}-' || n as slug, r.source_id || '-essai-${wanted}-' || n as source_id,
            r.name || ' ' || (case when random() < 0.0001 then 'Rarissime ' else '' end) || n as name,
            least(84, greatest(-84, r.lat + 0.045 * sqrt(-2 * ln(random() + 1e-9)) * cos(2 * pi() * random()))) as lat,
            least(179, greatest(-179, r.lon + 0.064 * sqrt(-2 * ln(random() + 1e-9)) * cos(2 * pi() * random()))) as lon,
            ${copied.map((name) => `r."${name}"`).join(', ')}
          from real r cross join generate_series(1, ${copies}) n
          limit ${wanted - count})
        insert into venue (id, slug, source_id, name, lat, lon, mx, my, ${copied.map((name) => `"${name}"`).join(', ')})
        select id, slug, source_id, name, lat, lon, 6378137 * radians(lon), 6378137 * ln(tan(pi() / 4 + radians(lat) / 2)),
          ${copied.map((name) => `"${name}"`).join(', ')} from noisy`);
      // Made at once over all rows: many times faster than row by row.
      for (const index of indexes) await tx.unsafe(index);
    });
    await sql`vacuum (analyze) venue`;
    // What was written is put on the disk now, not while the next figures are taken.
    await sql`checkpoint`;
    await sql`select nextval('directory_version')`;
  } finally {
    await sql.end();
  }
}

/** So many rows at once are better written without their indexes. */
const MANY = 100_000;

/** Drops what finds venues faster, but for keys; gives the statements that make it again. */
async function dropIndexes(tx: postgres.TransactionSql): Promise<string[]> {
  const indexes = await tx<{ name: string; made: string }[]>`
    select i.indexname as name, i.indexdef as made from pg_indexes i where i.schemaname = 'public' and i.tablename = 'venue'
      and not exists (select from pg_constraint c where c.conname = i.indexname)`;
  for (const { name } of indexes) await tx`drop index ${tx(name)}`;
  return indexes.map(({ made }) => made);
}
