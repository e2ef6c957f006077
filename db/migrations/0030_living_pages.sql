CREATE TABLE "venue_stop" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"tour_id" uuid NOT NULL,
	"day" date NOT NULL,
	"starts" time NOT NULL,
	"ends" time NOT NULL,
	"place" text NOT NULL,
	"street" text,
	"postcode" text NOT NULL,
	"commune" text NOT NULL,
	"insee_code" text NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "venue_stop_span" CHECK ("venue_stop"."starts" < "venue_stop"."ends"),
	CONSTRAINT "venue_stop_position" CHECK (("venue_stop"."lat" is null) = ("venue_stop"."lon" is null))
);
--> statement-breakpoint
CREATE TABLE "venue_claim" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"route" text NOT NULL,
	"state" text NOT NULL,
	"email" text,
	"display_name" text,
	"message" text,
	"org_id" uuid,
	"token_hash" "bytea",
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"reason" text,
	"granted_org_id" uuid,
	CONSTRAINT "venue_claim_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "venue_claim_route" CHECK ("route" in ('EMAIL', 'AUTHORITY')),
	CONSTRAINT "venue_claim_state" CHECK ("state" in ('OPEN', 'GRANTED', 'REFUSED')),
	CONSTRAINT "venue_claim_link" CHECK (("venue_claim"."route" = 'EMAIL') = ("venue_claim"."token_hash" is not null) and ("venue_claim"."route" = 'EMAIL') = ("venue_claim"."expires_at" is not null)),
	CONSTRAINT "venue_claim_reachable" CHECK ("venue_claim"."state" <> 'OPEN' or "venue_claim"."email" is not null),
	CONSTRAINT "venue_claim_decided" CHECK (("venue_claim"."state" = 'OPEN') = ("venue_claim"."decided_at" is null) and ("venue_claim"."decided_at" is null) = ("venue_claim"."decided_by" is null)),
	CONSTRAINT "venue_claim_refused" CHECK (("venue_claim"."state" = 'REFUSED') = ("venue_claim"."reason" is not null)),
	CONSTRAINT "venue_claim_granted" CHECK (("venue_claim"."state" = 'GRANTED') = ("venue_claim"."granted_org_id" is not null)),
	CONSTRAINT "venue_claim_in_time" CHECK ("venue_claim"."route" = 'AUTHORITY' or "venue_claim"."decided_at" is null or "venue_claim"."decided_at" <= "venue_claim"."expires_at")
);
--> statement-breakpoint
CREATE TABLE "venue_confirmation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"request_id" uuid,
	CONSTRAINT "venue_confirmation_request_id_unique" UNIQUE("request_id")
);
--> statement-breakpoint
CREATE TABLE "venue_confirmation_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"asked_on" date NOT NULL,
	"channel" text NOT NULL,
	"address" text,
	"token_hash" "bytea" NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "venue_confirmation_request_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "venue_confirmation_request_channel" CHECK ("channel" in ('EMAIL', 'SMS', 'LETTER')),
	CONSTRAINT "venue_confirmation_request_address" CHECK ("venue_confirmation_request"."channel" <> 'LETTER' or "venue_confirmation_request"."address" is null),
	CONSTRAINT "venue_confirmation_request_in_time" CHECK ("venue_confirmation_request"."answered_at" is null or "venue_confirmation_request"."answered_at" <= "venue_confirmation_request"."expires_at")
);
--> statement-breakpoint
CREATE TABLE "venue_conflict_kept" (
	"record_id" uuid NOT NULL,
	"field_group" text NOT NULL,
	"words_hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "venue_conflict_kept_once" UNIQUE("record_id","field_group")
);
--> statement-breakpoint
CREATE TABLE "venue_page_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"step" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"shown" jsonb NOT NULL,
	"undoes" uuid,
	CONSTRAINT "venue_page_change_undoes_unique" UNIQUE("undoes"),
	CONSTRAINT "venue_page_change_of" UNIQUE("id","venue_id"),
	CONSTRAINT "venue_page_change_step" CHECK ("step" in ('CONTACT', 'HOURS', 'SERVICES', 'PUBLICS', 'FEES', 'PRESENTATION', 'CLOSURES')),
	CONSTRAINT "venue_page_change_differs" CHECK ("venue_page_change"."before" <> "venue_page_change"."after")
);
--> statement-breakpoint
CREATE TABLE "venue_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"words" text NOT NULL,
	"channel" text,
	"address" text,
	"state" text NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"handled_by" text,
	CONSTRAINT "venue_report_subject" CHECK ("subject" in ('CLOSED', 'HOURS', 'CONTACT', 'ADDRESS', 'SERVICES', 'OTHER')),
	CONSTRAINT "venue_report_state" CHECK ("state" in ('OPEN', 'CORRECTED', 'UNCHANGED')),
	CONSTRAINT "venue_report_channel" CHECK ("venue_report"."channel" is null or "venue_report"."channel" in ('EMAIL', 'SMS')),
	CONSTRAINT "venue_report_address" CHECK ("venue_report"."address" is null or "venue_report"."channel" is not null),
	CONSTRAINT "venue_report_words" CHECK (length("venue_report"."words") between 1 and 1000),
	CONSTRAINT "venue_report_handled" CHECK (("venue_report"."state" = 'OPEN') = ("venue_report"."handled_at" is null) and ("venue_report"."handled_at" is null) = ("venue_report"."handled_by" is null)),
	CONSTRAINT "venue_report_answered" CHECK ("venue_report"."state" <> 'UNCHANGED' or "venue_report"."answer" is not null)
);
--> statement-breakpoint
ALTER TABLE "retention_rule" DROP CONSTRAINT "retention_rule_what";--> statement-breakpoint
ALTER TABLE "venue" ADD COLUMN "closures" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "venue" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_claim" ADD CONSTRAINT "venue_claim_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_claim" ADD CONSTRAINT "venue_claim_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_claim" ADD CONSTRAINT "venue_claim_granted_org_id_venue_org_id_fk" FOREIGN KEY ("granted_org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_confirmation" ADD CONSTRAINT "venue_confirmation_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_confirmation" ADD CONSTRAINT "venue_confirmation_request_id_venue_confirmation_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."venue_confirmation_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_confirmation_request" ADD CONSTRAINT "venue_confirmation_request_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_conflict_kept" ADD CONSTRAINT "venue_conflict_kept_record_id_venue_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."venue_record"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_page_change" ADD CONSTRAINT "venue_page_change_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_page_change" ADD CONSTRAINT "venue_page_change_undoes" FOREIGN KEY ("undoes","venue_id") REFERENCES "public"."venue_page_change"("id","venue_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_report" ADD CONSTRAINT "venue_report_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "venue_stop_venue" ON "venue_stop" USING btree ("venue_id","day");--> statement-breakpoint
CREATE INDEX "venue_stop_coming" ON "venue_stop" USING btree ("day","insee_code") WHERE cancelled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "venue_claim_once" ON "venue_claim" USING btree ("venue_id","email") WHERE route = 'AUTHORITY' and state = 'OPEN';--> statement-breakpoint
CREATE INDEX "venue_claim_waiting" ON "venue_claim" USING btree ("created_at") WHERE route = 'AUTHORITY' and state = 'OPEN';--> statement-breakpoint
CREATE INDEX "venue_claim_venue" ON "venue_claim" USING btree ("venue_id");--> statement-breakpoint
CREATE INDEX "venue_confirmation_latest" ON "venue_confirmation" USING btree ("venue_id","at");--> statement-breakpoint
CREATE INDEX "venue_confirmation_request_venue" ON "venue_confirmation_request" USING btree ("venue_id","asked_on");--> statement-breakpoint
CREATE INDEX "venue_page_change_latest" ON "venue_page_change" USING btree ("venue_id","at");--> statement-breakpoint
CREATE INDEX "venue_report_waiting" ON "venue_report" USING btree ("created_at") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "venue_report_venue" ON "venue_report" USING btree ("venue_id","created_at");--> statement-breakpoint
ALTER TABLE "retention_rule" ADD CONSTRAINT "retention_rule_what" CHECK ("what" in ('IDENTITY', 'MESSAGE', 'INVITATION', 'SESSION', 'PAGE_CONTACT'));