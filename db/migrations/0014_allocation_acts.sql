-- Allocations made before they had a life of their own: their booklets are those their ledger transaction moved.
INSERT INTO allocation_booklet (allocation_id, booklet_id, released_at)
  SELECT DISTINCT a.id, p.booklet_id, a.received_at
  FROM allocation a JOIN pass_move m ON m.tx_id = a.tx_id JOIN pass p ON p.id = m.pass_id;
--> statement-breakpoint
-- A revoked convention leaves its days free for another.
ALTER TABLE partner_convention DROP CONSTRAINT partner_convention_no_overlap;
--> statement-breakpoint
ALTER TABLE partner_convention ADD CONSTRAINT partner_convention_no_overlap
  EXCLUDE USING gist (partner_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (revoked_at IS NULL);
--> statement-breakpoint
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER allocation_no_truncate BEFORE TRUNCATE ON allocation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER allocation_booklet_no_delete BEFORE DELETE ON allocation_booklet FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER allocation_booklet_no_truncate BEFORE TRUNCATE ON allocation_booklet FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER allocation_difference_no_delete BEFORE DELETE ON allocation_difference FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER allocation_difference_no_truncate BEFORE TRUNCATE ON allocation_difference FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER partner_convention_no_delete BEFORE DELETE ON partner_convention FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER partner_convention_no_truncate BEFORE TRUNCATE ON partner_convention FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Whether a partner may receive or hand over at a moment: open, and under a convention in force that day in
-- Paris, for this agent when the convention names its agents. Both rows are held until the transaction ends:
-- a revocation waits for us, or we see it.
CREATE FUNCTION partner_may_act(p_partner uuid, p_membership uuid, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  found_id uuid;
  named boolean;
BEGIN
  PERFORM 1 FROM partner WHERE id = p_partner AND revoked_at IS NULL FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT id, agents_named INTO found_id, named FROM partner_convention
    WHERE partner_id = p_partner AND revoked_at IS NULL
      AND (p_at AT TIME ZONE 'Europe/Paris')::date BETWEEN starts_on AND ends_on
    FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  RETURN p_membership IS NULL OR NOT named
    OR EXISTS (SELECT 1 FROM convention_agent WHERE convention_id = found_id AND membership_id = p_membership);
END $$;
--> statement-breakpoint
CREATE FUNCTION allocation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'PLANNED' THEN
      RAISE EXCEPTION 'an allocation is born planned, not %', NEW.state USING ERRCODE = 'PA017';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.partner_id, NEW.from_partner_id, NEW.site_id, NEW.lot_id, NEW.planned_at, NEW.planned_by, NEW.sent_booklets)
     IS DISTINCT FROM (OLD.id, OLD.partner_id, OLD.from_partner_id, OLD.site_id, OLD.lot_id, OLD.planned_at, OLD.planned_by, OLD.sent_booklets) THEN
    RAISE EXCEPTION 'what was planned never changes' USING ERRCODE = 'PA017';
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('PLANNED', 'SENT'), ('SENT', 'RECEIVED'), ('PLANNED', 'CANCELLED')) THEN
    RAISE EXCEPTION 'an allocation cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'PA017';
  END IF;
  IF NEW.state = 'RECEIVED' AND NEW.partner_id IS NOT NULL AND NOT partner_may_act(NEW.partner_id, NULL, NEW.received_at) THEN
    RAISE EXCEPTION 'partner % receives nothing: closed, or outside any convention', NEW.partner_id USING ERRCODE = 'PA018';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER allocation_guard BEFORE INSERT OR UPDATE ON allocation FOR EACH ROW EXECUTE FUNCTION allocation_guard();
--> statement-breakpoint
-- Released once; the list itself never changes.
CREATE FUNCTION allocation_booklet_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.released_at IS NOT NULL OR NEW.released_at IS NULL
     OR (NEW.allocation_id, NEW.booklet_id) IS DISTINCT FROM (OLD.allocation_id, OLD.booklet_id) THEN
    RAISE EXCEPTION 'a booklet set aside is released once' USING ERRCODE = 'PA017';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER allocation_booklet_guard BEFORE UPDATE ON allocation_booklet FOR EACH ROW EXECUTE FUNCTION allocation_booklet_guard();
