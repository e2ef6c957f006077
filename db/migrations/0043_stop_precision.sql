ALTER TABLE "venue_stop" ADD COLUMN "position_precision" text;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD COLUMN "placed_at" timestamp (3) with time zone;--> statement-breakpoint
-- A stop announced before stands where the geocoding service had said of its address, or at the middle of its commune.
UPDATE venue_stop s SET position_precision = coalesce((SELECT a.precision FROM geocoded_address a
  WHERE a.state = 'EXACT' AND s.street IS NOT NULL AND a.postcode = s.postcode AND a.lat = s.lat AND a.lon = s.lon LIMIT 1), 'COMMUNE')
  WHERE s.lat IS NOT NULL;--> statement-breakpoint
-- The table is altered below: what the update left to the end of the transaction is done now.
SET CONSTRAINTS venue_stop_moves_directory IMMEDIATE;--> statement-breakpoint
SET CONSTRAINTS venue_stop_moves_directory DEFERRED;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_precision" CHECK ("position_precision" in ('DOOR', 'STREET', 'COMMUNE'));--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_precision_whole" CHECK (("venue_stop"."lat" is null) = ("venue_stop"."position_precision" is null));--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_placed" CHECK ("venue_stop"."placed_at" is null or coalesce("venue_stop"."position_precision", 'COMMUNE') <> 'COMMUNE');