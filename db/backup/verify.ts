import type pg from 'pg';
import { txOn } from '../client.ts';
import { checkInvariants, type InvariantResult } from '../queries/invariants.ts';
import { SEALED, type Sealed } from '../queries/seals.ts';
import { SCHEMAS, type Table } from './copy.ts';
import { type BackupHead, BackupRefused } from './format.ts';

/** What was found right in a restored database. */
export interface Verified {
  invariants: InvariantResult[];
  /** Links of each chain whose hash was computed again. */
  links: Record<Sealed, number>;
  /** Published reports whose signature was. */
  reports: number;
}

/** A restored database that is not what it should be: the caller gives it up. The message is a French sentence. */
export function unsound(what: string): BackupRefused {
  return new BackupRefused(`La base restaurée ne tient pas : ${what}. Rien n’a été gardé.`);
}

/**
 * Checks a database that was just loaded and brought to the newest schema, inside the transaction that loaded it: every
 * invariant and the reconciliation, every link of the three chains, every signed report. What already did not hold
 * when the backup was made is told, not refused: a copy is as good as what was copied.
 */
export async function verifyRestored(client: pg.Client, head: BackupHead): Promise<Verified> {
  const invariants = await checkInvariants(txOn(client));
  const worse = invariants.filter(({ name, broken }) => broken > (head.invariants?.[name] ?? 0));
  if (worse.length > 0) throw unsound(worse.map(({ name, broken }) => `${name} (${broken})`).join(', '));
  const links = { ledger: 0, audit: 0, money: 0 };
  for (const chain of SEALED) links[chain] = await verifyChain(client, chain);
  return { invariants, links, reports: await verifyReports(client) };
}

/** The heads of the chains are those of the file. */
export function sameSeals(found: BackupHead['seals'], said: BackupHead['seals']): void {
  for (const [chain, link] of Object.entries(said)) {
    const here = found[chain];
    if (here?.seq !== link.seq || here.hash !== link.hash) {
      throw unsound(`la chaîne « ${chain} » s’arrête au maillon ${here?.seq ?? 0}, la sauvegarde dit ${link.seq}`);
    }
  }
}

/** What the link of a chain seals. */
const SEALS = { ledger: 'tx_id', money: 'tx_id', audit: 'audit_id' } as const satisfies Record<Sealed, string>;

async function verifyChain(client: pg.Client, chain: Sealed): Promise<number> {
  const { rows } = await client.query<{ links: number; wrong: string[] | null }>(
    `select count(*)::int as links, array_agg(seq order by seq) filter (where hash <> sha256_hex(${chain}_canonical(${SEALS[chain]}, previous))) as wrong
     from ${chain}_seal`,
  );
  const [{ links, wrong } = { links: 0, wrong: null }] = rows;
  if (wrong !== null)
    throw unsound(`chaîne « ${chain} », maillon ${wrong[0]} : son texte n’est pas celui qui a été scellé`);
  return links;
}

async function verifyReports(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ title: string; version: number; signed: boolean; stands: boolean }>(
    `select r.title, r.version, r.hash = sha256_hex(r.content) as signed,
       exists (select 1 from ledger_seal s where s.seq = r.seal_seq and s.hash = r.seal_hash) as stands
     from funder_report r order by r.published_at, r.id`,
  );
  for (const { title, version, signed, stands } of rows) {
    if (!signed)
      throw unsound(`la signature du rapport « ${title} » version ${version} n’est pas celle de son contenu`);
    if (!stands) throw unsound(`le rapport « ${title} » version ${version} s’appuie sur un maillon absent du registre`);
  }
  return rows.length;
}

/** Every number given by a sequence is behind it: the next row gets a new one. Answers how many columns take one. */
export async function verifySequences(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `select d.objid::regclass::text as sequence, d.refobjid::regclass::text as table, quote_ident(a.attname) as column
     from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' and s.relnamespace = any ($1::regnamespace[])
       join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')`,
    [SCHEMAS],
  );
  for (const { sequence, table, column } of rows) {
    const { rows: behind } = await client.query(
      `select 1 from ${sequence} s where (select max(${column}) from ${table}) > s.last_value`,
    );
    if (behind.length > 0) throw unsound(`le compteur ${sequence} est en retard sur ${table}`);
  }
  return rows.length;
}

/** The file holds the tables and columns of its migration, no more, no fewer. */
export function sameTables(here: readonly Table[], said: BackupHead['tables']): void {
  const list = (tables: readonly Table[]) =>
    new Set(tables.map(({ name, columns }) => `${name} (${columns.join(', ')})`));
  const [expected, found] = [list(here), list(said)];
  const differ = [...expected, ...found].filter((table) => !expected.has(table) || !found.has(table));
  if (differ.length > 0) {
    throw new BackupRefused(
      `Les tables de cette sauvegarde ne sont pas celles de sa version de Passerelle : ${differ.join(' ; ')}. Rien n’a été changé.`,
    );
  }
}
