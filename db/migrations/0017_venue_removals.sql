CREATE TABLE "venue_removal" (
	"venue_id" uuid PRIMARY KEY NOT NULL,
	"removed_at" timestamp (3) with time zone NOT NULL,
	"merged_into" uuid
);
--> statement-breakpoint
CREATE INDEX "venue_removal_at" ON "venue_removal" USING btree ("removed_at");