import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';

export interface CommitteeRow {
  id: string;
  title: string;
  heldOn: string;
  place: string | null;
  agenda: string;
  minutes: string | null;
  /** JSON as it was frozen; read it with the pack's schema. */
  pack: unknown;
  frozenAt: Date | null;
  ledgerHead: string | null;
  guests: string[];
  openDecisions: number;
}

/** Committees (or one), the latest first. */
export async function listCommittees(tx: Tx, id: string | null = null): Promise<CommitteeRow[]> {
  const which = id === null ? sql`true` : sql`c.id = ${id}`;
  const rows = await tx.execute<
    Omit<CommitteeRow, 'frozenAt'> & { frozenAt: string | null } & Record<string, unknown>
  >(sql`
    select c.id, c.title, c.held_on::text as "heldOn", c.place, c.agenda, c.minutes, c.pack, c.frozen_at as "frozenAt",
      c.ledger_head::text as "ledgerHead",
      array(select p.name from committee_guest g join partner p on p.id = g.partner_id where g.committee_id = c.id order by 1) as guests,
      (select count(*)::int from committee_decision d where d.committee_id = c.id and d.done_at is null) as "openDecisions"
    from steering_committee c where ${which} order by c.held_on desc, c.id`);
  return rows.map((row) => ({ ...row, frozenAt: row.frozenAt === null ? null : new Date(row.frozenAt) }));
}

export async function insertCommittee(
  tx: Tx,
  row: {
    id: string;
    title: string;
    heldOn: string;
    place: string | null;
    agenda: string;
    guestIds: readonly string[];
    createdBy: string;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into steering_committee (id, title, held_on, place, agenda, created_at, created_by)
    values (${row.id}, ${row.title}, ${row.heldOn}::date, ${row.place}, ${row.agenda}, ${moment(row.now)}, ${row.createdBy})`);
  await tx.execute(sql`
    insert into committee_guest (committee_id, partner_id)
    select ${row.id}::uuid, id from partner where id = any (${uuids(row.guestIds)})`);
}

/** Freezes the figures. False when they are frozen already, or the committee does not exist. */
export async function writePack(
  tx: Tx,
  row: { id: string; pack: unknown; ledgerHead: bigint; now: Date },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update steering_committee set pack = ${JSON.stringify(row.pack)}::jsonb, frozen_at = ${moment(row.now)}, ledger_head = ${row.ledgerHead.toString()}::bigint
    where id = ${row.id} and frozen_at is null returning 1`);
  return rows.length === 1;
}

export async function writeMinutes(tx: Tx, id: string, minutes: string): Promise<boolean> {
  const rows = await tx.execute(sql`update steering_committee set minutes = ${minutes} where id = ${id} returning 1`);
  return rows.length === 1;
}

export interface DecisionRow {
  id: string;
  decided: string;
  owner: string;
  dueOn: string;
  doneAt: Date | null;
}

/** What a committee decided, those due first. */
export async function listDecisions(tx: Tx, committeeId: string): Promise<DecisionRow[]> {
  const rows = await tx.execute<Omit<DecisionRow, 'doneAt'> & { doneAt: string | null } & Record<string, unknown>>(sql`
    select id, decided, owner, due_on::text as "dueOn", done_at as "doneAt"
    from committee_decision where committee_id = ${committeeId} order by done_at nulls first, due_on, id`);
  return rows.map((row) => ({ ...row, doneAt: row.doneAt === null ? null : new Date(row.doneAt) }));
}

/** False when the committee does not exist. */
export async function insertDecision(
  tx: Tx,
  row: { id: string; committeeId: string; decided: string; owner: string; dueOn: string },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into committee_decision (id, committee_id, decided, owner, due_on)
    select ${row.id}::uuid, id, ${row.decided}, ${row.owner}, ${row.dueOn}::date from steering_committee where id = ${row.committeeId} returning 1`);
  return rows.length === 1;
}

/** False when it is done already, or is not of this committee. */
export async function writeDone(
  tx: Tx,
  row: { committeeId: string; decisionId: string; doneBy: string; now: Date },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update committee_decision set done_at = ${moment(row.now)}, done_by = ${row.doneBy}
    where id = ${row.decisionId} and committee_id = ${row.committeeId} and done_at is null returning 1`);
  return rows.length === 1;
}