--> statement-breakpoint
-- A difference is opened once and settled once.
CREATE FUNCTION allocation_difference_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.settled_at IS NOT NULL OR NEW.settled_at IS NULL
     OR (NEW.id, NEW.allocation_id, NEW.booklet_id, NEW.opened_at, NEW.opened_by, NEW.note)
     IS DISTINCT FROM (OLD.id, OLD.allocation_id, OLD.booklet_id, OLD.opened_at, OLD.opened_by, OLD.note) THEN
    RAISE EXCEPTION 'a difference is settled once, never edited' USING ERRCODE = 'PA017';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER allocation_difference_guard BEFORE UPDATE ON allocation_difference FOR EACH ROW EXECUTE FUNCTION allocation_difference_guard();
--> statement-breakpoint
-- At every commit: as many booklets are listed as were sent, and what was counted and what lacks add up to it.
CREATE FUNCTION allocation_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  a record;
  listed integer;
  lacking integer;
BEGIN
  SELECT id, state, sent_booklets, received_booklets INTO a FROM allocation WHERE id = NEW.id;
  SELECT count(*) INTO listed FROM allocation_booklet WHERE allocation_id = a.id;
  SELECT count(*) INTO lacking FROM allocation_difference WHERE allocation_id = a.id;
  IF listed <> a.sent_booklets OR (a.state = 'RECEIVED' AND a.received_booklets + lacking <> a.sent_booklets) THEN
    RAISE EXCEPTION 'allocation %: % sent, % listed, % received, % lacking', a.id, a.sent_booklets, listed, a.received_booklets, lacking
      USING ERRCODE = 'PA017';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER allocation_adds_up AFTER INSERT OR UPDATE ON allocation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION allocation_adds_up();
--> statement-breakpoint
-- A booklet set aside changes hands by nobody else's act, and never towards a closed partner.
CREATE FUNCTION booklet_custody_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.partner_id IS NOT DISTINCT FROM OLD.partner_id THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM allocation_booklet WHERE booklet_id = NEW.id AND released_at IS NULL) THEN
    RAISE EXCEPTION 'booklet % is set aside', NEW.serial USING ERRCODE = 'PA017';
  END IF;
  IF EXISTS (SELECT 1 FROM partner WHERE id = NEW.partner_id AND revoked_at IS NOT NULL) THEN
    RAISE EXCEPTION 'partner % is closed', NEW.partner_id USING ERRCODE = 'PA018';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER booklet_custody_guard BEFORE UPDATE OF partner_id ON booklet FOR EACH ROW EXECUTE FUNCTION booklet_custody_guard();
--> statement-breakpoint
-- A hand-over needs a convention in force and a booklet that is not on its way elsewhere; afterwards it may
-- only be taken back, once, when its person holds nothing of the booklet any more.
CREATE FUNCTION distribution_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT partner_may_act(NEW.partner_id, NEW.agent_id, NEW.at) THEN
      RAISE EXCEPTION 'partner % hands nothing over: closed, or outside any convention', NEW.partner_id USING ERRCODE = 'PA018';
    END IF;
    IF EXISTS (SELECT 1 FROM allocation_booklet WHERE booklet_id = NEW.booklet_id AND released_at IS NULL) THEN
      RAISE EXCEPTION 'booklet % is set aside', NEW.booklet_id USING ERRCODE = 'PA017';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.voided_at IS NOT DISTINCT FROM OLD.voided_at THEN RETURN NEW; END IF;
  IF OLD.voided_at IS NOT NULL THEN
    RAISE EXCEPTION 'a hand-over is taken back once' USING ERRCODE = 'PA001';
  END IF;
  IF EXISTS (SELECT 1 FROM pass WHERE booklet_id = NEW.booklet_id AND holder_id IS NOT NULL) THEN
    RAISE EXCEPTION 'somebody still holds passes of booklet %', NEW.booklet_id USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER distribution_guard BEFORE INSERT OR UPDATE ON distribution FOR EACH ROW EXECUTE FUNCTION distribution_guard();
