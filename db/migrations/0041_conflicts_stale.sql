-- A venue of which a record changed is compared again: whoever writes records need not think of it.
CREATE FUNCTION venue_record_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO venue_conflict_stale SELECT DISTINCT venue_id FROM new_rows ON CONFLICT DO NOTHING;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO venue_conflict_stale SELECT DISTINCT venue_id FROM old_rows ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_record_stale_insert AFTER INSERT ON venue_record
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION venue_record_stale();
--> statement-breakpoint
CREATE TRIGGER venue_record_stale_update AFTER UPDATE ON venue_record
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION venue_record_stale();
--> statement-breakpoint
CREATE TRIGGER venue_record_stale_delete AFTER DELETE ON venue_record
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION venue_record_stale();
--> statement-breakpoint
CREATE FUNCTION venue_conflict_kept_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO venue_conflict_stale
    SELECT venue_id FROM venue_record WHERE id = COALESCE(NEW.record_id, OLD.record_id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_conflict_kept_stale AFTER INSERT OR UPDATE OR DELETE ON venue_conflict_kept
  FOR EACH ROW EXECUTE FUNCTION venue_conflict_kept_stale();
--> statement-breakpoint
INSERT INTO venue_conflict_stale SELECT venue_id FROM venue_record GROUP BY venue_id HAVING count(*) > 1;
