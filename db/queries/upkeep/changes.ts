import { sql } from 'drizzle-orm';
import type { Closure } from '#app/directory/rules/closure.ts';
import type { PageWords } from '#app/upkeep/rules/page-words.ts';
import type { ChangeStep } from '#app/upkeep/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';

export interface NewChange {
  id: string;
  venueId: string;
  at: Date;
  actor: string;
  step: ChangeStep;
  before: PageWords;
  after: PageWords;
  shown: PageWords;
  undoes: string | null;
}

export async function insertChange(tx: Tx, c: NewChange): Promise<void> {
  await tx.execute(sql`
    insert into venue_page_change (id, venue_id, at, actor, step, before, after, shown, undoes)
    values (${c.id}, ${c.venueId}, ${moment(c.at)}, ${c.actor}, ${c.step}, ${JSON.stringify(c.before)}::jsonb,
      ${JSON.stringify(c.after)}::jsonb, ${JSON.stringify(c.shown)}::jsonb, ${c.undoes}::uuid)`);
}

export interface PageChange extends Omit<NewChange, 'venueId' | 'actor'> {
  /** Who made it; null when the account is no more. */
  by: string | null;
  /** Whether another change took it back. */
  undone: boolean;
}

const COLUMNS = sql`c.id, c.at, c.step, c.before, c.after, c.shown, c.undoes, u.display_name as by,
  exists (select 1 from venue_page_change x where x.undoes = c.id) as undone`;
const TABLES = sql`venue_page_change c left join membership m on m.id::text = substr(c.actor, 13) left join user_account u on u.id = m.user_id`;

/** The changes of a page, the latest first. */
export async function listChanges(tx: Tx, venueId: string, limit: number): Promise<PageChange[]> {
  const rows = await tx.execute<Omit<PageChange, 'at'> & { at: string }>(sql`
    select ${COLUMNS} from ${TABLES} where c.venue_id = ${venueId} order by c.at desc, c.id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** One change of a page, or null. */
export async function findChange(tx: Tx, venueId: string, id: string): Promise<PageChange | null> {
  const rows = await tx.execute<Omit<PageChange, 'at'> & { at: string }>(
    sql`select ${COLUMNS} from ${TABLES} where c.venue_id = ${venueId} and c.id = ${id}`,
  );
  const row = rows[0];
  return row === undefined ? null : { ...row, at: new Date(row.at) };
}

/** Writes what only the venue knows of itself: how to come, when it is closed. */
export async function writeOwnWords(
  tx: Tx,
  venueId: string,
  words: { welcomeNote?: string | null; closures?: readonly Closure[] },
  now: Date,
): Promise<void> {
  const sets = [
    ...(words.welcomeNote === undefined ? [] : [sql`welcome_note = ${words.welcomeNote}`]),
    ...(words.closures === undefined ? [] : [sql`closures = ${JSON.stringify(words.closures)}::jsonb`]),
  ];
  if (sets.length === 0) return;
  await tx.execute(sql`update venue set ${sql.join(sets, sql`, `)}, updated_at = ${moment(now)} where id = ${venueId}`);
}
