CREATE TABLE "venue_feed" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"licence" text NOT NULL,
	"shape" text,
	"every_hours" integer NOT NULL,
	"etag" text,
	"last_modified" text,
	"last_accepted" integer,
	"next_run_at" timestamp (3) with time zone NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "venue_feed_name_unique" UNIQUE("name"),
	CONSTRAINT "venue_feed_shape" CHECK ("shape" in ('standard', 'conseillers-numeriques', 'data-inclusion', 'hinaura-brut', 'france-services', 'aidants-connect', 'resin')),
	CONSTRAINT "venue_feed_every" CHECK ("venue_feed"."every_hours" between 1 and 8784),
	CONSTRAINT "venue_feed_url" CHECK ("venue_feed"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "venue_feed_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"feed_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"report" jsonb,
	"held" "bytea",
	"published_on" date,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	CONSTRAINT "venue_feed_run_outcome" CHECK ("outcome" in ('APPLIED', 'UNCHANGED', 'HELD', 'DISMISSED', 'FAILED')),
	CONSTRAINT "venue_feed_run_held" CHECK (("venue_feed_run"."outcome" = 'HELD') = ("venue_feed_run"."held" is not null))
);
--> statement-breakpoint
CREATE TABLE "venue_merge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kept_id" uuid NOT NULL,
	"gone_id" uuid NOT NULL,
	"gone_slug" text,
	"gone_welcome_note" text,
	"record_ids" uuid[] NOT NULL,
	"carried_ids" uuid[] NOT NULL,
	"score" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"automatic" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	CONSTRAINT "venue_merge_two" CHECK ("venue_merge"."kept_id" <> "venue_merge"."gone_id"),
	CONSTRAINT "venue_merge_undone" CHECK (("venue_merge"."undone_at" is null) = ("venue_merge"."undone_by" is null))
);
--> statement-breakpoint
CREATE TABLE "venue_pair" (
	"a" uuid NOT NULL,
	"b" uuid NOT NULL,
	"score" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	CONSTRAINT "venue_pair_a_b_pk" PRIMARY KEY("a","b"),
	CONSTRAINT "venue_pair_order" CHECK ("venue_pair"."a" < "venue_pair"."b"),
	CONSTRAINT "venue_pair_state" CHECK ("state" in ('WAITING', 'JOINED', 'APART')),
	CONSTRAINT "venue_pair_score" CHECK ("venue_pair"."score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "venue_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"origin" jsonb,
	"content_hash" text NOT NULL,
	"fields" jsonb NOT NULL,
	"insee_code" text,
	"said_on" date NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "venue_record_row" UNIQUE("source","source_id")
);
--> statement-breakpoint
ALTER TABLE "venue" ADD COLUMN "position_precision" text;--> statement-breakpoint
ALTER TABLE "venue" ADD COLUMN "hours_text" text;--> statement-breakpoint
ALTER TABLE "venue_feed_run" ADD CONSTRAINT "venue_feed_run_feed_id_venue_feed_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."venue_feed"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_merge" ADD CONSTRAINT "venue_merge_kept_id_venue_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_pair" ADD CONSTRAINT "venue_pair_a_venue_record_id_fk" FOREIGN KEY ("a") REFERENCES "public"."venue_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_pair" ADD CONSTRAINT "venue_pair_b_venue_record_id_fk" FOREIGN KEY ("b") REFERENCES "public"."venue_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_record" ADD CONSTRAINT "venue_record_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "venue_feed_run_feed" ON "venue_feed_run" USING btree ("feed_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "venue_merge_gone" ON "venue_merge" USING btree ("gone_id") WHERE undone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "venue_merge_slug" ON "venue_merge" USING btree ("gone_slug") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "venue_merge_kept" ON "venue_merge" USING btree ("kept_id");--> statement-breakpoint
CREATE INDEX "venue_pair_waiting" ON "venue_pair" USING btree ("score") WHERE state = 'WAITING';--> statement-breakpoint
CREATE INDEX "venue_pair_b" ON "venue_pair" USING btree ("b");--> statement-breakpoint
CREATE INDEX "venue_record_venue" ON "venue_record" USING btree ("venue_id");--> statement-breakpoint
CREATE INDEX "venue_record_commune" ON "venue_record" USING btree ("insee_code");--> statement-breakpoint
ALTER TABLE "venue" ADD CONSTRAINT "venue_position_precision" CHECK ("position_precision" in ('DOOR', 'STREET', 'COMMUNE'));