import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** The last link of a chain; seq 0 and zeros when nothing is sealed yet. */
export interface SealHead {
  seq: number;
  hash: string;
}

export interface SealHeads {
  ledger: SealHead;
  audit: SealHead;
  money: SealHead;
  /** Transactions and audit rows that the chains do not hold yet. */
  unsealed: { ledger: number; audit: number; money: number };
}

/** What has a chain. */
export const SEALED = ['ledger', 'audit', 'money'] as const;
export type Sealed = (typeof SEALED)[number];

/** Adds what is not yet sealed to a chain, at most `limit` links; returns how many it added. */
export async function sealChain(tx: Tx, chain: Sealed, limit: number, now: Date): Promise<number> {
  const call = sql`${sql.raw(`seal_${chain}`)}(${limit}, ${moment(now)})`;
  const rows = await tx.execute<{ done: number }>(sql`select ${call} as done`);
  return rows[0]?.done ?? 0;
}

/** The heads of the three chains. Read it in the snapshot whose figures stand on them. */
export async function readSealHeads(tx: Tx): Promise<SealHeads> {
  const [row] = await tx.execute<{
    ledger_seq: number;
    ledger_hash: string;
    audit_seq: number;
    audit_hash: string;
    ledger_left: number;
    audit_left: number;
    money_seq: number;
    money_hash: string;
    money_left: number;
  }>(sql`
    with l as (select seq, hash from ledger_seal order by seq desc limit 1), a as (select seq, hash from audit_seal order by seq desc limit 1),
      m as (select seq, hash from money_seal order by seq desc limit 1)
    select coalesce((select seq from l), 0)::int as ledger_seq, coalesce((select hash from l), repeat('0', 64)) as ledger_hash,
      coalesce((select seq from a), 0)::int as audit_seq, coalesce((select hash from a), repeat('0', 64)) as audit_hash,
      coalesce((select seq from m), 0)::int as money_seq, coalesce((select hash from m), repeat('0', 64)) as money_hash,
      ((select count(*) from money_transaction) - (select count(*) from money_seal))::int as money_left,
      ((select count(*) from ledger_transaction) - (select count(*) from ledger_seal))::int as ledger_left,
      ((select count(*) from audit) - (select count(*) from audit_seal))::int as audit_left`);
  if (row === undefined) throw new Error('the chains answered nothing');
  return {
    ledger: { seq: row.ledger_seq, hash: row.ledger_hash },
    audit: { seq: row.audit_seq, hash: row.audit_hash },
    money: { seq: row.money_seq, hash: row.money_hash },
    unsealed: { ledger: row.ledger_left, audit: row.audit_left, money: row.money_left },
  };
}

/** The hashes of the links of a chain from number `from` on, at most `limit`, in their order. */
export async function pageLinks(tx: Tx, chain: Sealed, from: number, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ hash: string }>(sql`
    select hash from ${sql.raw(`${chain}_seal`)} where seq >= ${from} order by seq limit ${limit}`);
  return rows.map(({ hash }) => hash);
}
