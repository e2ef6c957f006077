-- The second ledger, the claims and their payments: what no program may do, and the acts that move money.
-- Order of locks: organisation (advisory) → claim → payment → passes by id → accounts by id.
CREATE TRIGGER money_transaction_append_only BEFORE UPDATE OR DELETE ON money_transaction FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER money_transaction_no_truncate BEFORE TRUNCATE ON money_transaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER money_entry_append_only BEFORE UPDATE OR DELETE ON money_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER money_entry_no_truncate BEFORE TRUNCATE ON money_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER claim_line_decision_append_only BEFORE UPDATE OR DELETE ON claim_line_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER claim_line_decision_no_truncate BEFORE TRUNCATE ON claim_line_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_order_append_only BEFORE UPDATE OR DELETE ON payment_order FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_order_no_truncate BEFORE TRUNCATE ON payment_order FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER bank_return_append_only BEFORE UPDATE OR DELETE ON bank_return FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER bank_return_no_truncate BEFORE TRUNCATE ON bank_return FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER bank_return_entry_append_only BEFORE UPDATE OR DELETE ON bank_return_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER bank_return_entry_no_truncate BEFORE TRUNCATE ON bank_return_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER counter_entry_append_only BEFORE UPDATE OR DELETE ON counter_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER counter_entry_no_truncate BEFORE TRUNCATE ON counter_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER account_change_append_only BEFORE UPDATE OR DELETE ON account_change_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER account_change_no_truncate BEFORE TRUNCATE ON account_change_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER claim_no_truncate BEFORE TRUNCATE ON claim FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_no_truncate BEFORE TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER org_bank_account_no_delete BEFORE DELETE ON org_bank_account FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER label_file_no_delete BEFORE DELETE ON label_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE org_bank_account ADD CONSTRAINT org_bank_account_no_overlap EXCLUDE USING gist (org_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (second_by IS NOT NULL);
--> statement-breakpoint
ALTER TABLE claim ADD CONSTRAINT claim_approved_account_fk FOREIGN KEY (approved_account_id) REFERENCES org_bank_account (id);
--> statement-breakpoint
ALTER TABLE payment ADD CONSTRAINT payment_account_fk FOREIGN KEY (account_id) REFERENCES org_bank_account (id);
--> statement-breakpoint
ALTER TABLE payment ADD CONSTRAINT payment_replaces_fk FOREIGN KEY (replaces) REFERENCES payment (id);
--> statement-breakpoint
-- What was typed and who validated it is never edited; a validated account may only get its last day.
CREATE FUNCTION validation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old_row jsonb := to_jsonb(OLD);
  new_row jsonb := to_jsonb(NEW);
  word text;
BEGIN
  FOREACH word IN ARRAY array['first_by', 'first_at', 'second_by', 'second_at', 'refused_by', 'refused_at', 'refuse_reason'] LOOP
    IF old_row -> word <> 'null' AND old_row -> word IS DISTINCT FROM new_row -> word THEN
      RAISE EXCEPTION 'a validation is never edited' USING ERRCODE = 'PA001';
    END IF;
    old_row := old_row - word;
    new_row := new_row - word;
  END LOOP;
  IF TG_TABLE_NAME = 'org_bank_account' THEN
    IF OLD.starts_on IS NOT NULL AND NEW.starts_on IS DISTINCT FROM OLD.starts_on OR OLD.ends_on IS NOT NULL AND NEW.ends_on IS DISTINCT FROM OLD.ends_on THEN
      RAISE EXCEPTION 'the period of an account is never edited' USING ERRCODE = 'PA001';
    END IF;
    old_row := old_row - 'starts_on' - 'ends_on';
    new_row := new_row - 'starts_on' - 'ends_on';
  END IF;
  IF old_row IS DISTINCT FROM new_row THEN
    RAISE EXCEPTION 'what was typed is never edited' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER org_bank_account_guard BEFORE UPDATE ON org_bank_account FOR EACH ROW EXECUTE FUNCTION validation_guard();
--> statement-breakpoint
CREATE TRIGGER label_file_guard BEFORE UPDATE ON label_file FOR EACH ROW EXECUTE FUNCTION validation_guard();
--> statement-breakpoint
-- A claim moves along its edges; approved, every line of it has been.
CREATE FUNCTION claim_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'SUBMITTED' THEN
      RAISE EXCEPTION 'a claim is born submitted, not %', NEW.state USING ERRCODE = 'PA008';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.org_id, NEW.cutoff, NEW.due_on, NEW.created_by, NEW.created_at)
     IS DISTINCT FROM (OLD.id, OLD.org_id, OLD.cutoff, OLD.due_on, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a claim is never edited' USING ERRCODE = 'PA001';
  END IF;
  IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state, NEW.state) NOT IN
     (('SUBMITTED', 'APPROVED'), ('SUBMITTED', 'REJECTED'), ('APPROVED', 'ORDERED'), ('ORDERED', 'APPROVED'), ('ORDERED', 'PAID')) THEN
    RAISE EXCEPTION 'a claim cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'PA008';
  END IF;
  IF OLD.state <> 'SUBMITTED' AND (NEW.lines, NEW.total_cents) IS DISTINCT FROM (OLD.lines, OLD.total_cents) THEN
    RAISE EXCEPTION 'an approved claim keeps its lines' USING ERRCODE = 'PA008';
  END IF;
  IF OLD.state = 'SUBMITTED' AND NEW.state = 'APPROVED' AND (NEW.approved_by IS NULL OR EXISTS (
      SELECT 1 FROM redemption r WHERE r.claim_id = NEW.id AND NOT EXISTS (
        SELECT 1 FROM claim_line_decision d WHERE d.claim_id = NEW.id AND d.redemption_id = r.id AND d.verdict = 'APPROVED'))) THEN
    RAISE EXCEPTION 'claim % has lines that nobody approved', NEW.id USING ERRCODE = 'PA008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER claim_guard BEFORE INSERT OR UPDATE ON claim FOR EACH ROW EXECUTE FUNCTION claim_guard();
