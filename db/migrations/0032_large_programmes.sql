-- What a programme of 50,000 passes showed to be slow.
-- Expiring chose its batch in the order of ids, and so looked at every pass each night: it now follows the index of the
-- days (`pass_to_expire`). Rows in use are skipped, never waited for, so that their order cannot make a deadlock.
CREATE OR REPLACE FUNCTION act_expire(p_today date, p_most integer, p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  chosen uuid[];
  moved integer;
BEGIN
  SELECT array_agg(c.id ORDER BY c.id) INTO chosen FROM (
    SELECT p.id FROM pass p JOIN pass_lot l ON l.id = p.lot_id
    WHERE p.expires_on < p_today AND p.state IN ('STOCK', 'ALLOCATED', 'HELD')
      AND (p.state <> 'HELD' OR p.expires_on + l.grace_days < p_today)
    ORDER BY p.expires_on LIMIT p_most FOR NO KEY UPDATE OF p SKIP LOCKED) c;
  IF chosen IS NULL THEN RETURN 0; END IF;
  PERFORM post_to_sink(p_tx, 'EXPIRE', p_actor, p_op, p_at, NULL, 'EXPIRED', chosen);
  UPDATE pass SET state = 'EXPIRED', holder_id = NULL, tx_id = p_tx
    WHERE id = ANY (chosen) AND state IN ('STOCK', 'ALLOCATED', 'HELD');
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(chosen) THEN RAISE EXCEPTION 'a locked pass moved' USING ERRCODE = '40001'; END IF;
  RETURN moved;
END $$;
--> statement-breakpoint
-- A booklet is found by the serial as it is typed, case, spaces and dashes left out.
CREATE INDEX booklet_typed_serial ON booklet (regexp_replace(upper(serial), '[^0-9A-Z]', '', 'g'));
--> statement-breakpoint
-- Taking a walk-in back finds its redemptions by their transaction.
CREATE INDEX redemption_tx ON redemption (tx_id);
