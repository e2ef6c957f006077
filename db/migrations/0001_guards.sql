-- What no program may do, whoever connects: every rule here stands in app/*/rules too.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: this table only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'PA001';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_transaction_no_truncate BEFORE TRUNCATE ON ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_move_append_only BEFORE UPDATE OR DELETE ON pass_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_move_no_truncate BEFORE TRUNCATE ON pass_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_move_append_only BEFORE UPDATE OR DELETE ON booking_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_move_no_truncate BEFORE TRUNCATE ON booking_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_edge_append_only BEFORE UPDATE OR DELETE ON pass_edge FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_edge_no_truncate BEFORE TRUNCATE ON pass_edge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_no_delete BEFORE DELETE ON pass FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_no_truncate BEFORE TRUNCATE ON pass FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER redemption_no_delete BEFORE DELETE ON redemption FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER redemption_no_truncate BEFORE TRUNCATE ON redemption FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER distribution_no_delete BEFORE DELETE ON distribution FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER distribution_no_truncate BEFORE TRUNCATE ON distribution FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_no_delete BEFORE DELETE ON booking FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_no_truncate BEFORE TRUNCATE ON booking FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_pass_no_delete BEFORE DELETE ON booking_pass FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_pass_no_truncate BEFORE TRUNCATE ON booking_pass FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
INSERT INTO pass_edge (from_state, to_state) VALUES
  ('STOCK', 'ALLOCATED'),
  ('ALLOCATED', 'STOCK'),
  ('ALLOCATED', 'HELD'),
  ('HELD', 'ALLOCATED'),
  ('HELD', 'RESERVED'),
  ('RESERVED', 'HELD'),
  ('RESERVED', 'REDEEMED'),
  ('HELD', 'REDEEMED'),
  ('REDEEMED', 'HELD'),
  ('REDEEMED', 'CLAIMED'),
  ('CLAIMED', 'REDEEMED'),
  ('CLAIMED', 'SETTLED'),
  ('STOCK', 'EXPIRED'),
  ('ALLOCATED', 'EXPIRED'),
  ('HELD', 'EXPIRED'),
  ('STOCK', 'BLOCKED'),
  ('ALLOCATED', 'BLOCKED'),
  ('HELD', 'BLOCKED');
--> statement-breakpoint
CREATE FUNCTION pass_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'STOCK' THEN
      RAISE EXCEPTION 'a pass is born in stock, not %', NEW.state USING ERRCODE = 'PA002';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.booklet_id, NEW.lot_id, NEW.ordinal, NEW.code_hmac)
     IS DISTINCT FROM (OLD.id, OLD.booklet_id, OLD.lot_id, OLD.ordinal, OLD.code_hmac) THEN
    RAISE EXCEPTION 'the identity of a pass never changes' USING ERRCODE = 'PA002';
  END IF;
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    IF NOT EXISTS (SELECT 1 FROM pass_edge e WHERE e.from_state = OLD.state AND e.to_state = NEW.state) THEN
      RAISE EXCEPTION 'a pass cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'PA002';
    END IF;
    IF NEW.tx_id = OLD.tx_id THEN
      RAISE EXCEPTION 'a pass moves under a ledger transaction of its own' USING ERRCODE = 'PA002';
    END IF;
  ELSIF (NEW.holder_id, NEW.org_id, NEW.partner_id, NEW.tx_id)
     IS DISTINCT FROM (OLD.holder_id, OLD.org_id, OLD.partner_id, OLD.tx_id) THEN
    RAISE EXCEPTION 'a pass changes hands only by changing state' USING ERRCODE = 'PA002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pass_guard BEFORE INSERT OR UPDATE ON pass FOR EACH ROW EXECUTE FUNCTION pass_guard();
--> statement-breakpoint
CREATE FUNCTION pass_move_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO pass_move (pass_id, tx_id, from_state, to_state) SELECT n.id, n.tx_id, NULL, n.state FROM new_rows n;
  ELSE
    INSERT INTO pass_move (pass_id, tx_id, from_state, to_state)
      SELECT n.id, n.tx_id, o.state, n.state FROM new_rows n JOIN old_rows o ON o.id = n.id AND o.state <> n.state;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER pass_born AFTER INSERT ON pass REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pass_move_written();
--> statement-breakpoint
CREATE TRIGGER pass_moved AFTER UPDATE ON pass REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION pass_move_written();
--> statement-breakpoint
CREATE FUNCTION booking_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'CONFIRMED' THEN
      RAISE EXCEPTION 'a booking is born confirmed, not %', NEW.state USING ERRCODE = 'PA003';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.session_id, NEW.holder_id, NEW.price_passes, NEW.op_key)
     IS DISTINCT FROM (OLD.id, OLD.session_id, OLD.holder_id, OLD.price_passes, OLD.op_key) THEN
    RAISE EXCEPTION 'what was booked never changes' USING ERRCODE = 'PA003';
  END IF;
  IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state, NEW.state) NOT IN
     (('CONFIRMED', 'ATTENDED'), ('CONFIRMED', 'NO_SHOW'), ('CONFIRMED', 'CANCELLED'), ('ATTENDED', 'CONFIRMED'), ('NO_SHOW', 'CONFIRMED')) THEN
    RAISE EXCEPTION 'a booking cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'PA003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER booking_guard BEFORE INSERT OR UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION booking_guard();
--> statement-breakpoint
CREATE FUNCTION booking_move_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
    INSERT INTO booking_move (booking_id, from_state, to_state, at, actor, op_key)
      VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, NEW.state, NEW.updated_at, NEW.updated_by, NEW.updated_op);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER booking_moved AFTER INSERT OR UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION booking_move_written();
--> statement-breakpoint
-- Seats: the counter that makes "full" cheap must equal the bookings it counts, at every commit.
CREATE FUNCTION seats_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
  counted integer;
  written integer;
BEGIN
  IF TG_TABLE_NAME = 'session' THEN target := NEW.id; ELSE target := NEW.session_id; END IF;
  SELECT seats_taken INTO written FROM session WHERE id = target;
  SELECT count(*) INTO counted FROM booking WHERE session_id = target AND state <> 'CANCELLED';
  IF written <> counted THEN
    RAISE EXCEPTION 'session %: % seats taken but % live bookings', target, written, counted USING ERRCODE = 'PA004';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER booking_seats_match AFTER INSERT OR UPDATE OF state ON booking DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seats_match();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER session_seats_match AFTER INSERT OR UPDATE OF seats_taken ON session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seats_match();
--> statement-breakpoint
-- The passes behind a booking: as many as its price, in the state its own state demands.
CREATE FUNCTION booking_passes_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  b record;
  backing integer;
BEGIN
  SELECT id, state, holder_id, price_passes INTO b FROM booking WHERE id = NEW.id;
  SELECT count(*) INTO backing FROM booking_pass bp JOIN pass p ON p.id = bp.pass_id
    WHERE bp.booking_id = b.id AND bp.released_at IS NULL AND p.holder_id = b.holder_id
      AND CASE WHEN b.state = 'CONFIRMED' THEN p.state = 'RESERVED'
               WHEN b.state = 'ATTENDED' THEN p.state IN ('REDEEMED', 'CLAIMED', 'SETTLED')
               ELSE true END;
  IF backing <> (CASE WHEN b.state IN ('CONFIRMED', 'ATTENDED') THEN b.price_passes ELSE 0 END) THEN
    RAISE EXCEPTION 'booking % (%) is backed by % passes, its price is %', b.id, b.state, backing, b.price_passes USING ERRCODE = 'PA005';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER booking_passes_match AFTER INSERT OR UPDATE OF state ON booking DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION booking_passes_match();
--> statement-breakpoint
-- The ledger. Balances are kept by the entries themselves; accounts are locked in the order of their ids.
CREATE FUNCTION ledger_balance_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM account WHERE id IN (SELECT account_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE account a SET balance = a.balance + d.quantity
    FROM (SELECT account_id, sum(quantity) AS quantity FROM new_rows GROUP BY account_id) d
    WHERE a.id = d.account_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_balance_kept AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_balance_kept();
--> statement-breakpoint
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
  n integer;
  total numeric;
BEGIN
  IF TG_TABLE_NAME = 'ledger_transaction' THEN target := NEW.id; ELSE target := NEW.tx_id; END IF;
  SELECT count(*), coalesce(sum(quantity), 0) INTO n, total FROM ledger_entry WHERE tx_id = target;
  IF n < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction %: % entries, sum %', target, n, total USING ERRCODE = 'PA006';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON ledger_transaction DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();
--> statement-breakpoint
CREATE FUNCTION account_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.kind, NEW.owner_id) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.owner_id) THEN
    RAISE EXCEPTION 'an account never disappears nor changes hands' USING ERRCODE = 'PA001';
  END IF;
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a balance moves only by an entry' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_guard BEFORE UPDATE OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION account_guard();
--> statement-breakpoint
CREATE TRIGGER account_no_truncate BEFORE TRUNCATE ON account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Every owner has its accounts from birth, so that posting never has to create one.
CREATE FUNCTION accounts_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO account (kind, owner_id) SELECT k, NEW.id FROM unnest(TG_ARGV[0]::text[]) AS k;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER holder_accounts AFTER INSERT ON holder FOR EACH ROW EXECUTE FUNCTION accounts_opened('{HELD,RESERVED}');
--> statement-breakpoint
CREATE TRIGGER partner_accounts AFTER INSERT ON partner FOR EACH ROW EXECUTE FUNCTION accounts_opened('{PARTNER}');
--> statement-breakpoint
CREATE TRIGGER venue_org_accounts AFTER INSERT ON venue_org FOR EACH ROW EXECUTE FUNCTION accounts_opened('{REDEEMED,CLAIMED,SETTLED}');
--> statement-breakpoint
CREATE TRIGGER pass_lot_accounts AFTER INSERT ON pass_lot FOR EACH ROW EXECUTE FUNCTION accounts_opened('{ISSUE}');
--> statement-breakpoint
INSERT INTO account (kind, owner_id) SELECT k, '00000000-0000-0000-0000-000000000000' FROM unnest(array['STOCK', 'EXPIRED', 'BLOCKED']) AS k;
--> statement-breakpoint
-- A redemption, once written, may only be reversed, or enter or leave a claim.
CREATE FUNCTION redemption_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.pass_id, NEW.org_id, NEW.venue_id, NEW.booking_id, NEW.holder_id, NEW.at, NEW.channel, NEW.amount_cents, NEW.tx_id)
     IS DISTINCT FROM (OLD.id, OLD.pass_id, OLD.org_id, OLD.venue_id, OLD.booking_id, OLD.holder_id, OLD.at, OLD.channel, OLD.amount_cents, OLD.tx_id)
     OR OLD.reversed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a redemption is never edited' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER redemption_guard BEFORE UPDATE ON redemption FOR EACH ROW EXECUTE FUNCTION redemption_guard();
--> statement-breakpoint
ALTER TABLE org_label ADD CONSTRAINT org_label_no_overlap EXCLUDE USING gist (org_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&);
--> statement-breakpoint
ALTER TABLE partner_convention ADD CONSTRAINT partner_convention_no_overlap EXCLUDE USING gist (partner_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&);
--> statement-breakpoint
ALTER TABLE session ADD CONSTRAINT session_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state = 'OPEN');
--> statement-breakpoint
ALTER TABLE session ADD CONSTRAINT session_mediator_free EXCLUDE USING gist (mediator_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state = 'OPEN');
--> statement-breakpoint
ALTER TABLE redemption ADD CONSTRAINT redemption_booking_fk FOREIGN KEY (booking_id) REFERENCES booking (id);
--> statement-breakpoint
ALTER TABLE redemption ADD CONSTRAINT redemption_venue_fk FOREIGN KEY (venue_id) REFERENCES venue (id);
--> statement-breakpoint
ALTER TABLE booking ADD CONSTRAINT booking_moved_from_fk FOREIGN KEY (moved_from) REFERENCES booking (id);
