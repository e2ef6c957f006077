-- The venues whose doors are open now, by their published hours: hundreds of texts among a million rows. Hashed,
-- because hours may be longer than a line of a btree.
CREATE INDEX venue_hours ON venue USING hash (opening_hours);
--> statement-breakpoint
-- A territory is a small part of a country.
CREATE INDEX venue_territory ON venue (id) WHERE in_territory;
