-- Holds all that moving a booking will touch, in the order of every act: booking, holder, passes, accounts,
-- then both sessions by id. Without it two people who swap sessions would each hold the one the other wants.
CREATE FUNCTION hold_move(p_booking uuid, p_session uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  b record;
BEGIN
  SELECT holder_id, session_id INTO b FROM booking WHERE id = p_booking FOR NO KEY UPDATE;
  PERFORM 1 FROM holder WHERE id = b.holder_id FOR NO KEY UPDATE;
  PERFORM 1 FROM pass WHERE holder_id = b.holder_id AND state IN ('HELD', 'RESERVED') ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM account WHERE kind IN ('HELD', 'RESERVED') AND owner_id = b.holder_id ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM session WHERE id IN (b.session_id, p_session) ORDER BY id FOR NO KEY UPDATE;
END $$;