--> statement-breakpoint
-- A revoked convention stays as it was; its partner and its first day never change.
CREATE FUNCTION convention_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL OR (NEW.id, NEW.partner_id, NEW.starts_on) IS DISTINCT FROM (OLD.id, OLD.partner_id, OLD.starts_on) THEN
    RAISE EXCEPTION 'this convention never changes' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER convention_guard BEFORE UPDATE ON partner_convention FOR EACH ROW EXECUTE FUNCTION convention_guard();
--> statement-breakpoint
-- The figures a committee looked at never move again.
CREATE FUNCTION committee_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL AND (TG_OP = 'DELETE'
     OR (NEW.id, NEW.pack, NEW.frozen_at, NEW.ledger_head) IS DISTINCT FROM (OLD.id, OLD.pack, OLD.frozen_at, OLD.ledger_head)) THEN
    RAISE EXCEPTION 'the figures of committee % are frozen', OLD.id USING ERRCODE = 'PA001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER committee_guard BEFORE UPDATE OR DELETE ON steering_committee FOR EACH ROW EXECUTE FUNCTION committee_guard();
--> statement-breakpoint
CREATE TRIGGER steering_committee_no_truncate BEFORE TRUNCATE ON steering_committee FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Sets booklets aside for an allocation. GONE: one of them is elsewhere, handed over, or set aside already.
CREATE FUNCTION act_plan_allocation(p_allocation uuid, p_from uuid, p_to uuid, p_site uuid, p_booklets uuid[], p_reason text,
  p_actor text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  free integer;
  lots uuid[];
BEGIN
  PERFORM 1 FROM booklet WHERE id = ANY (p_booklets) ORDER BY id FOR NO KEY UPDATE;
  SELECT count(*), array_agg(DISTINCT b.lot_id) INTO free, lots FROM booklet b
    WHERE b.id = ANY (p_booklets) AND b.partner_id IS NOT DISTINCT FROM p_from
      AND EXISTS (SELECT 1 FROM pass p WHERE p.booklet_id = b.id AND p.state = CASE WHEN p_from IS NULL THEN 'STOCK' ELSE 'ALLOCATED' END)
      AND NOT EXISTS (SELECT 1 FROM distribution d WHERE d.booklet_id = b.id AND d.voided_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM allocation_booklet k WHERE k.booklet_id = b.id AND k.released_at IS NULL);
  IF free <> cardinality(p_booklets) THEN RETURN 'GONE'; END IF;
  INSERT INTO allocation (id, partner_id, from_partner_id, site_id, lot_id, state, reason, planned_at, planned_by, sent_booklets)
    VALUES (p_allocation, p_to, p_from, p_site, CASE WHEN cardinality(lots) = 1 THEN lots[1] END, 'PLANNED', p_reason, p_at, p_actor, free);
  INSERT INTO allocation_booklet (allocation_id, booklet_id) SELECT p_allocation, unnest(p_booklets);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Moves booklets from one custody to another (null: the stock), through the stock: two ledger transactions
-- when they go from a partner to another. Answers the last of them, or null when no pass was left to move.
CREATE FUNCTION move_booklets(p_booklets uuid[], p_from uuid, p_to uuid, p_site uuid, p_tx_out uuid, p_tx_in uuid,
  p_actor text, p_op uuid, p_at timestamptz, p_reason text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  quantity integer;
  done uuid;
BEGIN
  PERFORM 1 FROM booklet WHERE id = ANY (p_booklets) ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM pass WHERE booklet_id = ANY (p_booklets) ORDER BY id FOR NO KEY UPDATE;
  UPDATE booklet SET partner_id = p_to, site_id = p_site WHERE id = ANY (p_booklets);
  IF p_from IS NOT NULL THEN
    SELECT count(*) INTO quantity FROM pass WHERE booklet_id = ANY (p_booklets) AND state = 'ALLOCATED' AND partner_id = p_from;
    IF quantity > 0 THEN
      PERFORM post_move(p_tx_out, 'RETURN', p_actor, p_op, p_at, p_reason, 'PARTNER', p_from, 'STOCK', nobody, quantity);
      UPDATE pass SET state = 'STOCK', partner_id = NULL, tx_id = p_tx_out
        WHERE booklet_id = ANY (p_booklets) AND state = 'ALLOCATED' AND partner_id = p_from;
      done := p_tx_out;
    END IF;
  END IF;
  IF p_to IS NOT NULL THEN
    SELECT count(*) INTO quantity FROM pass WHERE booklet_id = ANY (p_booklets) AND state = 'STOCK';
    IF quantity > 0 THEN
      PERFORM post_move(p_tx_in, 'ALLOCATE', p_actor, p_op, p_at, p_reason, 'STOCK', nobody, 'PARTNER', p_to, quantity);
      UPDATE pass SET state = 'ALLOCATED', partner_id = p_to, tx_id = p_tx_in
        WHERE booklet_id = ANY (p_booklets) AND state = 'STOCK';
      done := p_tx_in;
    END IF;
  END IF;
  RETURN done;
END $$;
--> statement-breakpoint
CREATE FUNCTION act_send_allocation(p_allocation uuid, p_actor text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE allocation SET state = 'SENT', sent_at = p_at, sent_by = p_actor WHERE id = p_allocation AND state = 'PLANNED';
  IF NOT FOUND THEN RETURN 'NOT_PLANNED'; END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
CREATE FUNCTION act_cancel_allocation(p_allocation uuid, p_reason text, p_actor text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE allocation SET state = 'CANCELLED', cancelled_at = p_at, cancel_reason = p_reason WHERE id = p_allocation AND state = 'PLANNED';
  IF NOT FOUND THEN RETURN 'NOT_PLANNED'; END IF;
  UPDATE allocation_booklet SET released_at = p_at WHERE allocation_id = p_allocation AND released_at IS NULL;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- The receiver has counted. What arrived changes hands now; each booklet that lacks opens a difference and
-- stays set aside until it is settled.
CREATE FUNCTION act_receive_allocation(p_allocation uuid, p_missing uuid[], p_differences uuid[], p_note text,
  p_tx_out uuid, p_tx_in uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  a record;
  arrived uuid[];
  done uuid;
BEGIN
  SELECT * INTO a FROM allocation WHERE id = p_allocation FOR NO KEY UPDATE;
  IF NOT FOUND OR a.state <> 'SENT' THEN RETURN 'NOT_SENT'; END IF;
  SELECT array_agg(booklet_id ORDER BY booklet_id) FILTER (WHERE booklet_id <> ALL (p_missing)) INTO arrived
    FROM allocation_booklet WHERE allocation_id = p_allocation;
  arrived := coalesce(arrived, '{}');
  IF cardinality(arrived) + cardinality(p_missing) <> a.sent_booklets THEN RETURN 'NOT_LISTED'; END IF;
  UPDATE allocation_booklet SET released_at = p_at WHERE allocation_id = p_allocation AND booklet_id = ANY (arrived);
  done := move_booklets(arrived, a.from_partner_id, a.partner_id, a.site_id, p_tx_out, p_tx_in, p_actor, p_op, p_at, a.reason);
  INSERT INTO allocation_difference (id, allocation_id, booklet_id, opened_at, opened_by, note)
    SELECT d.id, p_allocation, d.booklet_id, p_at, p_actor, p_note FROM unnest(p_differences, p_missing) AS d (id, booklet_id);
  UPDATE allocation SET state = 'RECEIVED', received_booklets = cardinality(arrived), received_at = p_at, received_by = p_actor, tx_id = done
    WHERE id = p_allocation;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Settles differences of one allocation. FOUND: the booklets are received after all; LOST: their passes are
-- blocked; BACK: they never left, and are free again where they were sent from.
CREATE FUNCTION act_settle_differences(p_allocation uuid, p_differences uuid[], p_outcome text, p_reason text,
  p_tx_out uuid, p_tx_in uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  a record;
  settled uuid[];
  lost uuid[];
BEGIN
  SELECT * INTO a FROM allocation WHERE id = p_allocation FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'SETTLED'; END IF;
  WITH done AS (
    UPDATE allocation_difference SET outcome = p_outcome, settled_at = p_at, settled_by = p_actor, reason = p_reason
      WHERE allocation_id = p_allocation AND id = ANY (p_differences) AND settled_at IS NULL RETURNING booklet_id)
  SELECT coalesce(array_agg(booklet_id ORDER BY booklet_id), '{}') INTO settled FROM done;
  IF cardinality(settled) <> cardinality(p_differences) THEN RETURN 'SETTLED'; END IF;
  UPDATE allocation_booklet SET released_at = p_at WHERE allocation_id = p_allocation AND booklet_id = ANY (settled);
  IF p_outcome = 'FOUND' THEN
    IF a.partner_id IS NOT NULL AND NOT partner_may_act(a.partner_id, NULL, p_at) THEN RETURN 'PARTNER_CLOSED'; END IF;
    PERFORM move_booklets(settled, a.from_partner_id, a.partner_id, a.site_id, p_tx_out, p_tx_in, p_actor, p_op, p_at, p_reason);
  ELSIF p_outcome = 'LOST' THEN
    PERFORM 1 FROM booklet WHERE id = ANY (settled) ORDER BY id FOR NO KEY UPDATE;
    SELECT array_agg(id ORDER BY id) INTO lost FROM pass WHERE booklet_id = ANY (settled) AND state IN ('STOCK', 'ALLOCATED');
    IF lost IS NOT NULL THEN RETURN act_block(lost, 'LOST', 'AUTHORITY', p_tx_out, p_actor, p_op, p_at); END IF;
  END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Given in person: planned, sent and received in one act.
CREATE OR REPLACE FUNCTION act_allocate(p_allocation uuid, p_lot uuid, p_booklets uuid[], p_partner uuid,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM booklet WHERE id = ANY (p_booklets) AND lot_id <> p_lot) THEN RETURN 'GONE'; END IF;
  IF act_plan_allocation(p_allocation, NULL, p_partner, NULL, p_booklets, NULL, p_actor, p_at) <> 'OK' THEN RETURN 'GONE'; END IF;
  PERFORM act_send_allocation(p_allocation, p_actor, p_at);
  RETURN act_receive_allocation(p_allocation, '{}', '{}', NULL, p_tx, p_tx, p_actor, p_op, p_at);
END $$;
--> statement-breakpoint
-- Takes a hand-over back: all its passes return to the partner, or nothing does. TOUCHED: one of them is
-- reserved, used, expired or blocked.
CREATE FUNCTION act_void_hand_over(p_distribution uuid, p_reason text,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  d record;
  held integer;
  others integer;
BEGIN
  SELECT booklet_id, partner_id, holder_id INTO d FROM distribution WHERE id = p_distribution;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  PERFORM 1 FROM holder WHERE id = d.holder_id FOR NO KEY UPDATE;
  PERFORM 1 FROM booklet WHERE id = d.booklet_id FOR NO KEY UPDATE;
  PERFORM 1 FROM pass WHERE booklet_id = d.booklet_id ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM distribution WHERE id = p_distribution AND voided_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  SELECT count(*) FILTER (WHERE state = 'HELD' AND holder_id = d.holder_id), count(*) FILTER (WHERE state <> 'HELD')
    INTO held, others FROM pass WHERE booklet_id = d.booklet_id;
  IF held = 0 OR others > 0 THEN RETURN 'TOUCHED'; END IF;
  PERFORM post_move(p_tx, 'VOID_HAND_OVER', p_actor, p_op, p_at, p_reason, 'HELD', d.holder_id, 'PARTNER', d.partner_id, held);
  UPDATE pass SET state = 'ALLOCATED', holder_id = NULL, partner_id = d.partner_id, tx_id = p_tx
    WHERE booklet_id = d.booklet_id AND state = 'HELD';
  UPDATE distribution SET voided_at = p_at, void_reason = p_reason, voided_by = p_actor WHERE id = p_distribution;
  RETURN 'OK';
END $$;
