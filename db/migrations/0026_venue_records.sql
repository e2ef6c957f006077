-- Venues known before their sources were kept: each becomes the one record of its venue.
INSERT INTO venue_record (id, venue_id, source, source_id, content_hash, fields, insee_code, said_on, first_seen_at, written_at)
SELECT v.id, v.id, v.source, v.source_id, v.content_hash, jsonb_build_object(
  'name', v.name, 'pivot', v.pivot, 'street', v.street, 'streetExtra', v.street_extra, 'postcode', v.postcode, 'commune', v.commune,
  'inseeCode', v.insee_code, 'inTerritory', v.in_territory, 'lat', v.lat, 'lon', v.lon, 'positionPrecision', v.position_precision,
  'phone', v.phone, 'emails', v.emails, 'websites', v.websites, 'openingHours', v.opening_hours, 'hoursText', v.hours_text,
  'summary', v.summary, 'detail', v.detail, 'typologies', v.typologies, 'services', v.services, 'publics', v.publics,
  'specialCare', v.special_care, 'fees', v.fees, 'programmes', v.programmes, 'trainingLabels', v.training_labels,
  'otherLabels', v.other_labels, 'accessModes', v.access_modes, 'supportModes', v.support_modes, 'itinerancy', v.itinerancy,
  'parentStructure', v.parent_structure, 'accessibilityUrl', v.accessibility_url, 'appointmentUrl', v.appointment_url)
  || jsonb_build_object('wheelchair', v.wheelchair, 'acceptsPass', v.accepts_pass),
  v.insee_code, v.source_updated_on, v.imported_at, v.updated_at
FROM venue v;
--> statement-breakpoint
-- An id or an address that leads to the venue kept is nobody else's, until the merge is undone.
CREATE FUNCTION refuse_gone_venue() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken boolean;
BEGIN
  -- Deferred: what counts is what stands at the end, found by the indexes of both tables.
  IF TG_TABLE_NAME = 'venue' THEN
    SELECT EXISTS (SELECT 1 FROM venue_merge m WHERE m.gone_id = NEW.id AND m.undone_at IS NULL)
      OR EXISTS (SELECT 1 FROM venue_merge m WHERE m.gone_slug = NEW.slug AND m.undone_at IS NULL) INTO taken;
    taken := taken AND EXISTS (SELECT 1 FROM venue v WHERE v.id = NEW.id);
  ELSE
    SELECT EXISTS (SELECT 1 FROM venue v WHERE v.id = NEW.gone_id)
      OR EXISTS (SELECT 1 FROM venue v WHERE v.slug = NEW.gone_slug) INTO taken;
    taken := taken AND EXISTS (SELECT 1 FROM venue_merge m WHERE m.id = NEW.id AND m.undone_at IS NULL);
  END IF;
  IF taken THEN
    RAISE EXCEPTION 'a merged venue keeps its id and its address' USING ERRCODE = 'PA001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER venue_not_gone AFTER INSERT OR UPDATE OF id, slug ON venue
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_gone_venue();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER venue_merge_gone_once AFTER INSERT OR UPDATE ON venue_merge
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_gone_venue();
--> statement-breakpoint
-- A merge is history: it is undone, never erased or rewritten.
CREATE TRIGGER venue_merge_no_delete BEFORE DELETE ON venue_merge FOR EACH ROW EXECUTE FUNCTION refuse_change();
