-- Lots made before there were orders are in use already: they stay so. From now on only an act activates.
UPDATE pass_lot SET activated_at = created_at, activated_by = created_by;
--> statement-breakpoint
-- What was ordered never changes; its payment is written once.
CREATE FUNCTION pass_order_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.paid_on IS NOT NULL THEN
      RAISE EXCEPTION 'an order is born unpaid' USING ERRCODE = 'PA007', CONSTRAINT = 'pass_order_born_unpaid';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.supplier, NEW.reference, NEW.ordered_on, NEW.amount_cents)
     IS DISTINCT FROM (OLD.id, OLD.supplier, OLD.reference, OLD.ordered_on, OLD.amount_cents) OR OLD.paid_on IS NOT NULL THEN
    RAISE EXCEPTION 'an order and its payment never change' USING ERRCODE = 'PA007', CONSTRAINT = 'pass_order_frozen';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pass_order_guard BEFORE INSERT OR UPDATE OR DELETE ON pass_order FOR EACH ROW EXECUTE FUNCTION pass_order_guard();
--> statement-breakpoint
CREATE TRIGGER pass_order_no_truncate BEFORE TRUNCATE ON pass_order FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A lot is activated once, after its order is paid; then its order and its price stand for ever.
CREATE FUNCTION pass_lot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.activated_at IS NOT NULL THEN
      RAISE EXCEPTION 'a lot is born inactive' USING ERRCODE = 'PA007', CONSTRAINT = 'pass_lot_activation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.booklet_count, NEW.booklet_size, NEW.face_cents, NEW.valid_from, NEW.valid_until)
     IS DISTINCT FROM (OLD.id, OLD.booklet_count, OLD.booklet_size, OLD.face_cents, OLD.valid_from, OLD.valid_until) THEN
    RAISE EXCEPTION 'what a lot is never changes' USING ERRCODE = 'PA007', CONSTRAINT = 'pass_lot_frozen';
  END IF;
  IF OLD.activated_at IS NOT NULL AND (NEW.activated_at, NEW.order_id, NEW.price_cents)
     IS DISTINCT FROM (OLD.activated_at, OLD.order_id, OLD.price_cents) THEN
    RAISE EXCEPTION 'an activated lot keeps its order and its price' USING ERRCODE = 'PA007', CONSTRAINT = 'pass_lot_frozen';
  END IF;
  IF OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM pass_order o WHERE o.id = NEW.order_id AND o.paid_on IS NOT NULL) THEN
    RAISE EXCEPTION 'lot % is not paid', NEW.id USING ERRCODE = 'PA007', CONSTRAINT = 'pass_lot_activation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pass_lot_guard BEFORE INSERT OR UPDATE ON pass_lot FOR EACH ROW EXECUTE FUNCTION pass_lot_guard();
--> statement-breakpoint
CREATE FUNCTION pass_leaves_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pass_lot l WHERE l.id = NEW.lot_id AND l.activated_at IS NOT NULL) THEN
    RAISE EXCEPTION 'pass % is of a lot that is not activated', NEW.id USING ERRCODE = 'PA007', CONSTRAINT = 'pass_lot_not_activated';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- To expire or to be blocked gives nobody anything: it is open to passes that are not paid yet.
CREATE TRIGGER pass_leaves_stock BEFORE UPDATE ON pass FOR EACH ROW
  WHEN (OLD.state = 'STOCK' AND NEW.state NOT IN ('STOCK', 'EXPIRED', 'BLOCKED')) EXECUTE FUNCTION pass_leaves_stock();
--> statement-breakpoint
CREATE FUNCTION lot_funding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pass_lot l WHERE l.activated_at IS NOT NULL
      AND l.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.lot_id END, CASE WHEN TG_OP <> 'INSERT' THEN OLD.lot_id END)) THEN
    RAISE EXCEPTION 'an activated lot keeps its fundings' USING ERRCODE = 'PA008', CONSTRAINT = 'lot_funding_frozen';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
--> statement-breakpoint
CREATE TRIGGER lot_funding_guard BEFORE INSERT OR UPDATE OR DELETE ON lot_funding FOR EACH ROW EXECUTE FUNCTION lot_funding_guard();
--> statement-breakpoint
CREATE TRIGGER lot_funding_no_truncate BEFORE TRUNCATE ON lot_funding FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The rate, kind and period of a funding that pays for something stand; its cap and its name may be mended.
CREATE FUNCTION funding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.kind, NEW.rate_bps, NEW.starts_on, NEW.ends_on)
     IS DISTINCT FROM (OLD.id, OLD.kind, OLD.rate_bps, OLD.starts_on, OLD.ends_on) THEN
    RAISE EXCEPTION 'the kind, rate and period of a funding never change' USING ERRCODE = 'PA008', CONSTRAINT = 'funding_frozen';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER funding_guard BEFORE UPDATE OR DELETE ON funding FOR EACH ROW EXECUTE FUNCTION funding_guard();
