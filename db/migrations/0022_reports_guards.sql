-- The chain over the ledger, and what a published report may never do. docs/ledger-seal.md says the same in words.
CREATE TRIGGER ledger_seal_append_only BEFORE UPDATE OR DELETE ON ledger_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_seal_no_truncate BEFORE TRUNCATE ON ledger_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER funder_report_append_only BEFORE UPDATE OR DELETE ON funder_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER funder_report_no_truncate BEFORE TRUNCATE ON funder_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE funder_report ADD CONSTRAINT funder_report_on_seal FOREIGN KEY (seal_seq, seal_hash) REFERENCES ledger_seal (seq, hash);
--> statement-breakpoint
-- A moment as the canonical texts write it: UTC, milliseconds.
CREATE FUNCTION canonical_moment(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
--> statement-breakpoint
CREATE FUNCTION sha256_hex(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- What a link of the ledger's chain is the hash of. The reason is free words: only its own hash is in it.
CREATE FUNCTION ledger_canonical(p_tx uuid, p_previous text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat(
    E'passerelle ledger 1\n', 'previous ', p_previous, E'\n',
    'transaction ', t.id, ' ', t.kind, ' ', canonical_moment(t.at), ' ', t.actor, ' ', t.op_key, ' ',
      coalesce(sha256_hex(t.reason), '-'), E'\n',
    (SELECT string_agg(concat('entry ', e.id, ' ', a.id, ' ', a.kind, ' ', a.owner_id, ' ', e.quantity, E'\n'), '' ORDER BY e.id)
      FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE e.tx_id = t.id),
    (SELECT string_agg(concat('move ', m.id, ' ', m.pass_id, ' ', coalesce(m.from_state, '-'), ' ', m.to_state, E'\n'), '' ORDER BY m.id)
      FROM pass_move m WHERE m.tx_id = t.id))
  FROM ledger_transaction t WHERE t.id = p_tx
$$;
--> statement-breakpoint
CREATE FUNCTION audit_canonical(p_audit bigint, p_previous text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat(E'passerelle audit 1\n', 'previous ', p_previous, E'\n',
    'audit ', u.id, ' ', canonical_moment(u.at), ' ', u.actor, ' ', u.intention, ' ', u.op_key, ' ', sha256_hex(u.facts::text), E'\n')
  FROM audit u WHERE u.id = p_audit
$$;
--> statement-breakpoint
-- Adds the transactions not yet sealed to the chain, at most p_limit of them, and answers how many it sealed. One sealer
-- at a time; the others wait. In the order in which passes were touched (a transaction that moves a pass after another
-- has later entries), so that any head is a state the programme really had; one that committed late is sealed later.
CREATE FUNCTION seal_ledger(p_limit integer, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash text;
  done integer := 0;
  next_tx uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('passerelle:seal:ledger'));
  SELECT seq, hash INTO last_seq, last_hash FROM ledger_seal ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, repeat('0', 64));
  FOR next_tx IN
    SELECT t.id FROM ledger_transaction t
      CROSS JOIN LATERAL (SELECT min(e.id) AS first_entry FROM ledger_entry e WHERE e.tx_id = t.id) f
      WHERE NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.tx_id = t.id)
      ORDER BY f.first_entry LIMIT p_limit
  LOOP
    INSERT INTO ledger_seal (seq, tx_id, previous, hash, sealed_at)
      VALUES (last_seq + 1, next_tx, last_hash, sha256_hex(ledger_canonical(next_tx, last_hash)), p_at)
      RETURNING seq, hash INTO last_seq, last_hash;
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;
--> statement-breakpoint
CREATE FUNCTION seal_audit(p_limit integer, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash text;
  done integer := 0;
  next_audit bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('passerelle:seal:audit'));
  SELECT seq, hash INTO last_seq, last_hash FROM audit_seal ORDER BY seq DESC LIMIT 1;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, repeat('0', 64));
  FOR next_audit IN
    SELECT u.id FROM audit u WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.audit_id = u.id) ORDER BY u.id LIMIT p_limit
  LOOP
    INSERT INTO audit_seal (seq, audit_id, previous, hash, sealed_at)
      VALUES (last_seq + 1, next_audit, last_hash, sha256_hex(audit_canonical(next_audit, last_hash)), p_at)
      RETURNING seq, hash INTO last_seq, last_hash;
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;
--> statement-breakpoint
-- A link holds to the one before it, and says what its transaction says, whoever writes it.
CREATE FUNCTION ledger_seal_chained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.previous <> coalesce((SELECT hash FROM ledger_seal WHERE seq = NEW.seq - 1), repeat('0', 64))
     OR (NEW.seq > 1 AND NOT EXISTS (SELECT 1 FROM ledger_seal WHERE seq = NEW.seq - 1))
     OR NEW.hash <> sha256_hex(ledger_canonical(NEW.tx_id, NEW.previous)) THEN
    RAISE EXCEPTION 'seal % of the ledger does not follow the one before', NEW.seq USING ERRCODE = 'PA010';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_seal_chained BEFORE INSERT ON ledger_seal FOR EACH ROW EXECUTE FUNCTION ledger_seal_chained();
--> statement-breakpoint
CREATE FUNCTION audit_seal_chained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.previous <> coalesce((SELECT hash FROM audit_seal WHERE seq = NEW.seq - 1), repeat('0', 64))
     OR (NEW.seq > 1 AND NOT EXISTS (SELECT 1 FROM audit_seal WHERE seq = NEW.seq - 1))
     OR NEW.hash <> sha256_hex(audit_canonical(NEW.audit_id, NEW.previous)) THEN
    RAISE EXCEPTION 'seal % of the audit does not follow the one before', NEW.seq USING ERRCODE = 'PA010';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_seal_chained BEFORE INSERT ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_seal_chained();
--> statement-breakpoint
CREATE FUNCTION funder_report_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> 1 + (SELECT coalesce(max(version), 0) FROM funder_report WHERE first_day = NEW.first_day AND last_day = NEW.last_day) THEN
    RAISE EXCEPTION 'version % of this report does not follow the one before', NEW.version USING ERRCODE = 'PA010';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER funder_report_follows BEFORE INSERT ON funder_report FOR EACH ROW EXECUTE FUNCTION funder_report_follows();
--> statement-breakpoint
-- The neighbourhood is read once, at the hand-over: nobody moves house in the figures.
CREATE FUNCTION distribution_qpv_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.qpv_vintage IS NOT NULL AND (NEW.qpv_code, NEW.qpv_vintage, NEW.qpv_method)
     IS DISTINCT FROM (OLD.qpv_code, OLD.qpv_vintage, OLD.qpv_method) THEN
    RAISE EXCEPTION 'the neighbourhood of a hand-over never changes' USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER distribution_qpv_once BEFORE UPDATE ON distribution FOR EACH ROW EXECUTE FUNCTION distribution_qpv_once();
