CREATE TABLE "identity_lookup" (
	"id" uuid PRIMARY KEY NOT NULL,
	"looked_by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"how" text NOT NULL,
	"holder_ids" uuid[] NOT NULL,
	CONSTRAINT "identity_lookup_reason" CHECK (length("identity_lookup"."reason") >= 5),
	CONSTRAINT "identity_lookup_how" CHECK ("identity_lookup"."how" in ('PAPER', 'NAME')),
	CONSTRAINT "identity_lookup_found" CHECK (cardinality("identity_lookup"."holder_ids") between 1 and 10)
);
--> statement-breakpoint
CREATE TABLE "person_merge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gone_id" uuid NOT NULL,
	"kept_id" uuid NOT NULL,
	"merged_by" text NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"undone_by" text,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "person_merge_two" CHECK ("person_merge"."gone_id" <> "person_merge"."kept_id"),
	CONSTRAINT "person_merge_undone" CHECK (("person_merge"."undone_at" is null) = ("person_merge"."undone_by" is null))
);
--> statement-breakpoint
ALTER TABLE "funder_report" ADD COLUMN "money_seq" bigint;--> statement-breakpoint
ALTER TABLE "funder_report" ADD COLUMN "money_hash" char(64);--> statement-breakpoint
ALTER TABLE "identity_lookup" ADD CONSTRAINT "identity_lookup_looked_by_user_account_id_fk" FOREIGN KEY ("looked_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_gone_id_holder_id_fk" FOREIGN KEY ("gone_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_kept_id_holder_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_lookup_at" ON "identity_lookup" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "person_merge_gone" ON "person_merge" USING btree ("gone_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "person_merge_kept" ON "person_merge" USING btree ("kept_id") WHERE undone_at is null;--> statement-breakpoint
ALTER TABLE "funder_report" ADD CONSTRAINT "funder_report_money_head" CHECK ("funder_report"."content"::jsonb ->> 'format' = 'passerelle-report-1' or ("funder_report"."content"::jsonb -> 'moneyHead' ->> 'seq')::bigint = coalesce("funder_report"."money_seq", 0));