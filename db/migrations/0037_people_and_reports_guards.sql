-- A report stands on the heads of both ledgers.
ALTER TABLE money_seal ADD CONSTRAINT money_seal_link UNIQUE (seq, hash);
--> statement-breakpoint
ALTER TABLE funder_report ADD CONSTRAINT funder_report_on_money_seal FOREIGN KEY (money_seq, money_hash) REFERENCES money_seal (seq, hash);
--> statement-breakpoint
CREATE TRIGGER identity_lookup_append_only BEFORE UPDATE OR DELETE ON identity_lookup FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER identity_lookup_no_truncate BEFORE TRUNCATE ON identity_lookup FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Somebody of the authority erases only whom they have looked up, with a reason, within the hour.
CREATE FUNCTION erasure_was_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.actor LIKE 'authority:%' AND NOT EXISTS (
    SELECT 1 FROM identity_lookup l JOIN membership m ON m.user_id = l.looked_by AND 'authority:' || m.id = NEW.actor
    WHERE NEW.holder_id = ANY (l.holder_ids) AND l.at <= NEW.at AND l.at >= NEW.at - interval '60 minutes') THEN
    RAISE EXCEPTION 'an identity is erased by the authority after it was looked up' USING ERRCODE = 'PA021';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER erasure_was_asked BEFORE INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION erasure_was_asked();
--> statement-breakpoint
CREATE TRIGGER person_merge_no_delete BEFORE DELETE ON person_merge FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER person_merge_no_truncate BEFORE TRUNCATE ON person_merge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Two identities become one, once: no chain, no cycle; a merge is undone once, and nothing else of it changes.
CREATE FUNCTION person_merge_flat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.undone_at IS NOT NULL OR (to_jsonb(NEW) - 'undone_at' - 'undone_by') IS DISTINCT FROM (to_jsonb(OLD) - 'undone_at' - 'undone_by') THEN
      RAISE EXCEPTION 'a merge is only undone, once' USING ERRCODE = 'PA001';
    END IF;
    RETURN NEW;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('person-merge', 0));
  IF EXISTS (SELECT 1 FROM person_merge m WHERE m.undone_at IS NULL AND (m.kept_id = NEW.gone_id OR m.gone_id = NEW.kept_id)) THEN
    RAISE EXCEPTION 'a merge never follows another' USING ERRCODE = 'PA022';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_merge_flat BEFORE INSERT OR UPDATE ON person_merge FOR EACH ROW EXECUTE FUNCTION person_merge_flat();
--> statement-breakpoint
-- Whom an identity counts as.
CREATE FUNCTION person_of(p_holder uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT m.kept_id FROM person_merge m WHERE m.gone_id = p_holder AND m.undone_at IS NULL), p_holder)
$$;
--> statement-breakpoint
-- Every identity that counts as this person.
CREATE FUNCTION identities_of(p_person uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT array_append(array(SELECT m.gone_id FROM person_merge m WHERE m.kept_id = p_person AND m.undone_at IS NULL), p_person)
$$;