--> statement-breakpoint
-- At every commit: a lot in an order is financed at 100 %, each line under its rate and in its period, the
-- State at 65 % or under; a lot in no order has no funding; the lots of an order do not cost more than it.
CREATE FUNCTION lot_financed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
  l record;
  total integer;
  state_total integer;
  wrong integer;
BEGIN
  IF TG_TABLE_NAME = 'pass_lot' THEN target := NEW.id;
  ELSIF TG_OP = 'DELETE' THEN target := OLD.lot_id;
  ELSE target := NEW.lot_id; END IF;
  SELECT p.order_id, o.ordered_on, o.amount_cents INTO l FROM pass_lot p LEFT JOIN pass_order o ON o.id = p.order_id WHERE p.id = target;
  SELECT coalesce(sum(s.share_bps), 0), coalesce(sum(s.share_bps) FILTER (WHERE f.kind = 'STATE'), 0),
      count(*) FILTER (WHERE s.share_bps > f.rate_bps OR l.ordered_on NOT BETWEEN f.starts_on AND f.ends_on)
    INTO total, state_total, wrong
    FROM lot_funding s JOIN funding f ON f.id = s.funding_id WHERE s.lot_id = target;
  IF total <> (CASE WHEN l.order_id IS NULL THEN 0 ELSE 10000 END) THEN
    RAISE EXCEPTION 'lot %: its shares make % basis points', target, total USING ERRCODE = 'PA008', CONSTRAINT = 'lot_funding_whole';
  END IF;
  IF state_total > 6500 THEN
    RAISE EXCEPTION 'lot %: the State pays % basis points', target, state_total USING ERRCODE = 'PA008', CONSTRAINT = 'lot_funding_state';
  END IF;
  IF wrong > 0 THEN
    RAISE EXCEPTION 'lot %: a funding is over its rate or out of its period', target USING ERRCODE = 'PA008', CONSTRAINT = 'lot_funding_lines';
  END IF;
  IF l.order_id IS NOT NULL AND l.amount_cents < (SELECT sum(price_cents) FROM pass_lot WHERE order_id = l.order_id) THEN
    RAISE EXCEPTION 'the lots of order % cost more than it', l.order_id USING ERRCODE = 'PA008', CONSTRAINT = 'pass_order_lots';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER lot_funding_financed AFTER INSERT OR UPDATE OR DELETE ON lot_funding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lot_financed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER pass_lot_financed AFTER INSERT OR UPDATE OF order_id, price_cents ON pass_lot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lot_financed();
