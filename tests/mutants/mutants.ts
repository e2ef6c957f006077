import type { PLANTED } from './planted.ts';
import type { PROBES } from './probes.ts';

/** How a guard is taken away. */
export type Breakage =
  /** By the owner, in the database. */
  | { kind: 'SQL'; sql: string }
  /** In a function of the database: these words are replaced, and must be there. */
  | { kind: 'FUNCTION'; name: string; remove: string; put?: string }
  /** In the source, as another process loads it: these words are replaced, and must be there. */
  | { kind: 'SOURCE'; file: string; remove: string; put: string };

export interface Mutant {
  /** The guard that is missing. */
  name: string;
  breaks: Breakage;
  /** What must turn red then. */
  probe: keyof typeof PROBES | keyof typeof PLANTED;
}

const sql = (name: string, statement: string, probe: Mutant['probe']): Mutant => ({
  name,
  breaks: { kind: 'SQL', sql: statement },
  probe,
});
const trigger = (table: string, name: string, probe: Mutant['probe']) =>
  sql(`trigger ${name}`, `drop trigger ${name} on ${table}`, probe);
const index = (name: string, probe: Mutant['probe']) => sql(`unique index ${name}`, `drop index ${name}`, probe);
const constraint = (table: string, name: string, probe: Mutant['probe']) =>
  sql(`constraint ${name}`, `alter table ${table} drop constraint ${name}`, probe);
const within = (name: string, remove: string, probe: Mutant['probe'], put = ''): Mutant => ({
  name: `${name}: ${remove.trim()}`,
  breaks: { kind: 'FUNCTION', name, remove, put },
  probe,
});
const source = (file: string, remove: string, put: string, probe: Mutant['probe']): Mutant => ({
  name: `${file}: ${remove.trim()}`,
  breaks: { kind: 'SOURCE', file, remove, put },
  probe,
});

