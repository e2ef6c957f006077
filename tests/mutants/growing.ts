import type postgres from 'postgres';
import { type Mutant, trigger } from './guards.ts';
import type { Planted } from './planted.ts';

type Sql = postgres.TransactionSql;

/**
 * The triggers by which a table only grows, but for those that have a probe of their own in `mutants*.ts`. The test asks the
 * catalogue for all of them: a new one that stands nowhere is found there.
 */
const GROWING = [
  ['account', 'account_no_truncate'],
  ['account_change_confirmation', 'account_change_append_only'],
  ['account_change_confirmation', 'account_change_no_truncate'],
  ['allocation', 'allocation_no_delete'],
  ['allocation', 'allocation_no_truncate'],
  ['allocation_booklet', 'allocation_booklet_no_delete'],
  ['allocation_booklet', 'allocation_booklet_no_truncate'],
  ['allocation_difference', 'allocation_difference_no_delete'],
  ['allocation_difference', 'allocation_difference_no_truncate'],
  ['audit_seal', 'audit_seal_no_truncate'],
  ['bank_return', 'bank_return_append_only'],
  ['bank_return', 'bank_return_no_truncate'],
  ['bank_return_entry', 'bank_return_entry_append_only'],
  ['bank_return_entry', 'bank_return_entry_no_truncate'],
  ['booking', 'booking_no_delete'],
  ['booking', 'booking_no_truncate'],
  ['booking_move', 'booking_move_no_truncate'],
  ['booking_pass', 'booking_pass_no_delete'],
  ['booking_pass', 'booking_pass_no_truncate'],
  ['claim', 'claim_no_truncate'],
  ['claim_line_decision', 'claim_line_decision_no_truncate'],
  ['counter_entry', 'counter_entry_append_only'],
  ['counter_entry', 'counter_entry_no_truncate'],
  ['distribution', 'distribution_no_delete'],
  ['distribution', 'distribution_no_truncate'],
  ['erasure', 'erasure_no_truncate'],
  ['funder_report', 'funder_report_no_truncate'],
  ['funding_receipt', 'funding_receipt_append_only'],
  ['funding_receipt', 'funding_receipt_no_truncate'],
  ['identity_confirmation', 'identity_confirmation_append_only'],
  ['identity_confirmation', 'identity_confirmation_no_truncate'],
  ['identity_lookup', 'identity_lookup_append_only'],
  ['identity_lookup', 'identity_lookup_no_truncate'],
  ['label_file', 'label_file_no_delete'],
  ['label_file', 'label_file_no_truncate'],
  ['ledger_seal', 'ledger_seal_no_truncate'],
  ['ledger_transaction', 'ledger_transaction_no_truncate'],
  ['lot_funding', 'lot_funding_no_truncate'],
  ['money_account', 'money_account_no_truncate'],
  ['money_seal', 'money_seal_no_truncate'],
  ['money_transaction', 'money_transaction_no_truncate'],
  ['org_bank_account', 'org_bank_account_no_truncate'],
  ['org_label', 'org_label_no_delete'],
  ['org_label', 'org_label_no_truncate'],
  ['partner_convention', 'partner_convention_no_delete'],
  ['partner_convention', 'partner_convention_no_truncate'],
  ['pass', 'pass_no_delete'],
  ['pass', 'pass_no_truncate'],
  ['pass_block', 'pass_block_no_truncate'],
  ['pass_edge', 'pass_edge_append_only'],
  ['pass_edge', 'pass_edge_no_truncate'],
  ['pass_move', 'pass_move_no_truncate'],
  ['pass_order', 'pass_order_no_truncate'],
  ['pass_replacement', 'pass_replacement_append_only'],
  ['pass_replacement', 'pass_replacement_no_truncate'],
  ['payment', 'payment_no_truncate'],
  ['payment_order', 'payment_order_no_truncate'],
  ['person_merge', 'person_merge_no_delete'],
  ['person_merge', 'person_merge_no_truncate'],
  ['redemption', 'redemption_no_truncate'],
  ['steering_committee', 'steering_committee_no_truncate'],
  ['venue_confirmation', 'venue_confirmation_append_only'],
  ['venue_confirmation', 'venue_confirmation_no_truncate'],
  ['venue_merge', 'venue_merge_no_delete'],
  ['venue_merge', 'venue_merge_no_truncate'],
  ['venue_page_change', 'venue_page_change_append_only'],
  ['venue_page_change', 'venue_page_change_no_truncate'],
  ['venue_stop', 'venue_stop_no_delete'],
  ['venue_stop', 'venue_stop_no_truncate'],
] as const satisfies readonly (readonly [table: string, trigger: string])[];

type Name = (typeof GROWING)[number][1];
/** What each of them is probed by. */
export type GrowingProbe = `${Name} alone refuses`;

/** Each trigger of the list, taken away. */
export const GROWING_MUTANTS: readonly Mutant[] = GROWING.map(([table, name]) =>
  trigger(table, name, `${name} alone refuses`),
);

/**
 * Each trigger answers for itself: in one transaction everything else that could refuse is taken from its table (keys, checks,
 * the other triggers), a row without words is put into it, and then it is changed, deleted or emptied.
 */
export const PLANTED_GROWING: Readonly<Record<string, Planted>> = Object.fromEntries(
  GROWING.map(([table, name]) => [
    `${name} alone refuses`,
    { code: 'PA001', plant: async () => (sql: Sql) => changeEach(sql, table, name) },
  ]),
);

/** The first change that goes through ends it without a fault. */
async function changeEach(sql: Sql, table: string, name: string): Promise<void> {
  const columns = await leaveAlone(sql, table, name);
  const attempts = name.endsWith('_no_truncate')
    ? [`truncate ${table}`]
    : [
        `delete from ${table}`,
        ...(name.endsWith('_append_only') ? [`update ${table} set ${columns[0]} = ${columns[0]}`] : []),
      ];
  const [last, ...before] = attempts.reverse();
  for (const attempt of before) {
    const refused = await sql
      .savepoint((inner) => inner.unsafe(attempt))
      .then(
        () => false,
        () => true,
      );
    if (!refused) return;
  }
  await sql.unsafe(last ?? '');
}

/** Takes from a table all that could refuse but one trigger, and gives it a row. The columns that can be written. */
async function leaveAlone(sql: Sql, table: string, name: string): Promise<string[]> {
  const keys = await sql<{ on: string; key: string }[]>`
    select conrelid::regclass::text as on, quote_ident(conname) as key from pg_constraint
    where contype in ('c', 'f', 'p', 'u', 'x') and (conrelid = ${table}::regclass or confrelid = ${table}::regclass)
    order by contype <> 'f'`;
  for (const { on, key } of keys) await sql.unsafe(`alter table ${on} drop constraint if exists ${key} cascade`);
  const others = await sql<{ name: string }[]>`
    select quote_ident(tgname) as name from pg_trigger where tgrelid = ${table}::regclass and not tgisinternal and tgname <> ${name}`;
  for (const other of others) await sql.unsafe(`drop trigger ${other.name} on ${table}`);
  const columns = await sql<{ name: string }[]>`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '' order by attnum`;
  for (const column of columns) await sql.unsafe(`alter table ${table} alter column ${column.name} drop not null`);
  await sql.unsafe(`insert into ${table} default values`);
  return columns.map((column) => column.name);
}
