CREATE TABLE "venue_conflict" (
	"venue_id" uuid NOT NULL,
	"field_group" text NOT NULL,
	"newest_on" date NOT NULL,
	CONSTRAINT "venue_conflict_venue_id_field_group_pk" PRIMARY KEY("venue_id","field_group")
);
--> statement-breakpoint
CREATE TABLE "venue_conflict_stale" (
	"venue_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "venue_confirmation_request" ADD COLUMN "code_hash" "bytea";--> statement-breakpoint
ALTER TABLE "venue_conflict" ADD CONSTRAINT "venue_conflict_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "venue_conflict_newest" ON "venue_conflict" USING btree ("newest_on" DESC NULLS LAST,"venue_id","field_group");--> statement-breakpoint
CREATE INDEX "venue_conflict_group" ON "venue_conflict" USING btree ("field_group","newest_on" DESC NULLS LAST,"venue_id");--> statement-breakpoint
ALTER TABLE "venue_confirmation_request" ADD CONSTRAINT "venue_confirmation_request_code_hash_unique" UNIQUE("code_hash");--> statement-breakpoint
ALTER TABLE "venue_confirmation_request" ADD CONSTRAINT "venue_confirmation_request_code" CHECK ("venue_confirmation_request"."channel" = 'LETTER' or "venue_confirmation_request"."code_hash" is null);