--> statement-breakpoint
-- The total of a claim is the sum of its redemptions, at every commit.
CREATE FUNCTION claim_total_matches() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
  c record;
  n integer;
  total bigint;
BEGIN
  IF TG_TABLE_NAME = 'claim' THEN target := NEW.id; ELSE target := coalesce(NEW.claim_id, OLD.claim_id); END IF;
  SELECT lines, total_cents INTO c FROM claim WHERE id = target;
  SELECT count(*), coalesce(sum(amount_cents), 0) INTO n, total FROM redemption WHERE claim_id = target;
  IF c.lines <> n OR c.total_cents <> total THEN
    RAISE EXCEPTION 'claim %: % lines and % cents said, % and % found', target, c.lines, c.total_cents, n, total USING ERRCODE = 'PA007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER claim_total_matches AFTER INSERT OR UPDATE ON claim DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claim_total_matches();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER redemption_claim_total_matches AFTER UPDATE OF claim_id ON redemption DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.claim_id IS DISTINCT FROM NEW.claim_id) EXECUTE FUNCTION claim_total_matches();
--> statement-breakpoint
-- A redemption enters a claim once, and leaves it only while it is being reviewed, refused for good.
CREATE OR REPLACE FUNCTION redemption_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.pass_id, NEW.org_id, NEW.venue_id, NEW.booking_id, NEW.holder_id, NEW.at, NEW.channel, NEW.amount_cents, NEW.tx_id)
     IS DISTINCT FROM (OLD.id, OLD.pass_id, OLD.org_id, OLD.venue_id, OLD.booking_id, OLD.holder_id, OLD.at, OLD.channel, OLD.amount_cents, OLD.tx_id)
     OR OLD.reversed_at IS NOT NULL OR (OLD.refused_at IS NOT NULL AND NEW.refused_at IS DISTINCT FROM OLD.refused_at) THEN
    RAISE EXCEPTION 'a redemption is never edited' USING ERRCODE = 'PA001';
  END IF;
  IF OLD.claim_id IS DISTINCT FROM NEW.claim_id THEN
    IF OLD.claim_id IS NOT NULL AND (NEW.claim_id IS NOT NULL OR NEW.refused_at IS NULL) THEN
      RAISE EXCEPTION 'a redemption leaves a claim only refused' USING ERRCODE = 'PA001';
    END IF;
    IF (SELECT state FROM claim WHERE id = coalesce(OLD.claim_id, NEW.claim_id)) <> 'SUBMITTED' THEN
      RAISE EXCEPTION 'a claim keeps its lines once approved' USING ERRCODE = 'PA008';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'ORDERED' THEN
      RAISE EXCEPTION 'a payment is born ordered, not %', NEW.state USING ERRCODE = 'PA008';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.order_id, NEW.claim_id, NEW.org_id, NEW.account_id, NEW.end_to_end_id, NEW.amount_cents, NEW.deducted_cents, NEW.replaces)
     IS DISTINCT FROM (OLD.id, OLD.order_id, OLD.claim_id, OLD.org_id, OLD.account_id, OLD.end_to_end_id, OLD.amount_cents, OLD.deducted_cents, OLD.replaces) THEN
    RAISE EXCEPTION 'a payment is never edited' USING ERRCODE = 'PA001';
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('ORDERED', 'PAID'), ('ORDERED', 'REJECTED'), ('PAID', 'RETURNED')) THEN
    RAISE EXCEPTION 'a payment cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'PA008';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payment_guard BEFORE INSERT OR UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION payment_guard();
