-- Whoever copied our files asks what changed since: no way of changing a venue may forget to say when.
CREATE FUNCTION touch_venue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.updated_at = OLD.updated_at AND NEW IS DISTINCT FROM OLD THEN NEW.updated_at := now(); END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_touched BEFORE UPDATE ON venue FOR EACH ROW EXECUTE FUNCTION touch_venue();
--> statement-breakpoint
CREATE FUNCTION remember_removed_venues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO venue_removal (venue_id, removed_at) SELECT id, now() FROM gone
  ON CONFLICT (venue_id) DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_removed AFTER DELETE ON venue REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION remember_removed_venues();
--> statement-breakpoint
CREATE INDEX venue_updated ON venue (updated_at, id);
