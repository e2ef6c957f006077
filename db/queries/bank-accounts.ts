import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** An account of an organisation. The IBAN stays sealed; `last4` is what may be shown. */
export interface BankAccount {
  id: string;
  orgId: string;
  holderName: string;
  ibanEncrypted: string;
  last4: string;
  startsOn: string | null;
  endsOn: string | null;
  typedBy: string;
  typedAt: Date;
  firstBy: string | null;
  secondBy: string | null;
  refusedAt: Date | null;
  refuseReason: string | null;
  /** Belongs to a file that nobody has finished: it is validated with it. */
  inFile: boolean;
}

type AccountRow = Omit<BankAccount, 'typedAt' | 'refusedAt'> & { typedAt: string; refusedAt: string | null };

const COLUMNS = sql`a.id, a.org_id as "orgId", a.holder_name as "holderName", a.iban_encrypted as "ibanEncrypted", a.iban_last4 as last4,
  a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.typed_by as "typedBy", a.typed_at as "typedAt", a.first_by as "firstBy",
  a.second_by as "secondBy", a.refused_at as "refusedAt", a.refuse_reason as "refuseReason",
  exists (select 1 from label_file f where f.bank_account_id = a.id and f.second_by is null and f.refused_at is null) as "inFile"`;

const toAccount = (row: AccountRow): BankAccount => ({
  ...row,
  typedAt: new Date(row.typedAt),
  refusedAt: row.refusedAt === null ? null : new Date(row.refusedAt),
});

/** The account validated for a Paris day, or null. */
export async function findAccountInForce(tx: Tx, orgId: string, day: string): Promise<BankAccount | null> {
  const rows = await tx.execute<AccountRow & Record<string, unknown>>(sql`
    select ${COLUMNS} from org_bank_account a where a.org_id = ${orgId} and a.second_by is not null
      and daterange(a.starts_on, a.ends_on, '[]') @> ${day}::date`);
  return rows[0] === undefined ? null : toAccount(rows[0]);
}

/** Every account of an organisation, the latest typed first. */
export async function listAccounts(tx: Tx, orgId: string): Promise<BankAccount[]> {
  const rows = await tx.execute<AccountRow & Record<string, unknown>>(
    sql`select ${COLUMNS} from org_bank_account a where a.org_id = ${orgId} order by a.typed_at desc, a.id`,
  );
  return rows.map(toAccount);
}

export async function findAccountForUpdate(tx: Tx, id: string): Promise<BankAccount | null> {
  const rows = await tx.execute<AccountRow & Record<string, unknown>>(
    sql`select ${COLUMNS} from org_bank_account a where a.id = ${id} for no key update of a`,
  );
  return rows[0] === undefined ? null : toAccount(rows[0]);
}

/** Throws on `org_bank_account_one_open` when another account waits for its validation. */
export async function insertAccount(
  tx: Tx,
  row: { id: string; orgId: string; holderName: string; sealed: string; last4: string; typedBy: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into org_bank_account (id, org_id, holder_name, iban_encrypted, iban_last4, typed_by, typed_at)
    values (${row.id}, ${row.orgId}, ${row.holderName}, ${row.sealed}, ${row.last4}, ${row.typedBy}, ${moment(row.now)})`);
}

export async function writeFirstValidation(tx: Tx, id: string, by: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update org_bank_account set first_by = ${by}, first_at = ${moment(now)} where id = ${id} and first_by is null`,
  );
}

/** The second validation: the account is in force from that Paris day, and the one before until the eve. */
export async function writeSecondValidation(
  tx: Tx,
  account: { id: string; orgId: string },
  by: string,
  day: string,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update org_bank_account set ends_on = ${day}::date - 1
    where org_id = ${account.orgId} and second_by is not null and ends_on is null and starts_on < ${day}::date`);
  await tx.execute(sql`
    update org_bank_account set second_by = ${by}, second_at = ${moment(now)}, starts_on = ${day}::date where id = ${account.id}`);
}

export async function writeAccountRefused(tx: Tx, id: string, by: string, reason: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update org_bank_account set refused_by = ${by}, refused_at = ${moment(now)}, refuse_reason = ${reason} where id = ${id}`,
  );
}

/** Somebody saw that a claim will be paid on another account than at its approval. */
export async function insertChangeConfirmed(
  tx: Tx,
  row: { id: string; claimId: string; accountId: string; by: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into account_change_confirmation (id, claim_id, account_id, confirmed_by, confirmed_at)
    values (${row.id}, ${row.claimId}, ${row.accountId}, ${row.by}, ${moment(row.now)}) on conflict do nothing`);
}
