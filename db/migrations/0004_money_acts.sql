-- The acts that move passes, one function each: a single round trip, plans kept by the connection, and
-- always the same order of locks: booking, passes, accounts, session (last, because it is the hot one).
-- They decide nothing that app/*/rules has not decided; each re-tests the state it starts from, and
-- answers with a word. Anything but 'OK' makes the caller roll back.
CREATE FUNCTION post_move(p_tx uuid, p_kind text, p_actor text, p_op uuid, p_at timestamptz, p_reason text,
  p_from text, p_from_owner uuid, p_to text, p_to_owner uuid, p_quantity integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_transaction (id, kind, at, actor, op_key, reason) VALUES (p_tx, p_kind, p_at, p_actor, p_op, p_reason);
  INSERT INTO ledger_entry (tx_id, account_id, quantity)
    SELECT p_tx, a.id, CASE WHEN a.kind = p_from AND a.owner_id = p_from_owner THEN -p_quantity ELSE p_quantity END
    FROM account a
    WHERE (a.kind = p_from AND a.owner_id = p_from_owner) OR (a.kind = p_to AND a.owner_id = p_to_owner)
    ORDER BY a.id;
END $$;
--> statement-breakpoint
CREATE FUNCTION act_book(p_booking uuid, p_session uuid, p_holder uuid, p_passes uuid[], p_partner uuid, p_moved_from uuid,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  price integer := cardinality(p_passes);
  moved integer;
BEGIN
  INSERT INTO booking (id, session_id, holder_id, state, price_passes, made_by, partner_id, op_key, moved_from,
      created_at, updated_at, updated_by, updated_op)
    VALUES (p_booking, p_session, p_holder, 'CONFIRMED', price, p_actor, p_partner, p_op, p_moved_from,
      p_at, p_at, p_actor, p_op);
  IF price > 0 THEN
    PERFORM 1 FROM pass WHERE id = ANY (p_passes) ORDER BY id FOR NO KEY UPDATE;
    PERFORM post_move(p_tx, 'RESERVE', p_actor, p_op, p_at, NULL, 'HELD', p_holder, 'RESERVED', p_holder, price);
    UPDATE pass SET state = 'RESERVED', tx_id = p_tx
      WHERE id = ANY (p_passes) AND holder_id = p_holder AND state = 'HELD';
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> price THEN RETURN 'PASSES_GONE'; END IF;
    INSERT INTO booking_pass (booking_id, pass_id) SELECT p_booking, unnest(p_passes);
  END IF;
  UPDATE session SET seats_taken = seats_taken + 1
    WHERE id = p_session AND state = 'OPEN' AND seats_taken < capacity AND starts_at > p_at AND price_passes = price;
  IF NOT FOUND THEN RETURN 'SEAT_GONE'; END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Ends a confirmed booking without presence: cancelled (the seat is given back) or not shown (it is not).
CREATE FUNCTION act_release(p_booking uuid, p_state text, p_by text, p_excused boolean,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  b record;
  given_back uuid[];
BEGIN
  UPDATE booking SET state = p_state, cancelled_by = p_by, excused = p_excused,
      updated_at = p_at, updated_by = p_actor, updated_op = p_op
    WHERE id = p_booking AND state = 'CONFIRMED'
    RETURNING session_id, holder_id, price_passes INTO b;
  IF NOT FOUND THEN RETURN 'NOT_CONFIRMED'; END IF;
  IF b.price_passes > 0 THEN
    SELECT array_agg(pass_id ORDER BY pass_id) INTO given_back
      FROM booking_pass WHERE booking_id = p_booking AND released_at IS NULL;
    PERFORM 1 FROM pass WHERE id = ANY (given_back) ORDER BY id FOR NO KEY UPDATE;
    PERFORM post_move(p_tx, 'RELEASE', p_actor, p_op, p_at, NULL, 'RESERVED', b.holder_id, 'HELD', b.holder_id, b.price_passes);
    UPDATE pass SET state = 'HELD', tx_id = p_tx WHERE id = ANY (given_back) AND state = 'RESERVED';
    UPDATE booking_pass SET released_at = p_at WHERE booking_id = p_booking AND released_at IS NULL;
  END IF;
  IF p_state = 'CANCELLED' THEN
    UPDATE session SET seats_taken = seats_taken - 1 WHERE id = b.session_id;
  END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Marks a booked person present: the passes are redeemed at the session's organisation.
CREATE FUNCTION act_attend(p_booking uuid, p_channel text,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  b record;
  used uuid[];
BEGIN
  UPDATE booking k SET state = 'ATTENDED', updated_at = p_at, updated_by = p_actor, updated_op = p_op
    FROM session s
    WHERE k.id = p_booking AND k.state = 'CONFIRMED' AND s.id = k.session_id
    RETURNING k.holder_id, k.price_passes, s.org_id, s.venue_id INTO b;
  IF NOT FOUND THEN RETURN 'NOT_CONFIRMED'; END IF;
  IF b.price_passes > 0 THEN
    SELECT array_agg(pass_id ORDER BY pass_id) INTO used
      FROM booking_pass WHERE booking_id = p_booking AND released_at IS NULL;
    PERFORM 1 FROM pass WHERE id = ANY (used) ORDER BY id FOR NO KEY UPDATE;
    PERFORM post_move(p_tx, 'REDEEM', p_actor, p_op, p_at, NULL, 'RESERVED', b.holder_id, 'REDEEMED', b.org_id, b.price_passes);
    UPDATE pass SET state = 'REDEEMED', org_id = b.org_id, tx_id = p_tx WHERE id = ANY (used) AND state = 'RESERVED';
    INSERT INTO redemption (pass_id, org_id, venue_id, booking_id, holder_id, at, channel, amount_cents, tx_id)
      SELECT p.id, b.org_id, b.venue_id, p_booking, b.holder_id, p_at, p_channel, l.face_cents, p_tx
      FROM pass p JOIN pass_lot l ON l.id = p.lot_id WHERE p.id = ANY (used);
  END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Takes back a presence that was marked by mistake, as long as nothing of it is in a claim.
CREATE FUNCTION act_unattend(p_booking uuid, p_reason text,
  p_tx_reverse uuid, p_tx_reserve uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  b record;
  used uuid[];
  reversed integer;
BEGIN
  UPDATE booking k SET state = 'CONFIRMED', updated_at = p_at, updated_by = p_actor, updated_op = p_op
    FROM session s
    WHERE k.id = p_booking AND k.state = 'ATTENDED' AND s.id = k.session_id
    RETURNING k.holder_id, k.price_passes, s.org_id INTO b;
  IF NOT FOUND THEN RETURN 'NOT_ATTENDED'; END IF;
  IF b.price_passes > 0 THEN
    SELECT array_agg(pass_id ORDER BY pass_id) INTO used
      FROM booking_pass WHERE booking_id = p_booking AND released_at IS NULL;
    PERFORM 1 FROM pass WHERE id = ANY (used) ORDER BY id FOR NO KEY UPDATE;
    UPDATE redemption SET reversed_at = p_at, reverse_reason = p_reason
      WHERE booking_id = p_booking AND reversed_at IS NULL AND claim_id IS NULL;
    GET DIAGNOSTICS reversed = ROW_COUNT;
    IF reversed <> b.price_passes THEN RETURN 'CLAIMED'; END IF;
    PERFORM post_move(p_tx_reverse, 'REVERSE', p_actor, p_op, p_at, p_reason, 'REDEEMED', b.org_id, 'HELD', b.holder_id, b.price_passes);
    UPDATE pass SET state = 'HELD', org_id = NULL, tx_id = p_tx_reverse WHERE id = ANY (used) AND state = 'REDEEMED';
    PERFORM post_move(p_tx_reserve, 'RESERVE', p_actor, p_op, p_at, p_reason, 'HELD', b.holder_id, 'RESERVED', b.holder_id, b.price_passes);
    UPDATE pass SET state = 'RESERVED', tx_id = p_tx_reserve WHERE id = ANY (used) AND state = 'HELD';
  END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Takes back an absence: the person's passes are reserved again for the same booking.
CREATE FUNCTION act_unmiss(p_booking uuid, p_passes uuid[],
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  b record;
  moved integer;
BEGIN
  UPDATE booking SET state = 'CONFIRMED', excused = NULL, updated_at = p_at, updated_by = p_actor, updated_op = p_op
    WHERE id = p_booking AND state = 'NO_SHOW'
    RETURNING holder_id, price_passes INTO b;
  IF NOT FOUND THEN RETURN 'NOT_MISSED'; END IF;
  IF b.price_passes > 0 THEN
    PERFORM 1 FROM pass WHERE id = ANY (p_passes) ORDER BY id FOR NO KEY UPDATE;
    PERFORM post_move(p_tx, 'RESERVE', p_actor, p_op, p_at, NULL, 'HELD', b.holder_id, 'RESERVED', b.holder_id, b.price_passes);
    UPDATE pass SET state = 'RESERVED', tx_id = p_tx
      WHERE id = ANY (p_passes) AND holder_id = b.holder_id AND state = 'HELD';
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> b.price_passes THEN RETURN 'PASSES_GONE'; END IF;
    INSERT INTO booking_pass (booking_id, pass_id) SELECT p_booking, unnest(p_passes);
  END IF;
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Redeems passes of a person who came without a booking.
CREATE FUNCTION act_walk_in(p_passes uuid[], p_holder uuid, p_org uuid, p_venue uuid, p_today date,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  moved integer;
BEGIN
  PERFORM 1 FROM pass WHERE id = ANY (p_passes) ORDER BY id FOR NO KEY UPDATE;
  PERFORM post_move(p_tx, 'REDEEM', p_actor, p_op, p_at, NULL, 'HELD', p_holder, 'REDEEMED', p_org, cardinality(p_passes));
  UPDATE pass SET state = 'REDEEMED', org_id = p_org, tx_id = p_tx
    WHERE id = ANY (p_passes) AND holder_id = p_holder AND state = 'HELD' AND expires_on >= p_today;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(p_passes) THEN RETURN 'PASSES_GONE'; END IF;
  INSERT INTO redemption (pass_id, org_id, venue_id, booking_id, holder_id, at, channel, amount_cents, tx_id)
    SELECT p.id, p_org, p_venue, NULL, p_holder, p_at, 'WALK_IN', l.face_cents, p_tx
    FROM pass p JOIN pass_lot l ON l.id = p.lot_id WHERE p.id = ANY (p_passes);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Takes back a walk-in redemption (all the passes of one act), as long as none is in a claim.
CREATE FUNCTION act_reverse_walk_in(p_original uuid, p_org uuid, p_reason text,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  whose uuid;
  used uuid[];
  reversed integer;
BEGIN
  SELECT array_agg(pass_id ORDER BY pass_id), (array_agg(holder_id))[1] INTO used, whose
    FROM redemption WHERE tx_id = p_original AND org_id = p_org AND booking_id IS NULL;
  IF used IS NULL THEN RETURN 'NOT_FOUND'; END IF;
  PERFORM 1 FROM pass WHERE id = ANY (used) ORDER BY id FOR NO KEY UPDATE;
  UPDATE redemption SET reversed_at = p_at, reverse_reason = p_reason
    WHERE tx_id = p_original AND org_id = p_org AND reversed_at IS NULL AND claim_id IS NULL;
  GET DIAGNOSTICS reversed = ROW_COUNT;
  IF reversed <> cardinality(used) THEN RETURN 'CLAIMED'; END IF;
  PERFORM post_move(p_tx, 'REVERSE', p_actor, p_op, p_at, p_reason, 'REDEEMED', p_org, 'HELD', whose, reversed);
  UPDATE pass SET state = 'HELD', org_id = NULL, tx_id = p_tx WHERE id = ANY (used) AND state = 'REDEEMED';
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Hands a booklet to a person. Answers GONE when the booklet is not, or no longer, in this partner's custody.
CREATE FUNCTION act_hand_over(p_distribution uuid, p_booklet uuid, p_partner uuid, p_agent uuid, p_holder uuid, p_today date,
  p_publics text[], p_age_band text, p_commune text, p_insee text, p_notice text,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  quantity integer;
BEGIN
  PERFORM 1 FROM booklet WHERE id = p_booklet AND partner_id = p_partner FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'GONE'; END IF;
  PERFORM 1 FROM pass WHERE booklet_id = p_booklet ORDER BY id FOR NO KEY UPDATE;
  SELECT count(*) INTO quantity FROM pass
    WHERE booklet_id = p_booklet AND state = 'ALLOCATED' AND partner_id = p_partner AND expires_on >= p_today;
  IF quantity = 0 THEN RETURN 'GONE'; END IF;
  PERFORM post_move(p_tx, 'HAND_OVER', p_actor, p_op, p_at, NULL, 'PARTNER', p_partner, 'HELD', p_holder, quantity);
  UPDATE pass SET state = 'HELD', holder_id = p_holder, tx_id = p_tx
    WHERE booklet_id = p_booklet AND state = 'ALLOCATED' AND partner_id = p_partner AND expires_on >= p_today;
  INSERT INTO distribution (id, booklet_id, partner_id, agent_id, holder_id, at, publics, age_band, commune, insee_code, notice_version, tx_id)
    VALUES (p_distribution, p_booklet, p_partner, p_agent, p_holder, p_at, p_publics, p_age_band, p_commune, p_insee, p_notice, p_tx);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Gives booklets of the stock to a partner, sent and received in one act (handed over in person).
CREATE FUNCTION act_allocate(p_allocation uuid, p_lot uuid, p_booklets uuid[], p_partner uuid,
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  quantity integer;
  taken integer;
BEGIN
  UPDATE booklet SET partner_id = p_partner WHERE id = ANY (p_booklets) AND lot_id = p_lot AND partner_id IS NULL;
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken <> cardinality(p_booklets) THEN RETURN 'GONE'; END IF;
  PERFORM 1 FROM pass WHERE booklet_id = ANY (p_booklets) ORDER BY id FOR NO KEY UPDATE;
  SELECT count(*) INTO quantity FROM pass WHERE booklet_id = ANY (p_booklets) AND state = 'STOCK';
  IF quantity = 0 THEN RETURN 'GONE'; END IF;
  PERFORM post_move(p_tx, 'ALLOCATE', p_actor, p_op, p_at, NULL,
    'STOCK', '00000000-0000-0000-0000-000000000000', 'PARTNER', p_partner, quantity);
  UPDATE pass SET state = 'ALLOCATED', partner_id = p_partner, tx_id = p_tx
    WHERE booklet_id = ANY (p_booklets) AND state = 'STOCK';
  INSERT INTO allocation (id, partner_id, lot_id, sent_booklets, sent_at, received_booklets, received_at, tx_id)
    VALUES (p_allocation, p_partner, p_lot, taken, p_at, taken, p_at, p_tx);
  RETURN 'OK';
END $$;
--> statement-breakpoint
-- Issues a lot: booklets and passes are born in stock. Codes arrive as keyed hashes, booklet after booklet.
CREATE FUNCTION act_issue_lot(p_lot uuid, p_booklets uuid[], p_serials text[], p_passes uuid[], p_hmacs text[],
  p_tx uuid, p_actor text, p_op uuid, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  l record;
BEGIN
  SELECT booklet_count, booklet_size, valid_until INTO l FROM pass_lot WHERE id = p_lot;
  PERFORM post_move(p_tx, 'ISSUE', p_actor, p_op, p_at, NULL,
    'ISSUE', p_lot, 'STOCK', '00000000-0000-0000-0000-000000000000', l.booklet_count * l.booklet_size);
  INSERT INTO booklet (id, lot_id, serial, size)
    SELECT b.id, p_lot, b.serial, l.booklet_size FROM unnest(p_booklets, p_serials) AS b (id, serial);
  INSERT INTO pass (id, booklet_id, lot_id, ordinal, code_hmac, state, expires_on, tx_id)
    SELECT p.id, p_booklets[((p.n - 1) / l.booklet_size + 1)::integer], p_lot, ((p.n - 1) % l.booklet_size + 1)::smallint,
      p.hmac, 'STOCK', l.valid_until, p_tx
    FROM unnest(p_passes, p_hmacs) WITH ORDINALITY AS p (id, hmac, n);
  RETURN 'OK';
END $$;
