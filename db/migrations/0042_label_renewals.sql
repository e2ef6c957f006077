-- A label file is paid on an account of its own organisation: typed with it, or already validated and in force that day.
CREATE FUNCTION label_file_account() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  day date := (NEW.typed_at AT TIME ZONE 'Europe/Paris')::date;
BEGIN
  -- The owner of the schema may plant older files (restore, tests).
  IF current_user <> 'passerelle_app' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM org_bank_account a
    WHERE a.id = NEW.bank_account_id AND a.org_id = NEW.org_id AND a.refused_by IS NULL
      AND (a.second_by IS NULL AND a.typed_by = NEW.typed_by
        OR a.second_by IS NOT NULL AND daterange(a.starts_on, a.ends_on, '[]') @> day)
  ) THEN
    RAISE EXCEPTION 'a label file needs an account of its organisation, typed with it or in force' USING ERRCODE = 'PA019';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER label_file_account BEFORE INSERT ON label_file FOR EACH ROW EXECUTE FUNCTION label_file_account();
