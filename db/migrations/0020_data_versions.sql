-- The list by name, page by page, without sorting the whole directory.
CREATE INDEX venue_by_name ON venue (in_territory DESC, search_text, id);
--> statement-breakpoint
-- What few venues are is found by itself.
CREATE INDEX venue_pass ON venue (id) WHERE accepts_pass;
--> statement-breakpoint
CREATE INDEX venue_wheelchair ON venue (id) WHERE wheelchair;
--> statement-breakpoint
-- Counters that move with the data behind the public pages, for what is kept in memory of them. A sequence
-- and not a row: every booking would wait for that row's lock. It moves when the transaction ends (deferred),
-- and also when the transaction then fails: one page too many is made again, never one too few.
CREATE SEQUENCE directory_version;
--> statement-breakpoint
CREATE SEQUENCE sessions_version;
--> statement-breakpoint
SELECT setval('directory_version', 1), setval('sessions_version', 1);
--> statement-breakpoint
CREATE FUNCTION data_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM nextval(TG_ARGV[0]::regclass);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER venue_moves_directory AFTER INSERT OR UPDATE OR DELETE ON venue
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION data_moved('directory_version');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER label_moves_directory AFTER INSERT OR UPDATE OR DELETE ON org_label
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION data_moved('directory_version');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER course_moves_sessions AFTER INSERT OR UPDATE OR DELETE ON course
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION data_moved('sessions_version');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER session_moves_sessions AFTER INSERT OR UPDATE OR DELETE ON session
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION data_moved('sessions_version');
