CREATE TABLE "geocoded_address" (
	"key" text PRIMARY KEY NOT NULL,
	"street" text NOT NULL,
	"postcode" text NOT NULL,
	"commune" text NOT NULL,
	"insee_code" text,
	"state" text DEFAULT 'WAITING' NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"label" text,
	"precision" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"last_error" text,
	CONSTRAINT "geocoded_address_state" CHECK ("state" in ('WAITING', 'EXACT', 'AMBIGUOUS', 'NONE')),
	CONSTRAINT "geocoded_address_placed" CHECK (("geocoded_address"."state" = 'EXACT') = ("geocoded_address"."lat" is not null and "geocoded_address"."lon" is not null and "geocoded_address"."precision" is not null)),
	CONSTRAINT "geocoded_address_answered" CHECK (("geocoded_address"."state" = 'WAITING') = ("geocoded_address"."answered_at" is null))
);
--> statement-breakpoint
CREATE INDEX "geocoded_address_waiting" ON "geocoded_address" USING btree ("next_attempt_at") WHERE state = 'WAITING';