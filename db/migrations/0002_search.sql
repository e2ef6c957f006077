CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
-- One way to write a word, for documents and for queries: no accent, no case, no hyphen, "saint" in full.
CREATE FUNCTION search_norm(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT btrim(regexp_replace(regexp_replace(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, words)),
    '[^a-z0-9]+', ' ', 'g'), '\mst\M', 'saint', 'g'), '\mste\M', 'sainte', 'g'))
$$;
--> statement-breakpoint
CREATE FUNCTION joined(parts text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_to_string(parts, ' '), '')
$$;
--> statement-breakpoint
ALTER TABLE venue ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS
  (search_norm(name || ' ' || commune || ' ' || postcode)) STORED;
--> statement-breakpoint
ALTER TABLE venue ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
  setweight(to_tsvector('french', search_norm(name)), 'A') ||
  setweight(to_tsvector('french', search_norm(commune || ' ' || postcode)), 'B') ||
  setweight(to_tsvector('french', search_norm(joined(services) || ' ' || joined(typologies) || ' ' || joined(programmes))), 'C') ||
  setweight(to_tsvector('french', search_norm(coalesce(summary, '') || ' ' || coalesce(detail, '') || ' ' || street)), 'D')
) STORED;
--> statement-breakpoint
CREATE INDEX venue_search ON venue USING gin (search);
--> statement-breakpoint
CREATE INDEX venue_search_trgm ON venue USING gin (search_text gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX venue_services ON venue USING gin (services);
--> statement-breakpoint
-- Nearest venues on the Mercator plane: `<->` on this index, then exact distances on the few kept.
CREATE INDEX venue_nearest ON venue USING gist (point(mx, my));
--> statement-breakpoint
ALTER TABLE pii.person ADD COLUMN search_name text NOT NULL GENERATED ALWAYS AS
  (search_norm(family_name || ' ' || given_name)) STORED;
--> statement-breakpoint
CREATE INDEX person_search_name ON pii.person USING gin (search_name gin_trgm_ops);
