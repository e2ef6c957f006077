-- The counter and what it counts are read by one statement, so in one snapshot: between two, somebody who
-- does not wait for the session's row (an excuse, a presence) saw a booking arrive and took it for a fault.
CREATE OR REPLACE FUNCTION seats_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid;
  counted integer;
  written integer;
BEGIN
  IF TG_TABLE_NAME = 'session' THEN target := NEW.id; ELSE target := NEW.session_id; END IF;
  SELECT s.seats_taken, (SELECT count(*) FROM booking b WHERE b.session_id = s.id AND b.state <> 'CANCELLED')
    INTO written, counted FROM session s WHERE s.id = target;
  IF written <> counted THEN
    RAISE EXCEPTION 'session %: % seats taken but % live bookings', target, written, counted USING ERRCODE = 'PA004';
  END IF;
  RETURN NULL;
END $$;
