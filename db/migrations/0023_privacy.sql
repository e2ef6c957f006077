CREATE TABLE "erasure" (
	"holder_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"cause" text NOT NULL,
	CONSTRAINT "erasure_cause" CHECK ("cause" in ('ASKED', 'RETENTION'))
);
--> statement-breakpoint
CREATE TABLE "retention_rule" (
	"what" text PRIMARY KEY NOT NULL,
	"months" smallint NOT NULL,
	"basis" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "retention_rule_what" CHECK ("what" in ('IDENTITY', 'MESSAGE', 'INVITATION', 'SESSION')),
	CONSTRAINT "retention_rule_months" CHECK ("retention_rule"."months" between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;