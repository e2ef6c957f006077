-- One row a name: a room or a mediator written twice would escape session_room_free and session_mediator_free.
CREATE UNIQUE INDEX room_name ON room (venue_id, lower(name));
--> statement-breakpoint
CREATE UNIQUE INDEX mediator_name ON mediator (org_id, lower(name));
--> statement-breakpoint
-- Nobody stays booked in a cancelled session. The lock makes a booking and a cancellation that meet
-- take turns, so that whichever comes second sees the first.
CREATE FUNCTION booking_session_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM booking b WHERE b.id = NEW.id AND b.state = 'CONFIRMED';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM 1 FROM session s WHERE s.id = NEW.session_id AND s.state = 'OPEN' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'booking % is confirmed in a session that is cancelled', NEW.id USING ERRCODE = 'PA007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION session_closed_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM booking b JOIN session s ON s.id = b.session_id
      WHERE b.session_id = NEW.id AND b.state = 'CONFIRMED' AND s.state = 'CANCELLED') THEN
    RAISE EXCEPTION 'session % is cancelled with people still booked', NEW.id USING ERRCODE = 'PA007';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER booking_session_open AFTER INSERT OR UPDATE OF state ON booking
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'CONFIRMED') EXECUTE FUNCTION booking_session_open();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER session_closed_empty AFTER INSERT OR UPDATE OF state ON session
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'CANCELLED') EXECUTE FUNCTION session_closed_empty();
--> statement-breakpoint
-- Holds sessions for their cancellation, with everything their bookings stand on, in the order of every
-- act: bookings, passes, accounts, sessions. While it waits for the sessions others may still book; these
-- latecomers are then taken without waiting, and if one cannot be, every lock is let go and it starts
-- again. Answers the confirmed bookings: all of them, and nobody can add one before this transaction ends.
CREATE FUNCTION hold_sessions(p_sessions uuid[]) RETURNS uuid[] LANGUAGE plpgsql AS $$
DECLARE
  seen uuid[];
  late uuid[];
  tries integer := 0;
BEGIN
  LOOP
    tries := tries + 1;
    BEGIN
      SELECT coalesce(array_agg(k.id), '{}') INTO seen FROM
        (SELECT id FROM booking WHERE session_id = ANY (p_sessions) AND state = 'CONFIRMED' ORDER BY id FOR NO KEY UPDATE) k;
      PERFORM 1 FROM pass WHERE id IN (SELECT pass_id FROM booking_pass WHERE booking_id = ANY (seen) AND released_at IS NULL)
        ORDER BY id FOR NO KEY UPDATE;
      PERFORM 1 FROM account WHERE kind IN ('HELD', 'RESERVED') AND owner_id IN (SELECT holder_id FROM booking WHERE id = ANY (seen))
        ORDER BY id FOR NO KEY UPDATE;
      PERFORM 1 FROM session WHERE id = ANY (p_sessions) ORDER BY id FOR NO KEY UPDATE;
      SELECT coalesce(array_agg(k.id), '{}') INTO late FROM
        (SELECT id FROM booking WHERE session_id = ANY (p_sessions) AND state = 'CONFIRMED' AND NOT id = ANY (seen)
          ORDER BY id FOR NO KEY UPDATE NOWAIT) k;
      PERFORM 1 FROM pass WHERE id IN (SELECT pass_id FROM booking_pass WHERE booking_id = ANY (late) AND released_at IS NULL)
        ORDER BY id FOR NO KEY UPDATE NOWAIT;
      PERFORM 1 FROM account WHERE kind IN ('HELD', 'RESERVED') AND owner_id IN (SELECT holder_id FROM booking WHERE id = ANY (late))
        ORDER BY id FOR NO KEY UPDATE NOWAIT;
      RETURN seen || late;
    EXCEPTION WHEN lock_not_available THEN
      IF tries >= 20 THEN RAISE; END IF;
    END;
  END LOOP;
END $$;
