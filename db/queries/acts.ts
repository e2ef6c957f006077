import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** Who acts, under which key, when, and the ledger transaction this makes: what every act records. */
export interface ActStamp {
  txId: string;
  actorRef: string;
  opKey: string;
  now: Date;
}

/** Calls one of the database's act functions (migration `money_acts`) and returns the word it answers. */
export async function word<W extends string>(tx: Tx, call: SQL): Promise<W> {
  const rows = await tx.execute<{ word: W }>(sql`select ${call} as word`);
  const row = rows[0];
  if (row === undefined) throw new Error('an act answered nothing');
  return row.word;
}

/** The last four arguments of every act function. */
export function stamped(stamp: ActStamp): SQL {
  return sql`${stamp.txId}, ${stamp.actorRef}, ${stamp.opKey}, ${moment(stamp.now)}`;
}

export function moment(at: Date): SQL {
  return sql`${at.toISOString()}::timestamptz`;
}

export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}

/** A text[] parameter, as one JSON text: words may hold commas, quotes and braces. */
export function texts(words: readonly string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(words)}::jsonb))`;
}
