import type pg from 'pg';
import { APP_ROLE } from './client.ts';

/** Columns that never change once written; the triggers of these tables say the same. */
const FROZEN_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  redemption: [
    'id',
    'pass_id',
    'org_id',
    'venue_id',
    'booking_id',
    'holder_id',
    'at',
    'channel',
    'amount_cents',
    'tx_id',
  ],
  pass: ['id', 'booklet_id', 'lot_id', 'ordinal', 'code_hmac'],
};

/**
 * Makes the role if it is missing, lets the connected user take it, and gives it exactly what the tables
 * of today allow: read and insert everywhere; update and delete where no trigger `refuse_change` stands;
 * truncate nowhere. Run after each migration, by the owner. Throws AppRoleMissing when this user may not.
 */
export async function secureAppRole(client: pg.Client): Promise<void> {
  await ensureAppRole(client);
  await client.query(GRANTS);
}

/** The connected user may neither make the role nor take it: somebody who administers the server must. */
export class AppRoleMissing extends Error {
  constructor(user: string, options?: ErrorOptions) {
    super(
      `Passerelle travaille sous un rôle PostgreSQL restreint, que « ${user} » ne peut ni créer ni prendre.
Demandez à qui administre le serveur, une fois :
  CREATE ROLE ${APP_ROLE} NOLOGIN;
  GRANT ${APP_ROLE} TO "${user}";`,
      options,
    );
    this.name = 'AppRoleMissing';
  }
}

/** Makes the role if it is missing, and lets the connected user take it. Throws AppRoleMissing when it may not. */
export async function ensureAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ user: string; found: boolean }>(
    'select current_user as user, exists (select 1 from pg_roles where rolname = $1) as found',
    [APP_ROLE],
  );
  const user = rows[0]?.user ?? '';
  try {
    if (rows[0]?.found !== true) await client.query(CREATE);
    if (!(await take(client))) await client.query(`grant ${APP_ROLE} to current_user`);
  } catch (error) {
    throw new AppRoleMissing(user, { cause: error });
  }
  if (!(await take(client))) throw new AppRoleMissing(user);
}

async function take(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`set role ${APP_ROLE}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return false;
    throw error;
  }
  await client.query('reset role');
  return true;
}

// Roles belong to the whole server: another database's first start may be making it at this moment.
const CREATE = `
do $$ begin
  create role ${APP_ROLE} nologin nosuperuser nocreatedb nocreaterole;
exception when duplicate_object or unique_violation then null;
end $$`;

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

// Bits of pg_trigger.tgtype: 8 is DELETE, 16 is UPDATE.
const GRANTS = `
do $$
declare
  t record;
  allowed text;
begin
  grant usage on schema public, pii to ${APP_ROLE};
  for t in
    select c.oid::regclass as name, c.relname,
      exists (select 1 from pg_trigger g where g.tgrelid = c.oid and g.tgfoid = 'public.refuse_change'::regproc and g.tgtype & 16 > 0) as no_update,
      exists (select 1 from pg_trigger g where g.tgrelid = c.oid and g.tgfoid = 'public.refuse_change'::regproc and g.tgtype & 8 > 0) as no_delete
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace in ('public'::regnamespace, 'pii'::regnamespace)
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    allowed := 'select, insert';
    if not t.no_update then allowed := allowed || ', update'; end if;
    if not t.no_delete then allowed := allowed || ', delete'; end if;
    execute format('revoke all on %s from ${APP_ROLE}', t.name);
    execute format('grant %s on %s to ${APP_ROLE}', allowed, t.name);
  end loop;
  ${Object.entries(FROZEN_COLUMNS)
    .map(
      ([table, frozen]) => `
  revoke update on ${table} from ${APP_ROLE};
  execute (select format('grant update (%s) on ${table} to ${APP_ROLE}', string_agg(quote_ident(attname), ', '))
    from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attname not in (${list(frozen)}));`,
    )
    .join('')}
  -- A balance, in passes or in cents, moves by the entries' trigger, which runs as the owner; updating the id is refused by
  -- account_guard, but being allowed one column is what locking a row demands.
  revoke insert, update, delete on account, money_account from ${APP_ROLE};
  grant insert (kind, owner_id), update (id) on account to ${APP_ROLE};
  grant insert (kind, owner_id), update (id) on money_account to ${APP_ROLE};
  execute (select format('grant usage on all sequences in schema %s to ${APP_ROLE}', string_agg(quote_ident(nspname), ', '))
    from pg_namespace where nspname in ('public', 'pii'));
  -- Fresh statistics after a large import: since PostgreSQL 17 somebody else than the owner may ask for them.
  if current_setting('server_version_num')::integer >= 170000 then
    execute 'grant maintain on all tables in schema public, pii to ${APP_ROLE}';
  end if;
end $$`;
