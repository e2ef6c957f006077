INSERT INTO retention_rule (what, months, basis, updated_at) VALUES
  ('IDENTITY', 24, 'Suivre les pass et rendre compte à l’État jusqu’au bilan de la convention (mission d’intérêt public, RGPD article 6.1.e). Compte depuis la dernière activité, et jamais avant le dernier jour des pass.', now()),
  ('MESSAGE', 6, 'Répondre à une personne qui dit n’avoir rien reçu.', now()),
  ('INVITATION', 3, 'Savoir qui a invité qui, le temps que les comptes soient ouverts.', now()),
  ('SESSION', 1, 'Sécurité des comptes professionnels : une connexion fermée ne sert plus.', now());
--> statement-breakpoint
CREATE TRIGGER erasure_append_only BEFORE UPDATE OR DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER erasure_no_truncate BEFORE TRUNCATE ON erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Whoever is erased stays erased: no identity may be written again under the same id.
CREATE FUNCTION person_not_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.erasure e WHERE e.holder_id = NEW.id) THEN
    RAISE EXCEPTION 'holder % was erased', NEW.id USING ERRCODE = 'PA001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_not_erased BEFORE INSERT ON pii.person FOR EACH ROW EXECUTE FUNCTION person_not_erased();
