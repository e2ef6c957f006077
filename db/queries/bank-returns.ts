import { sql } from 'drizzle-orm';
import type { BankEntry } from '#app/payment/rules/bank-return.ts';
import type { ReturnOutcome } from '#app/payment/rules/states.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** Throws on `bank_return_sha256_unique` when the same file was taken in already. */
export async function insertBankReturn(
  tx: Tx,
  row: { id: string; sha256: string; messageId: string; by: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into bank_return (id, sha256, message_id, imported_by, imported_at)
    values (${row.id}, ${row.sha256}, ${row.messageId}, ${row.by}, ${moment(row.now)})`);
}

export async function insertReturnEntry(
  tx: Tx,
  row: BankEntry & { id: string; returnId: string; paymentId: string | null; outcome: ReturnOutcome },
): Promise<void> {
  await tx.execute(sql`
    insert into bank_return_entry (id, return_id, end_to_end_id, amount_cents, booked_on, payment_id, outcome, reason)
    values (${row.id}, ${row.returnId}, ${row.endToEndId}, ${row.cents}, ${row.bookedOn}::date, ${row.paymentId}, ${row.outcome}, ${row.reason})`);
}

export interface ReturnEntryRow {
  id: string;
  endToEndId: string | null;
  amountCents: bigint;
  bookedOn: string | null;
  outcome: ReturnOutcome;
  reason: string | null;
  orgName: string | null;
  importedAt: Date;
  messageId: string;
}

/** The last entries of the bank's returns, those that need somebody first. */
export async function listReturnEntries(tx: Tx, limit: number): Promise<ReturnEntryRow[]> {
  const rows = await tx.execute<Omit<ReturnEntryRow, 'amountCents' | 'importedAt'> & { cents: string; at: string }>(sql`
    select e.id, e.end_to_end_id as "endToEndId", e.amount_cents::text as cents, e.booked_on::text as "bookedOn", e.outcome, e.reason,
      o.name as "orgName", b.imported_at as at, b.message_id as "messageId"
    from bank_return_entry e join bank_return b on b.id = e.return_id
      left join payment p on p.id = e.payment_id left join venue_org o on o.id = p.org_id
    order by e.outcome in ('UNMATCHED', 'PARTIAL', 'REJECTED', 'RETURNED') desc, b.imported_at desc, e.id limit ${limit}`);
  return rows.map(({ cents, at, ...row }) => ({ ...row, amountCents: BigInt(cents), importedAt: new Date(at) }));
}