--> statement-breakpoint
CREATE TRIGGER pass_block_append_only BEFORE UPDATE OR DELETE ON pass_block FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_replacement_append_only BEFORE UPDATE OR DELETE ON pass_replacement FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Posts passes, wherever they stand (stock, partner, person), to a sink: one transaction, one entry an account.
CREATE FUNCTION post_to_sink(p_tx uuid, p_kind text, p_actor text, p_op uuid, p_at timestamptz, p_reason text,
  p_sink text, p_passes uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_transaction (id, kind, at, actor, op_key, reason) VALUES (p_tx, p_kind, p_at, p_actor, p_op, p_reason);
  INSERT INTO ledger_entry (tx_id, account_id, quantity)
    WITH leaving AS (
      SELECT CASE state WHEN 'ALLOCATED' THEN 'PARTNER' ELSE state END AS kind,
        CASE state WHEN 'ALLOCATED' THEN partner_id WHEN 'HELD' THEN holder_id ELSE '00000000-0000-0000-0000-000000000000'::uuid END AS owner_id,
        count(*) AS n
      FROM pass WHERE id = ANY (p_passes) GROUP BY 1, 2
    ), lines AS (
      SELECT kind, owner_id, -n AS quantity FROM leaving
      UNION ALL SELECT p_sink, '00000000-0000-0000-0000-000000000000'::uuid, sum(n) FROM leaving
    )
    SELECT p_tx, a.id, l.quantity FROM lines l JOIN account a ON a.kind = l.kind AND a.owner_id = l.owner_id ORDER BY a.id;
END $$;
--> statement-breakpoint
-- Expires one batch: stock and partners' passes the day after their last, people's after the grace of their
-- lot. Rows somebody is using are skipped, and found again by the next batch. Answers how many.
CREATE FUNCTION act_expire(p_today date, p_most integer, p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  chosen uuid[];
  moved integer;
BEGIN
  SELECT array_agg(c.id ORDER BY c.id) INTO chosen FROM (
    SELECT p.id FROM pass p JOIN pass_lot l ON l.id = p.lot_id
    WHERE p.expires_on < p_today AND (p.state IN ('STOCK', 'ALLOCATED') OR p.state = 'HELD' AND p.expires_on + l.grace_days < p_today)
    ORDER BY p.id LIMIT p_most FOR NO KEY UPDATE OF p SKIP LOCKED) c;
  IF chosen IS NULL THEN RETURN 0; END IF;
  PERFORM post_to_sink(p_tx, 'EXPIRE', p_actor, p_op, p_at, NULL, 'EXPIRED', chosen);
  UPDATE pass SET state = 'EXPIRED', holder_id = NULL, tx_id = p_tx
    WHERE id = ANY (chosen) AND state IN ('STOCK', 'ALLOCATED', 'HELD');
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(chosen) THEN RAISE EXCEPTION 'a locked pass moved' USING ERRCODE = '40001'; END IF;
  RETURN moved;
END $$;
--> statement-breakpoint
CREATE INDEX pass_to_expire ON pass (expires_on) WHERE state IN ('STOCK', 'ALLOCATED', 'HELD');
--> statement-breakpoint
-- Blocks passes that are lost, all or none. MOVED: one of them is reserved, used, or gone already.
CREATE FUNCTION act_block(p_passes uuid[], p_cause text, p_told_by text,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  free integer;
BEGIN
  PERFORM 1 FROM pass WHERE id = ANY (p_passes) ORDER BY id FOR NO KEY UPDATE;
  SELECT count(*) INTO free FROM pass WHERE id = ANY (p_passes) AND state IN ('STOCK', 'ALLOCATED', 'HELD');
  IF free = 0 OR free <> cardinality(p_passes) THEN RETURN 'MOVED'; END IF;
  PERFORM post_to_sink(p_tx, 'BLOCK', p_actor, p_op, p_at, p_cause, 'BLOCKED', p_passes);
  INSERT INTO pass_block (pass_id, cause, told_by, partner_id, holder_id, at, tx_id)
    SELECT id, p_cause, p_told_by, partner_id, holder_id, p_at, p_tx FROM pass WHERE id = ANY (p_passes);
  UPDATE pass SET state = 'BLOCKED', holder_id = NULL, tx_id = p_tx WHERE id = ANY (p_passes);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Gives a person the first passes of a partner's booklet for as many they lost, and blocks the rest of it: a
-- booklet belongs to one person. GONE: not this partner's, or not usable; SHORT: too few; FACE: another value.
CREATE FUNCTION act_replace(p_originals uuid[], p_holder uuid, p_booklet uuid, p_partner uuid, p_agent uuid, p_distribution uuid, p_today date,
  p_rest_tx uuid, p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  n integer := cardinality(p_originals);
  given uuid[];
  rest uuid[];
  d record;
BEGIN
  PERFORM 1 FROM booklet WHERE id = p_booklet AND partner_id = p_partner FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  PERFORM 1 FROM pass WHERE booklet_id = p_booklet ORDER BY id FOR NO KEY UPDATE;
  SELECT (array_agg(id ORDER BY ordinal))[1:n], (array_agg(id ORDER BY ordinal))[n + 1:] INTO given, rest FROM pass
    WHERE booklet_id = p_booklet AND state = 'ALLOCATED' AND partner_id = p_partner AND expires_on >= p_today;
  IF given IS NULL THEN RETURN 'GONE'; END IF;
  IF cardinality(given) < n THEN RETURN 'SHORT'; END IF;
  IF (SELECT count(*) FROM pass_block WHERE pass_id = ANY (p_originals) AND holder_id = p_holder) <> n THEN RETURN 'GONE'; END IF;
  IF EXISTS (SELECT 1 FROM pass o JOIN pass_lot ol ON ol.id = o.lot_id, pass g JOIN pass_lot gl ON gl.id = g.lot_id
      WHERE o.id = ANY (p_originals) AND g.id = given[1] AND ol.face_cents <> gl.face_cents) THEN RETURN 'FACE'; END IF;
  SELECT x.* INTO d FROM distribution x JOIN pass p ON p.booklet_id = x.booklet_id
    WHERE p.id = p_originals[1] AND x.holder_id = p_holder AND x.voided_at IS NULL;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  PERFORM post_move(p_tx, 'HAND_OVER', p_actor, p_op, p_at, 'REPLACEMENT', 'PARTNER', p_partner, 'HELD', p_holder, n);
  UPDATE pass SET state = 'HELD', holder_id = p_holder, tx_id = p_tx WHERE id = ANY (given);
  INSERT INTO distribution (id, booklet_id, partner_id, agent_id, holder_id, at, publics, age_band, commune, insee_code, notice_version, tx_id)
    VALUES (p_distribution, p_booklet, p_partner, p_agent, p_holder, p_at, d.publics, d.age_band, d.commune, d.insee_code, d.notice_version, p_tx);
  INSERT INTO pass_replacement (original_id, replacement_id, at, tx_id)
    SELECT o.id, g.id, p_at, p_tx FROM unnest(p_originals, given) AS pair (original, new)
      JOIN pass o ON o.id = pair.original JOIN pass g ON g.id = pair.new;
  IF cardinality(rest) > 0 THEN
    PERFORM post_to_sink(p_rest_tx, 'BLOCK', p_actor, p_op, p_at, 'SURPLUS', 'BLOCKED', rest);
    INSERT INTO pass_block (pass_id, cause, told_by, partner_id, holder_id, at, tx_id)
      SELECT id, 'SURPLUS', 'AGENT', partner_id, NULL, p_at, p_rest_tx FROM pass WHERE id = ANY (rest);
    UPDATE pass SET state = 'BLOCKED', tx_id = p_rest_tx WHERE id = ANY (rest);
  END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- A service given on the last day at the latest may be declared during the grace of the lot.
DROP FUNCTION act_walk_in(uuid[], uuid, uuid, uuid, date, uuid, text, uuid, timestamptz);
--> statement-breakpoint
CREATE FUNCTION act_walk_in(p_passes uuid[], p_holder uuid, p_org uuid, p_venue uuid, p_today date, p_served date,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  moved integer;
BEGIN
  PERFORM 1 FROM pass WHERE id = ANY (p_passes) ORDER BY id FOR NO KEY UPDATE;
  PERFORM post_move(p_tx, 'REDEEM', p_actor, p_op, p_at, NULL, 'HELD', p_holder, 'REDEEMED', p_org, cardinality(p_passes));
  UPDATE pass p SET state = 'REDEEMED', org_id = p_org, tx_id = p_tx
    FROM pass_lot l
    WHERE p.id = ANY (p_passes) AND p.holder_id = p_holder AND p.state = 'HELD' AND l.id = p.lot_id
      AND p_served <= p_today AND p.expires_on >= p_served AND p.expires_on + l.grace_days >= p_today;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(p_passes) THEN RETURN 'PASSES_GONE'; END IF;
  INSERT INTO redemption (pass_id, org_id, venue_id, booking_id, holder_id, at, served_on, channel, amount_cents, tx_id)
    SELECT p.id, p_org, p_venue, NULL, p_holder, p_at, nullif(p_served, p_today), 'WALK_IN', l.face_cents, p_tx
    FROM pass p JOIN pass_lot l ON l.id = p.lot_id WHERE p.id = ANY (p_passes);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- `redeemUntil` is the last day on which a venue may declare a service paid with that pass.
CREATE OR REPLACE FUNCTION lock_wallet(p_holder uuid, p_at timestamptz) RETURNS json LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM 1 FROM holder WHERE id = p_holder FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN json_build_object(
    'held', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'expiresOn', p.expires_on, 'redeemUntil', p.expires_on + l.grace_days)
        ORDER BY p.expires_on, p.id), '[]')
      FROM pass p JOIN pass_lot l ON l.id = p.lot_id WHERE p.holder_id = p_holder AND p.state = 'HELD'),
    'others', (SELECT coalesce(json_agg(json_build_object('id', b.id, 'state', b.state, 'sessionId', b.session_id,
        'startsAt', s.starts_at, 'endsAt', s.ends_at)), '[]')
      FROM booking b JOIN session s ON s.id = b.session_id
      WHERE b.holder_id = p_holder AND b.state <> 'CANCELLED' AND s.ends_at > p_at - interval '1 day'));
END $$;