--> statement-breakpoint
CREATE FUNCTION money_balance_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM money_account WHERE id IN (SELECT account_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE money_account a SET balance_cents = a.balance_cents + d.cents
    FROM (SELECT account_id, sum(cents) AS cents FROM new_rows GROUP BY account_id) d WHERE a.id = d.account_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER money_balance_kept AFTER INSERT ON money_entry REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION money_balance_kept();
--> statement-breakpoint
CREATE FUNCTION money_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
  n integer;
  total numeric;
BEGIN
  IF TG_TABLE_NAME = 'money_transaction' THEN target := NEW.id; ELSE target := NEW.tx_id; END IF;
  SELECT count(*), coalesce(sum(cents), 0) INTO n, total FROM money_entry WHERE tx_id = target;
  IF n < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'money transaction %: % entries, sum %', target, n, total USING ERRCODE = 'PA006';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER money_transaction_balanced AFTER INSERT ON money_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_balanced();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER money_entry_balanced AFTER INSERT ON money_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_balanced();
--> statement-breakpoint
CREATE FUNCTION money_account_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.kind, NEW.owner_id) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.owner_id) OR pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a balance moves only by an entry' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER money_account_guard BEFORE UPDATE OR DELETE ON money_account FOR EACH ROW EXECUTE FUNCTION money_account_guard();
--> statement-breakpoint
CREATE TRIGGER money_account_no_truncate BEFORE TRUNCATE ON money_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION money_accounts_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO money_account (kind, owner_id) SELECT k, NEW.id FROM unnest(TG_ARGV[0]::text[]) AS k;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_org_money_accounts AFTER INSERT ON venue_org FOR EACH ROW EXECUTE FUNCTION money_accounts_opened('{PAYABLE,PAID,REFUND_DUE}');
--> statement-breakpoint
CREATE TRIGGER pass_lot_money_accounts AFTER INSERT ON pass_lot FOR EACH ROW EXECUTE FUNCTION money_accounts_opened('{COST}');
--> statement-breakpoint
INSERT INTO money_account (kind, owner_id) SELECT k, o.id FROM venue_org o, unnest(array['PAYABLE', 'PAID', 'REFUND_DUE']) AS k ORDER BY o.id;
--> statement-breakpoint
INSERT INTO money_account (kind, owner_id) SELECT 'COST', id FROM pass_lot ORDER BY id;
--> statement-breakpoint
CREATE FUNCTION post_money(p_tx uuid, p_kind text, p_actor text, p_op uuid, p_at timestamptz, p_reason text,
  p_kinds text[], p_owners uuid[], p_cents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO money_transaction (id, kind, at, actor, op_key, reason) VALUES (p_tx, p_kind, p_at, p_actor, p_op, p_reason);
  INSERT INTO money_entry (tx_id, account_id, cents)
    SELECT p_tx, a.id, sum(l.cents) FROM unnest(p_kinds, p_owners, p_cents) AS l (kind, owner_id, cents)
      JOIN money_account a ON a.kind = l.kind AND a.owner_id = l.owner_id
    GROUP BY a.id HAVING sum(l.cents) <> 0 ORDER BY a.id;
END $$;
--> statement-breakpoint
-- Everything an organisation is owed up to a day enters one claim: one statement takes members and total.
CREATE FUNCTION act_claim(p_claim uuid, p_org uuid, p_cutoff date, p_due date, p_money uuid,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  before timestamptz := (p_cutoff + 1)::timestamp AT TIME ZONE 'Europe/Paris';
  asked uuid[];
  members uuid[];
  n integer;
  total bigint;
  kinds text[];
  owners uuid[];
  sums bigint[];
  moved integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('money:' || p_org, 0));
  IF EXISTS (SELECT 1 FROM claim WHERE org_id = p_org AND cutoff = p_cutoff) THEN RETURN 'EXISTS'; END IF;
  SELECT array_agg(pass_id ORDER BY pass_id) INTO asked FROM redemption
    WHERE org_id = p_org AND at < before AND reversed_at IS NULL AND claim_id IS NULL AND refused_at IS NULL;
  IF asked IS NULL THEN RETURN 'NOTHING'; END IF;
  -- The passes first, as those who reverse a redemption do; who came too late waits for the next claim.
  PERFORM 1 FROM pass WHERE id = ANY (asked) ORDER BY id FOR NO KEY UPDATE;
  INSERT INTO claim (id, org_id, cutoff, state, lines, total_cents, due_on, created_by, created_at)
    VALUES (p_claim, p_org, p_cutoff, 'SUBMITTED', 0, 0, p_due, p_actor, p_at);
  WITH taken AS (
    UPDATE redemption SET claim_id = p_claim
      WHERE org_id = p_org AND at < before AND reversed_at IS NULL AND claim_id IS NULL AND refused_at IS NULL AND pass_id = ANY (asked)
      RETURNING pass_id, amount_cents)
  SELECT array_agg(pass_id ORDER BY pass_id), count(*), sum(amount_cents) INTO members, n, total FROM taken;
  IF n = 0 THEN RETURN 'NOTHING'; END IF;
  UPDATE claim SET lines = n, total_cents = total WHERE id = p_claim;
  PERFORM post_move(p_tx, 'CLAIM', p_actor, p_op, p_at, NULL, 'REDEEMED', p_org, 'CLAIMED', p_org, n);
  UPDATE pass SET state = 'CLAIMED', tx_id = p_tx WHERE id = ANY (members) AND state = 'REDEEMED' AND org_id = p_org;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> n THEN RETURN 'MOVED'; END IF;
  SELECT array_agg('COST'::text) || 'PAYABLE'::text, array_agg(lot_id) || p_org, array_agg(cents) || -total INTO kinds, owners, sums
    FROM (SELECT p.lot_id, sum(r.amount_cents)::bigint AS cents FROM redemption r JOIN pass p ON p.id = r.pass_id
      WHERE r.claim_id = p_claim GROUP BY p.lot_id) l;
  PERFORM post_money(p_money, 'CLAIM', p_actor, p_op, p_at, NULL, kinds, owners, sums);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- A line rejected for good leaves the claim: the pass stays used, and is not owed. Nobody having come at all
-- (a walk-in), the pass goes back to the person in the same act.
CREATE FUNCTION act_reject_line(p_claim uuid, p_redemption uuid, p_words text, p_give_back boolean, p_back uuid, p_money uuid,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r record;
  lot uuid;
BEGIN
  PERFORM 1 FROM claim WHERE id = p_claim AND state = 'SUBMITTED' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'CLOSED'; END IF;
  SELECT pass_id, amount_cents, org_id, holder_id, booking_id INTO r FROM redemption WHERE id = p_redemption AND claim_id = p_claim;
  IF NOT FOUND THEN RETURN 'NOT_FOUND'; END IF;
  IF p_give_back AND r.booking_id IS NOT NULL THEN RETURN 'BOOKED'; END IF;
  SELECT lot_id INTO lot FROM pass WHERE id = r.pass_id FOR NO KEY UPDATE;
  INSERT INTO claim_line_decision (claim_id, redemption_id, verdict, words, actor, at)
    VALUES (p_claim, p_redemption, 'REJECTED', p_words, p_actor, p_at);
  UPDATE redemption SET claim_id = NULL, refused_at = p_at WHERE id = p_redemption;
  PERFORM post_move(p_tx, 'REJECT', p_actor, p_op, p_at, p_words, 'CLAIMED', r.org_id, 'REDEEMED', r.org_id, 1);
  UPDATE pass SET state = 'REDEEMED', tx_id = p_tx WHERE id = r.pass_id AND state = 'CLAIMED';
  UPDATE claim SET lines = lines - 1, total_cents = total_cents - r.amount_cents,
      state = CASE WHEN lines = 1 THEN 'REJECTED' ELSE state END
    WHERE id = p_claim;
  IF p_give_back THEN
    UPDATE redemption SET reversed_at = p_at, reverse_reason = p_words WHERE id = p_redemption;
    PERFORM post_move(p_back, 'REVERSE', p_actor, p_op, p_at, p_words, 'REDEEMED', r.org_id, 'HELD', r.holder_id, 1);
    UPDATE pass SET state = 'HELD', org_id = NULL, tx_id = p_back WHERE id = r.pass_id AND state = 'REDEEMED';
  END IF;
  PERFORM post_money(p_money, 'REJECT', p_actor, p_op, p_at, p_words,
    array['PAYABLE', 'COST'], array[r.org_id, lot], array[r.amount_cents, -r.amount_cents]);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Cents of the refund an organisation owes that no payment under way has deducted yet. Call it under its lock.
CREATE FUNCTION refund_left(p_org uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT balance_cents FROM money_account WHERE kind = 'REFUND_DUE' AND owner_id = p_org), 0)
    - coalesce((SELECT sum(deducted_cents) FROM payment WHERE org_id = p_org AND state = 'ORDERED'), 0)::bigint;
$$;
--> statement-breakpoint
-- Puts a claim, or a transfer that came back, in an order. Locks the organisation: call it in the order of their ids.
CREATE FUNCTION act_order_payment(p_payment uuid, p_order uuid, p_claim uuid, p_account uuid, p_end_to_end text, p_replaces uuid,
  p_amount bigint, p_deducted bigint, p_day date, p_actor text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  c record;
BEGIN
  SELECT org_id, total_cents, state INTO c FROM claim WHERE id = p_claim;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('money:' || c.org_id, 0));
  IF p_replaces IS NULL THEN
    UPDATE claim SET state = 'ORDERED' WHERE id = p_claim AND state = 'APPROVED';
    IF NOT FOUND OR c.total_cents <> p_amount + p_deducted THEN RETURN 'GONE'; END IF;
  ELSE
    PERFORM 1 FROM payment WHERE id = p_replaces AND claim_id = p_claim AND state = 'RETURNED' AND amount_cents = p_amount + p_deducted FOR NO KEY UPDATE;
    IF NOT FOUND OR EXISTS (SELECT 1 FROM payment WHERE replaces = p_replaces AND state <> 'REJECTED') THEN RETURN 'GONE'; END IF;
  END IF;
  IF refund_left(c.org_id) < p_deducted THEN RETURN 'REFUND_GONE'; END IF;
  PERFORM 1 FROM org_bank_account WHERE id = p_account AND org_id = c.org_id AND second_by IS NOT NULL
    AND daterange(starts_on, ends_on, '[]') @> p_day FOR SHARE;
  IF NOT FOUND THEN RETURN 'ACCOUNT_GONE'; END IF;
  INSERT INTO payment (id, order_id, claim_id, org_id, account_id, end_to_end_id, amount_cents, deducted_cents, state, replaces, updated_at, updated_by)
    VALUES (p_payment, p_order, p_claim, c.org_id, p_account, p_end_to_end, p_amount, p_deducted, 'ORDERED', p_replaces, p_at, p_actor);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- A transfer was made: exactly one recording wins. The passes of its claim are settled.
CREATE FUNCTION act_pay(p_payment uuid, p_paid_on date, p_reference text, p_money uuid,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m record;
  used uuid[];
  moved integer;
BEGIN
  SELECT claim_id INTO m FROM payment WHERE id = p_payment;
  IF NOT FOUND THEN RETURN 'NOT_FOUND'; END IF;
  PERFORM 1 FROM claim WHERE id = m.claim_id FOR NO KEY UPDATE;
  UPDATE payment SET state = 'PAID', paid_on = p_paid_on, reference = p_reference, updated_at = p_at, updated_by = p_actor
    WHERE id = p_payment AND state = 'ORDERED'
    RETURNING claim_id, org_id, amount_cents, deducted_cents, replaces INTO m;
  IF NOT FOUND THEN RETURN 'NOT_ORDERED'; END IF;
  IF m.replaces IS NULL THEN
    SELECT array_agg(pass_id ORDER BY pass_id) INTO used FROM redemption WHERE claim_id = m.claim_id;
    PERFORM 1 FROM pass WHERE id = ANY (used) ORDER BY id FOR NO KEY UPDATE;
    UPDATE claim SET state = 'PAID' WHERE id = m.claim_id AND state = 'ORDERED';
    PERFORM post_move(p_tx, 'SETTLE', p_actor, p_op, p_at, NULL, 'CLAIMED', m.org_id, 'SETTLED', m.org_id, cardinality(used));
    UPDATE pass SET state = 'SETTLED', tx_id = p_tx WHERE id = ANY (used) AND state = 'CLAIMED';
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> cardinality(used) THEN RETURN 'NOT_ORDERED'; END IF;
  END IF;
  PERFORM post_money(p_money, 'PAY', p_actor, p_op, p_at, NULL, array['PAYABLE', 'PAID', 'REFUND_DUE'],
    array[m.org_id, m.org_id, m.org_id], array[m.amount_cents + m.deducted_cents, -m.amount_cents, -m.deducted_cents]);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- The bank did not make the transfer: the claim may be ordered again. Nothing had been posted.
CREATE FUNCTION act_payment_rejected(p_payment uuid, p_reference text, p_actor text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m record;
BEGIN
  SELECT claim_id INTO m FROM payment WHERE id = p_payment;
  IF NOT FOUND THEN RETURN 'NOT_FOUND'; END IF;
  PERFORM 1 FROM claim WHERE id = m.claim_id FOR NO KEY UPDATE;
  UPDATE payment SET state = 'REJECTED', reference = p_reference, updated_at = p_at, updated_by = p_actor
    WHERE id = p_payment AND state = 'ORDERED' RETURNING claim_id, replaces INTO m;
  IF NOT FOUND THEN RETURN 'NOT_ORDERED'; END IF;
  IF m.replaces IS NULL THEN UPDATE claim SET state = 'APPROVED' WHERE id = m.claim_id AND state = 'ORDERED'; END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- A transfer that had been made came back: a counter-entry, the sum is owed again. The passes stay settled.
CREATE FUNCTION act_payment_returned(p_payment uuid, p_reason text, p_money uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  m record;
BEGIN
  UPDATE payment SET state = 'RETURNED', reference = p_reason, updated_at = p_at, updated_by = p_actor
    WHERE id = p_payment AND state = 'PAID' AND amount_cents > 0 RETURNING org_id, amount_cents INTO m;
  IF NOT FOUND THEN RETURN 'NOT_PAID'; END IF;
  PERFORM post_money(p_money, 'RETURN', p_actor, p_op, p_at, p_reason,
    array['PAYABLE', 'PAID'], array[m.org_id, m.org_id], array[-m.amount_cents, m.amount_cents]);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Too much was paid for a line: the organisation owes it back. Nothing of the claim changes.
CREATE FUNCTION act_overpaid(p_id uuid, p_redemption uuid, p_cents bigint, p_reason text, p_money uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  SELECT r2.org_id, r2.amount_cents, p.lot_id INTO r FROM redemption r2 JOIN claim c ON c.id = r2.claim_id AND c.state = 'PAID' JOIN pass p ON p.id = r2.pass_id
    WHERE r2.id = p_redemption;
  IF NOT FOUND THEN RETURN 'NOT_PAID'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('money:' || r.org_id, 0));
  IF EXISTS (SELECT 1 FROM counter_entry WHERE redemption_id = p_redemption AND kind = 'OVERPAID') THEN RETURN 'ALREADY'; END IF;
  IF p_cents > r.amount_cents THEN RETURN 'TOO_MUCH'; END IF;
  PERFORM post_money(p_money, 'OVERPAID', p_actor, p_op, p_at, p_reason,
    array['REFUND_DUE', 'COST'], array[r.org_id, r.lot_id], array[p_cents, -p_cents]);
  INSERT INTO counter_entry (id, kind, org_id, redemption_id, lot_id, amount_cents, reason, actor, at, money_tx_id)
    VALUES (p_id, 'OVERPAID', r.org_id, p_redemption, r.lot_id, p_cents, p_reason, p_actor, p_at, p_money);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- The organisation gave back what it owed, or a part.
CREATE FUNCTION act_repaid(p_id uuid, p_org uuid, p_cents bigint, p_reason text, p_money uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('money:' || p_org, 0));
  IF refund_left(p_org) < p_cents THEN RETURN 'TOO_MUCH'; END IF;
  PERFORM post_money(p_money, 'REPAID', p_actor, p_op, p_at, p_reason,
    array['PAID', 'REFUND_DUE'], array[p_org, p_org], array[p_cents, -p_cents]);
  INSERT INTO counter_entry (id, kind, org_id, amount_cents, reason, actor, at, money_tx_id)
    VALUES (p_id, 'REPAID', p_org, p_cents, p_reason, p_actor, p_at, p_money);
  RETURN 'OK';
END $$;
