import postgres from 'postgres';

/** Tables of facts that are the same for everybody, and of what the machine keeps for itself. */
const ONE_FOR_ALL = new Set([
  'pass_edge',
  'retention_rule',
  'payment_setting',
  'job',
  'job_run',
  'qpv_area',
  'rate_limit',
  'system_fact',
  'geocoded_address',
  'funder_report',
  'ledger_seal',
  'money_seal',
  'audit_seal',
]);

/** The accounts of the territory itself have this owner: they are not copied, they hold more. */
const TERRITORY = '00000000-0000-0000-0000-000000000000';

interface Column {
  name: string;
  type: string;
  /** The table whose counter numbers it, its own or the one it refers to. */
  counted: string | null;
  /** Two rows may not have the same. */
  unique: boolean;
}

/**
 * Multiplies a simulated programme in place: each partner, organisation, person, booklet, pass, booking and entry so many
 * times, under ids and names of its own, so that its reports are read at a size nobody has the hours to live through. The
 * registers' seals stay those of the first: only for reading figures.
 */
export async function multiplyProgramme(url: string, times: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`set session_replication_role = replica`;
    await sql`set synchronous_commit = off`;
    const tables = await tablesOf(sql);
    // Numbers are shifted by the largest there was before anything was copied.
    const largest = new Map<string, string>();
    for (const table of [
      'account',
      'money_account',
      'audit',
      'ledger_entry',
      'money_entry',
      'pass_move',
      'booking_move',
    ]) {
      const [row] = await sql.unsafe<{ id: string }[]>(`select coalesce(max(id), 0)::text as id from ${table}`);
      largest.set(table, row?.id ?? '0');
    }
    for (const table of tables) await copyRows(sql, table, times, largest);
    for (const table of ['account', 'money_account'])
      await sql.unsafe(`update ${table} set ${table === 'account' ? 'balance' : 'balance_cents'} =
        ${times} * ${table === 'account' ? 'balance' : 'balance_cents'} where owner_id = '${TERRITORY}'`);
    await sql`vacuum (analyze)`;
  } finally {
    await sql.end();
  }
}

async function tablesOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'pii') and not tablename = any (${[...ONE_FOR_ALL]}) order by 1`;
  return rows.map(({ name }) => name);
}

async function copyRows(
  sql: postgres.Sql,
  table: string,
  times: number,
  largest: ReadonlyMap<string, string>,
): Promise<void> {
  const columns = await columnsOf(sql, table);
  const spared = columns.some(({ name }) => name === 'owner_id') ? `where owner_id <> '${TERRITORY}'` : '';
  // Copied names may be longer than, or otherwise written from, what the product lets in.
  if (columns.some(({ unique }) => unique)) await dropChecks(sql, table);
  const [names, values] = [columns.map(({ name }) => `"${name}"`), columns.map((column) => copied(column, largest))];
  await sql.unsafe(`insert into ${table} (${names.join(', ')})
    select ${values.join(', ')} from ${table} cross join generate_series(1, ${times - 1}) k ${spared}`);
}

/** A row's value in its copy `k`. Ids keep their first digits, which are the time they were made at. */
function copied({ name, type, counted, unique }: Column, largest: ReadonlyMap<string, string>): string {
  const own = `"${name}"`;
  if (type === 'uuid')
    return `case when ${own} = '${TERRITORY}' then ${own} else overlay(${own}::text placing left(md5(${own}::text || k), 8) from 29)::uuid end`;
  if (counted !== null) {
    const next = `${own} + k * ${largest.get(counted) ?? '0'}`;
    if (!/account$/.test(counted)) return next;
    return `case when ${own} in (select id from ${counted} where owner_id = '${TERRITORY}') then ${own} else ${next} end`;
  }
  if (!unique) return own;
  return type === 'bytea' ? `sha256(${own} || convert_to(k::text, 'UTF8'))` : `${own} || '-' || k`;
}

async function columnsOf(sql: postgres.Sql, table: string): Promise<Column[]> {
  const rows = await sql<Column[]>`
    with own as (
      select a.attnum, a.attname, a.attrelid, t.typname, pg_get_expr(d.adbin, d.adrelid) as made from pg_attribute a
        join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ), keys as (
      select i.indkey::int2[] as columns from pg_index i where i.indrelid = ${table}::regclass and i.indisunique
        and not exists (select from own o where o.attnum = any (i.indkey::int2[]) and (o.typname = 'uuid' or o.made like 'nextval%'))
    )
    select o.attname as name, o.typname as type,
      case when o.made like 'nextval%' then o.attrelid::regclass::text else (
        select c.confrelid::regclass::text from pg_constraint c join pg_attrdef f on f.adrelid = c.confrelid
        where c.contype = 'f' and c.conrelid = o.attrelid and c.conkey = array[o.attnum] and pg_get_expr(f.adbin, f.adrelid) like 'nextval%' limit 1
      ) end as counted,
      o.typname in ('text', 'varchar', 'bytea') and exists (select from keys where o.attnum = any (columns)) as unique
    from own o order by o.attnum`;
  return [...rows];
}

async function dropChecks(sql: postgres.Sql, table: string): Promise<void> {
  const checks = await sql<{ name: string }[]>`
    select format('%I', conname) as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`;
  for (const { name } of checks) await sql.unsafe(`alter table ${table} drop constraint ${name}`);
}
