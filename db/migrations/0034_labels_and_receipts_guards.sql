-- A label comes only from a file that two different people of the authority validated, within the days they validated.
-- One person may bring its last day nearer, never further. The owner of the schema may still plant older labels (restore, tests).
ALTER TABLE org_label ADD CONSTRAINT org_label_file_fk FOREIGN KEY (file_id) REFERENCES label_file (id);
--> statement-breakpoint
CREATE FUNCTION org_label_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'passerelle_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - 'ends_on') IS DISTINCT FROM (to_jsonb(OLD) - 'ends_on') THEN
      RAISE EXCEPTION 'a label is never edited' USING ERRCODE = 'PA001';
    END IF;
    IF OLD.ends_on IS NOT NULL AND (NEW.ends_on IS NULL OR NEW.ends_on > OLD.ends_on) THEN
      RAISE EXCEPTION 'a label is lengthened by a file, not by one person' USING ERRCODE = 'PA019';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM label_file f
    WHERE f.id = NEW.file_id AND f.org_id = NEW.org_id AND f.refused_by IS NULL AND f.first_by <> f.second_by
      AND NEW.starts_on >= f.starts_on AND (f.ends_on IS NULL OR NEW.ends_on <= f.ends_on)
      AND EXISTS (SELECT 1 FROM membership m WHERE m.user_id = f.first_by AND m.role = 'AUTHORITY')
      AND EXISTS (SELECT 1 FROM membership m WHERE m.user_id = f.second_by AND m.role = 'AUTHORITY')
  ) THEN
    RAISE EXCEPTION 'a label needs a file validated by two people of the authority' USING ERRCODE = 'PA019';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER org_label_two_people BEFORE INSERT OR UPDATE ON org_label FOR EACH ROW EXECUTE FUNCTION org_label_two_people();
--> statement-breakpoint
CREATE TRIGGER org_label_no_delete BEFORE DELETE ON org_label FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Where money goes is changed only by somebody who gave their password again less than five minutes before.
CREATE TRIGGER identity_confirmation_append_only BEFORE UPDATE OR DELETE ON identity_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER identity_confirmation_no_truncate BEFORE TRUNCATE ON identity_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION identity_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who uuid;
  moment timestamptz;
BEGIN
  -- The owner of the schema may plant older accounts (restore, tests).
  IF current_user <> 'passerelle_app' THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'payment_setting' THEN
    SELECT user_id INTO who FROM membership WHERE NEW.updated_by = lower(role) || ':' || id;
    moment := NEW.updated_at;
  ELSE
    who := NEW.typed_by;
    moment := NEW.typed_at;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM identity_confirmation c
      WHERE c.user_id = who AND c.at <= moment AND c.at > moment - interval '5 minutes') THEN
    RAISE EXCEPTION 'an account needs a password given again' USING ERRCODE = 'PA020';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER org_bank_account_confirmed BEFORE INSERT ON org_bank_account FOR EACH ROW EXECUTE FUNCTION identity_confirmed();
--> statement-breakpoint
CREATE TRIGGER payment_setting_confirmed BEFORE INSERT OR UPDATE ON payment_setting FOR EACH ROW WHEN (NEW.name = 'debtorIban') EXECUTE FUNCTION identity_confirmed();
--> statement-breakpoint
-- Receipts of the funders: only added; a cancelling row mirrors the one it names.
CREATE TRIGGER funding_receipt_append_only BEFORE UPDATE OR DELETE ON funding_receipt FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER funding_receipt_no_truncate BEFORE TRUNCATE ON funding_receipt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION funding_receipt_mirrors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funding_receipt r WHERE r.id = NEW.cancels AND r.cancels IS NULL
      AND r.funding_id = NEW.funding_id AND r.amount_cents = -NEW.amount_cents) THEN
    RAISE EXCEPTION 'a cancellation mirrors its receipt' USING ERRCODE = 'PA007';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER funding_receipt_mirrors BEFORE INSERT ON funding_receipt FOR EACH ROW WHEN (NEW.cancels IS NOT NULL) EXECUTE FUNCTION funding_receipt_mirrors();
--> statement-breakpoint
-- What each funding pays of a lot, in cents: the largest remainder, in the order of labels (`shareAmount`).
CREATE FUNCTION lot_share_cents(p_lot uuid) RETURNS TABLE (funding_id uuid, cents bigint) LANGUAGE sql STABLE AS $$
  WITH part AS (
    SELECT s.funding_id, l.price_cents AS price, l.price_cents * s.share_bps / 10000 AS whole, l.price_cents * s.share_bps % 10000 AS rest,
      row_number() OVER (ORDER BY f.label, f.id) AS rank
    FROM lot_funding s JOIN funding f ON f.id = s.funding_id JOIN pass_lot l ON l.id = s.lot_id WHERE s.lot_id = p_lot
  ), turn AS (
    SELECT p.*, row_number() OVER (ORDER BY rest DESC, rank) AS place, price - sum(whole) OVER () AS missing FROM part p
  )
  SELECT funding_id, whole + CASE WHEN place <= missing THEN 1 ELSE 0 END FROM turn
$$;
--> statement-breakpoint
-- At every commit, the lots of a funding hold under its cap. A cap lowered later by an amendment refuses nothing of the past.
CREATE FUNCTION lot_funding_caps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target uuid := CASE WHEN TG_TABLE_NAME = 'pass_lot' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'lot_id')::uuid END;
  f record;
  total numeric;
BEGIN
  FOR f IN SELECT x.id, x.label, x.cap_cents FROM funding x JOIN lot_funding s ON s.funding_id = x.id
      WHERE s.lot_id = target AND x.cap_cents IS NOT NULL ORDER BY x.id FOR NO KEY UPDATE OF x LOOP
    SELECT sum(c.cents) INTO total FROM lot_funding s, lot_share_cents(s.lot_id) c WHERE s.funding_id = f.id AND c.funding_id = f.id;
    IF total > f.cap_cents THEN
      RAISE EXCEPTION 'funding %: % cents for a cap of %', f.label, total, f.cap_cents USING ERRCODE = 'PA008', CONSTRAINT = 'lot_funding_caps';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER lot_funding_caps AFTER INSERT OR UPDATE ON lot_funding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lot_funding_caps();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER pass_lot_caps AFTER UPDATE OF price_cents ON pass_lot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lot_funding_caps();
