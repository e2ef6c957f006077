-- The chain over the ledger in cents: as that of the passes (0022). docs/ledger-seal.md says it in words.
CREATE TRIGGER money_seal_append_only BEFORE UPDATE OR DELETE ON money_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER money_seal_no_truncate BEFORE TRUNCATE ON money_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION money_canonical(p_tx uuid, p_previous text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat(
    E'passerelle money 1\n', 'previous ', p_previous, E'\n',
    'transaction ', t.id, ' ', t.kind, ' ', canonical_moment(t.at), ' ', t.actor, ' ', t.op_key, ' ',
      coalesce(sha256_hex(t.reason), '-'), E'\n',
    (SELECT string_agg(concat('entry ', e.id, ' ', a.id, ' ', a.kind, ' ', a.owner_id, ' ', e.cents, E'\n'), '' ORDER BY e.id)
      FROM money_entry e JOIN money_account a ON a.id = e.account_id WHERE e.tx_id = t.id))
  FROM money_transaction t WHERE t.id = p_tx
$$;
--> statement-breakpoint
CREATE FUNCTION seal_money(p_limit integer, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash text;
  done integer := 0;
  next_tx uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('passerelle:seal:money'));
  SELECT seq, hash INTO last_seq, last_hash FROM money_seal ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, repeat('0', 64));
  FOR next_tx IN
    SELECT t.id FROM money_transaction t
      CROSS JOIN LATERAL (SELECT min(e.id) AS first_entry FROM money_entry e WHERE e.tx_id = t.id) f
      WHERE NOT EXISTS (SELECT 1 FROM money_seal s WHERE s.tx_id = t.id)
      ORDER BY f.first_entry LIMIT p_limit
  LOOP
    INSERT INTO money_seal (seq, tx_id, previous, hash, sealed_at)
      VALUES (last_seq + 1, next_tx, last_hash, sha256_hex(money_canonical(next_tx, last_hash)), p_at)
      RETURNING seq, hash INTO last_seq, last_hash;
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;
--> statement-breakpoint
CREATE FUNCTION money_seal_chained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.previous <> coalesce((SELECT hash FROM money_seal WHERE seq = NEW.seq - 1), repeat('0', 64))
     OR NEW.seq < 1 OR (NEW.seq > 1 AND NOT EXISTS (SELECT 1 FROM money_seal WHERE seq = NEW.seq - 1))
     OR NEW.hash <> sha256_hex(money_canonical(NEW.tx_id, NEW.previous)) THEN
    RAISE EXCEPTION 'seal % of the ledger in cents does not follow the one before', NEW.seq USING ERRCODE = 'PA010';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER money_seal_chained BEFORE INSERT ON money_seal FOR EACH ROW EXECUTE FUNCTION money_seal_chained();