/** Every guard, taken away one at a time. A guard added to the product is added here with the probe that misses it. */
export const MUTANTS: readonly Mutant[] = [
  index('booking_one_live', 'second live booking of one person'),
  index('booking_pass_one_live', 'one pass behind two bookings'),
  index('redemption_one_live', 'one pass redeemed twice'),
  index('distribution_one_live', 'one booklet handed over twice'),
  constraint('session', 'session_seats', 'a seat too many'),
  constraint('account', 'account_balance', 'a balance below zero'),
  constraint('pass', 'pass_holder_iff_state', 'a holder without the state, and the state without a holder'),
  constraint('redemption', 'redemption_reversed_or_claimed', 'a redemption reversed and claimed'),
  constraint('session', 'session_room_free', 'one room, two sessions'),
  constraint('session', 'session_mediator_free', 'one mediator, two sessions'),
  constraint('org_label', 'org_label_no_overlap', 'two labels at once'),
  trigger('org_label', 'org_label_two_people', 'a label by one person alone'),
  trigger('org_bank_account', 'org_bank_account_confirmed', 'an account without the password given again'),
  trigger('pass', 'pass_guard', 'a pass that jumps'),
  trigger('pass', 'pass_moved', 'everything agrees after an ordinary day'),
  trigger('booking', 'booking_guard', 'a booking rewritten'),
  trigger('booking_move', 'booking_move_append_only', 'a move of a booking edited'),
  trigger('pass_move', 'pass_move_append_only', 'a move of a pass deleted'),
  trigger('ledger_entry', 'ledger_entry_append_only', 'an entry edited'),
  trigger('ledger_entry', 'ledger_entry_append_only', 'an entry deleted'),
  trigger('ledger_entry', 'ledger_entry_no_truncate', 'entries truncated'),
  trigger('ledger_entry', 'ledger_entry_balanced', 'an entry alone'),
  trigger('ledger_entry', 'ledger_balance_kept', 'everything agrees after an ordinary day'),
  trigger('ledger_transaction', 'ledger_transaction_append_only', 'a ledger transaction edited'),
  trigger('ledger_transaction', 'ledger_transaction_balanced', 'a transaction without entries'),
  trigger('audit', 'audit_append_only', 'audit deleted'),
  trigger('audit', 'audit_no_truncate', 'audit truncated'),
  trigger('account', 'account_guard', 'a balance written by hand'),
  trigger('redemption', 'redemption_no_delete', 'a redemption deleted'),
  trigger('redemption', 'redemption_guard', 'a redemption edited'),
  trigger('session', 'session_seats_match', 'seats that count nobody'),
  trigger('booking', 'booking_seats_match', 'a booking that takes no seat'),
  trigger('booking', 'booking_passes_match', 'a booking that nothing pays'),
  trigger('session', 'session_closed_empty', 'a session cancelled over people’s heads'),
  trigger('booking', 'booking_session_open', 'a booking in a cancelled session'),
  sql(
    'right to update the ledger',
    'grant update on ledger_entry to passerelle_app',
    'the application edits the ledger',
  ),
  sql(
    'right to delete redemptions',
    'grant delete on redemption to passerelle_app',
    'the application deletes a redemption',
  ),
  within('act_book', "AND holder_id = p_holder AND state = 'HELD'", 'a booking on passes just used elsewhere'),
  within('act_book', 'AND seats_taken < capacity', 'a booking in a session just full'),
  within('act_book', "AND state = 'OPEN'", 'a booking in a session just cancelled'),
  within('act_book', 'AND starts_at > p_at', 'a booking in a session just begun'),
  within('act_book', 'AND price_passes = price', 'a booking at a price just changed'),
  within('act_release', "AND state = 'CONFIRMED'", 'a booking cancelled twice'),
  within('act_attend', "AND k.state = 'CONFIRMED'", 'a presence marked twice'),
  within('act_unattend', 'AND claim_id IS NULL', 'a presence taken back after the claim'),
  within('act_reverse_walk_in', 'AND claim_id IS NULL', 'a walk-in taken back after the claim'),
  within('act_reverse_walk_in', 'AND org_id = p_org AND booking_id IS NULL', 'a walk-in taken back by another venue'),
  within('act_walk_in', "AND p.state = 'HELD'", 'a walk-in on a pass just used'),
  within(
    'act_walk_in',
    'AND p.expires_on >= p_served AND p.expires_on + l.grace_days >= p_today',
    'a walk-in on the day after the last',
  ),
  within('act_walk_in', 'AND p.holder_id = p_holder', 'a walk-in on somebody else’s pass'),
  within(
    'act_hand_over',
    'AND partner_id = p_partner FOR NO KEY UPDATE',
    'another partner’s booklet',
    'FOR NO KEY UPDATE',
  ),
  within('lock_wallet', 'FOR NO KEY UPDATE', 'two acts for one person take turns'),
  within('hold_move', 'FOR NO KEY UPDATE', 'two people swap sessions without a deadlock'),
  sql('op key claimed once', 'alter table op drop constraint op_pkey cascade', 'one key, many times at once'),
  source('app/platform/intention.ts', 'first.requestHash !== request.requestHash', 'false', 'one key, another body'),
  source('app/platform/intention.ts', 'first.actor !== request.actor', 'false', 'one key, somebody else'),
  source('app/platform/intention.ts', 'throw new RolledBack(outcome)', 'return outcome', 'a refusal leaves nothing'),
  source('db/queries/passes.ts', 'p.revoked_at is null and ', '', 'a partner whose access is closed'),
  source('db/queries/passes.ts', 'for share of p, m', '', 'a revocation that waits for the act under way'),
  source('db/queries/allocations.ts', 'skip locked', '', 'two allocations share a stock without waiting'),
  source(
    'db/queries/booking.ts',
    'return knownToPartner(sql`b.holder_id`, scope.partnerId)',
    'return sql`true`',
    'another partner’s person',
  ),
];

/** Those that the tests run each time: one of each kind of guard. `npm run mutants` runs them all. */
export const REPRESENTATIVE: readonly string[] = [
  'unique index redemption_one_live',
  'constraint session_seats',
  'trigger ledger_entry_append_only',
  'trigger booking_seats_match',
  'right to update the ledger',
  'act_book: AND seats_taken < capacity',
  'lock_wallet: FOR NO KEY UPDATE',
  'op key claimed once',
  'app/platform/intention.ts: first.requestHash !== request.requestHash',
];
