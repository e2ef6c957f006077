-- A stop stays as it was announced. It is announced, and taken back once, by a change of its venue's page, whose history
-- tells of both; only where it is on the map follows the geocoding service. Stops written before have no change.
CREATE FUNCTION venue_stop_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.cancelled_at IS NOT NULL THEN
      RAISE EXCEPTION 'a stop is announced before it is taken back' USING ERRCODE = 'PA001';
    END IF;
    told := NEW.announced_in;
  ELSE
    IF (NEW.id, NEW.venue_id, NEW.tour_id, NEW.day, NEW.starts, NEW.ends, NEW.place, NEW.street, NEW.postcode, NEW.commune,
        NEW.insee_code, NEW.note, NEW.created_at, NEW.announced_in)
      IS DISTINCT FROM (OLD.id, OLD.venue_id, OLD.tour_id, OLD.day, OLD.starts, OLD.ends, OLD.place, OLD.street, OLD.postcode,
        OLD.commune, OLD.insee_code, OLD.note, OLD.created_at, OLD.announced_in) THEN
      RAISE EXCEPTION 'a stop stays as it was announced' USING ERRCODE = 'PA001';
    END IF;
    IF OLD.cancelled_at IS NOT NULL AND (NEW.cancelled_at, NEW.cancelled_in) IS DISTINCT FROM (OLD.cancelled_at, OLD.cancelled_in) THEN
      RAISE EXCEPTION 'a stop is taken back once' USING ERRCODE = 'PA001';
    END IF;
    IF OLD.cancelled_at IS NOT NULL OR NEW.cancelled_at IS NULL THEN
      RETURN NEW;
    END IF;
    told := NEW.cancelled_in;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM venue_page_change c WHERE c.id = told AND c.venue_id = NEW.venue_id AND c.step = 'STOPS') THEN
    RAISE EXCEPTION 'the history of the page tells of each stop' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_stop_moves BEFORE INSERT OR UPDATE ON venue_stop FOR EACH ROW EXECUTE FUNCTION venue_stop_moves();
--> statement-breakpoint
CREATE TRIGGER venue_stop_no_delete BEFORE DELETE ON venue_stop FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER venue_stop_no_truncate BEFORE TRUNCATE ON venue_stop FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A change of a tour is that of a stop at least, and what undoes a change is about the same part of the page.
CREATE FUNCTION venue_page_change_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.step = 'STOPS' AND NOT EXISTS (
    SELECT 1 FROM venue_stop s WHERE s.venue_id = NEW.venue_id AND NEW.id IN (s.announced_in, s.cancelled_in)) THEN
    RAISE EXCEPTION 'a change of a tour changes a stop' USING ERRCODE = 'PA001';
  END IF;
  IF NEW.undoes IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM venue_page_change c WHERE c.id = NEW.undoes AND c.step = NEW.step) THEN
    RAISE EXCEPTION 'a change is undone by one of the same part' USING ERRCODE = 'PA001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER venue_page_change_whole AFTER INSERT ON venue_page_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION venue_page_change_whole();
