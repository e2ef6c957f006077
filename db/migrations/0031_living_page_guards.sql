-- Exceptional closures: real days in order, a short reason or none, not too many.
CREATE FUNCTION closures_whole(closures jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  c jsonb;
BEGIN
  IF jsonb_typeof(closures) <> 'array' OR jsonb_array_length(closures) > 12 THEN
    RETURN false;
  END IF;
  FOR c IN SELECT jsonb_array_elements(closures) LOOP
    IF coalesce(c->>'from', '') !~ '^\d{4}-\d\d-\d\d$' OR coalesce(c->>'to', '') !~ '^\d{4}-\d\d-\d\d$'
      OR make_date(left(c->>'from', 4)::int, substr(c->>'from', 6, 2)::int, right(c->>'from', 2)::int)
       > make_date(left(c->>'to', 4)::int, substr(c->>'to', 6, 2)::int, right(c->>'to', 2)::int)
      OR length(coalesce(c->>'reason', '')) > 120 THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;
--> statement-breakpoint
ALTER TABLE venue ADD CONSTRAINT venue_closures_whole CHECK (closures_whole(closures));
--> statement-breakpoint
-- Claims. By e-mail, the address is one that the venue publishes at that moment, and nobody else's; a page that
-- somebody holds is not claimed; a claim that was answered stays as it was answered, but for what was typed, which goes.
CREATE FUNCTION venue_claim_begins() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v record;
BEGIN
  SELECT org_id, emails INTO v FROM venue WHERE id = NEW.venue_id;
  IF NEW.state <> 'OPEN' OR v.org_id IS NOT NULL THEN
    RAISE EXCEPTION 'venue % is held already', NEW.venue_id USING ERRCODE = 'PA001';
  END IF;
  IF NEW.route = 'EMAIL' AND NOT EXISTS (SELECT 1 FROM unnest(v.emails) e WHERE lower(e) = NEW.email) THEN
    RAISE EXCEPTION 'a link goes to an address that the venue publishes' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_claim_begins BEFORE INSERT ON venue_claim FOR EACH ROW EXECUTE FUNCTION venue_claim_begins();
--> statement-breakpoint
CREATE FUNCTION venue_claim_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.venue_id, NEW.route, NEW.created_at, NEW.org_id, NEW.token_hash, NEW.expires_at)
      IS DISTINCT FROM (OLD.id, OLD.venue_id, OLD.route, OLD.created_at, OLD.org_id, OLD.token_hash, OLD.expires_at)
    OR (NEW.email IS NOT NULL AND NEW.email IS DISTINCT FROM OLD.email)
    OR (NEW.display_name IS NOT NULL AND NEW.display_name IS DISTINCT FROM OLD.display_name)
    OR (NEW.message IS NOT NULL AND NEW.message IS DISTINCT FROM OLD.message)
    OR (OLD.state <> 'OPEN' AND (NEW.state, NEW.decided_at, NEW.decided_by, NEW.reason, NEW.granted_org_id)
      IS DISTINCT FROM (OLD.state, OLD.decided_at, OLD.decided_by, OLD.reason, OLD.granted_org_id)) THEN
    RAISE EXCEPTION 'a claim stays as it was made and answered' USING ERRCODE = 'PA001';
  END IF;
  IF OLD.state = 'OPEN' AND NEW.state = 'GRANTED'
    AND NOT EXISTS (SELECT 1 FROM venue v WHERE v.id = NEW.venue_id AND v.org_id = NEW.granted_org_id) THEN
    RAISE EXCEPTION 'a granted page is that of the organisation' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_claim_moves BEFORE UPDATE ON venue_claim FOR EACH ROW EXECUTE FUNCTION venue_claim_moves();
--> statement-breakpoint
-- Who writes on a page is of the organisation that holds it, at that moment.
CREATE FUNCTION page_writer_holds_it() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.actor !~ '^venue_staff:[0-9a-f-]{36}$' OR NOT EXISTS (
    SELECT 1 FROM membership m JOIN venue v ON v.org_id = m.org_id
    WHERE m.id = substr(NEW.actor, 13)::uuid AND m.revoked_at IS NULL AND v.id = NEW.venue_id) THEN
    RAISE EXCEPTION 'only those who hold a page write on it' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_page_change_by_holder BEFORE INSERT ON venue_page_change FOR EACH ROW EXECUTE FUNCTION page_writer_holds_it();
--> statement-breakpoint
CREATE TRIGGER venue_page_change_append_only BEFORE UPDATE OR DELETE ON venue_page_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER venue_page_change_no_truncate BEFORE TRUNCATE ON venue_page_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A confirmation is the word of those who hold the page, or the answer to a link sent to that venue.
CREATE FUNCTION venue_confirmation_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.request_id IS NULL THEN
    IF NEW.actor !~ '^venue_staff:[0-9a-f-]{36}$' OR NOT EXISTS (
      SELECT 1 FROM membership m JOIN venue v ON v.org_id = m.org_id
      WHERE m.id = substr(NEW.actor, 13)::uuid AND v.id = NEW.venue_id) THEN
      RAISE EXCEPTION 'only those who hold a page confirm it' USING ERRCODE = 'PA001';
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM venue_confirmation_request r WHERE r.id = NEW.request_id
      AND r.venue_id = NEW.venue_id AND r.answered_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a link confirms the page it was sent for' USING ERRCODE = 'PA001';
  END IF;
  UPDATE venue SET confirmed_at = greatest(confirmed_at, NEW.at) WHERE id = NEW.venue_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_confirmation_comes BEFORE INSERT ON venue_confirmation FOR EACH ROW EXECUTE FUNCTION venue_confirmation_comes();
--> statement-breakpoint
CREATE TRIGGER venue_confirmation_append_only BEFORE UPDATE OR DELETE ON venue_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER venue_confirmation_no_truncate BEFORE TRUNCATE ON venue_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Asked once in six months, whoever asks and however many instances do.
ALTER TABLE venue_confirmation_request ADD CONSTRAINT venue_confirmation_request_once
  EXCLUDE USING gist (venue_id WITH =, daterange(asked_on, (asked_on + interval '6 months')::date) WITH &&);
--> statement-breakpoint
-- What a passer-by said stays as it was said and answered; the address goes, once it is no longer needed.
CREATE FUNCTION venue_report_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.subject, NEW.words, NEW.channel, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.subject, OLD.words, OLD.channel, OLD.created_at)
    OR (NEW.address IS DISTINCT FROM OLD.address AND (NEW.address IS NOT NULL OR OLD.state = 'OPEN'))
    OR (OLD.state <> 'OPEN' AND (NEW.state, NEW.answer, NEW.handled_at, NEW.handled_by)
      IS DISTINCT FROM (OLD.state, OLD.answer, OLD.handled_at, OLD.handled_by)) THEN
    RAISE EXCEPTION 'a report stays as it was made and answered' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER venue_report_moves BEFORE UPDATE ON venue_report FOR EACH ROW EXECUTE FUNCTION venue_report_moves();
--> statement-breakpoint
-- A venue that travels is in one place at a time.
ALTER TABLE venue_stop ADD CONSTRAINT venue_stop_one_place
  EXCLUDE USING gist (venue_id WITH =, tsrange(day + starts, day + ends) WITH &&) WHERE (cancelled_at IS NULL);
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER venue_stop_moves_directory AFTER INSERT OR UPDATE OR DELETE ON venue_stop
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION data_moved('directory_version');
--> statement-breakpoint
-- Where the messages about pages go. An address that was dropped reaches nobody.
CREATE VIEW page_contact AS
  SELECT id, email AS address FROM venue_claim WHERE email IS NOT NULL
  UNION ALL SELECT id, address FROM venue_confirmation_request WHERE address IS NOT NULL
  UNION ALL SELECT id, address FROM venue_report WHERE address IS NOT NULL
  UNION ALL SELECT u.id, u.email FROM user_account u
    WHERE EXISTS (SELECT 1 FROM membership m WHERE m.user_id = u.id AND m.revoked_at IS NULL);
--> statement-breakpoint
INSERT INTO retention_rule (what, months, basis, updated_at) VALUES
  ('PAGE_CONTACT', 3, 'Répondre à une personne qui a signalé une erreur ou demandé à tenir la fiche d’un lieu, et savoir lui redire la réponse.', now());
