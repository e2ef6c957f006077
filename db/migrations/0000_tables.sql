CREATE SCHEMA "pii";
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"partner_id" uuid,
	"org_id" uuid,
	"invited_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitation_role" CHECK ("role" in ('AGENT', 'PARTNER_MANAGER', 'VENUE_STAFF', 'AUTHORITY')),
	CONSTRAINT "invitation_bound" CHECK ((role in ('AGENT','PARTNER_MANAGER')) = (partner_id is not null)
        and (role = 'VENUE_STAFF') = (org_id is not null))
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"partner_id" uuid,
	"org_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "membership_role" CHECK ("role" in ('AGENT', 'PARTNER_MANAGER', 'VENUE_STAFF', 'AUTHORITY')),
	CONSTRAINT "membership_bound" CHECK ((role in ('AGENT','PARTNER_MANAGER')) = (partner_id is not null)
        and (role = 'VENUE_STAFF') = (org_id is not null))
);
--> statement-breakpoint
CREATE TABLE "user_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_account_email_unique" UNIQUE("email"),
	CONSTRAINT "user_account_email_lower" CHECK ("user_account"."email" = lower("user_account"."email"))
);
--> statement-breakpoint
CREATE TABLE "user_session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "booking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"holder_id" uuid NOT NULL,
	"state" text NOT NULL,
	"price_passes" smallint NOT NULL,
	"made_by" text NOT NULL,
	"partner_id" uuid,
	"op_key" uuid NOT NULL,
	"moved_from" uuid,
	"cancelled_by" text,
	"excused" boolean,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"updated_op" uuid NOT NULL,
	CONSTRAINT "booking_op_key_unique" UNIQUE("op_key"),
	CONSTRAINT "booking_state" CHECK ("state" in ('CONFIRMED', 'ATTENDED', 'NO_SHOW', 'CANCELLED')),
	CONSTRAINT "booking_cancelled_by" CHECK (("booking"."state" = 'CANCELLED') = ("booking"."cancelled_by" is not null)),
	CONSTRAINT "booking_cancelled_by_whom" CHECK ("cancelled_by" in ('HOLDER', 'PARTNER', 'VENUE', 'AUTHORITY')),
	CONSTRAINT "booking_excused" CHECK (("booking"."state" = 'NO_SHOW') = ("booking"."excused" is not null)),
	CONSTRAINT "booking_price" CHECK ("booking"."price_passes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "booking_move" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"booking_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"op_key" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "booking_pass" (
	"id" uuid PRIMARY KEY NOT NULL,
	"booking_id" uuid NOT NULL,
	"pass_id" uuid NOT NULL,
	"released_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "org_label" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"granted_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "org_label_period" CHECK ("org_label"."ends_on" is null or "org_label"."ends_on" >= "org_label"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "venue" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"org_id" uuid,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"content_hash" text NOT NULL,
	"pivot" text,
	"name" text NOT NULL,
	"street" text NOT NULL,
	"street_extra" text,
	"postcode" text NOT NULL,
	"commune" text NOT NULL,
	"insee_code" text,
	"lat" double precision,
	"lon" double precision,
	"mx" double precision,
	"my" double precision,
	"phone" text,
	"emails" text[] NOT NULL,
	"websites" text[] NOT NULL,
	"opening_hours" text,
	"summary" text,
	"detail" text,
	"typologies" text[] NOT NULL,
	"services" text[] NOT NULL,
	"publics" text[] NOT NULL,
	"special_care" text[] NOT NULL,
	"fees" text[] NOT NULL,
	"programmes" text[] NOT NULL,
	"training_labels" text[] NOT NULL,
	"other_labels" text[] NOT NULL,
	"access_modes" text[] NOT NULL,
	"support_modes" text[] NOT NULL,
	"itinerancy" text[] NOT NULL,
	"parent_structure" text,
	"accessibility_url" text,
	"appointment_url" text,
	"wheelchair" boolean,
	"accepts_pass" boolean NOT NULL,
	"welcome_note" text,
	"in_territory" boolean NOT NULL,
	"source_updated_on" date NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "venue_slug_unique" UNIQUE("slug"),
	CONSTRAINT "venue_source_row" UNIQUE("source","source_id"),
	CONSTRAINT "venue_position_whole" CHECK (("venue"."lat" is null) = ("venue"."lon" is null)),
	CONSTRAINT "venue_lat" CHECK ("venue"."lat" between -90 and 90),
	CONSTRAINT "venue_lon" CHECK ("venue"."lon" between -180 and 180),
	CONSTRAINT "venue_postcode" CHECK ("venue"."postcode" ~ '^[0-9]{5}$')
);
--> statement-breakpoint
CREATE TABLE "venue_org" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"siret" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"holder_id" uuid NOT NULL,
	"notice_version" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pii"."contact_point" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_point_kind" CHECK ("kind" in ('PHONE', 'EMAIL'))
);
--> statement-breakpoint
CREATE TABLE "holder" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holder_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"holder_id" uuid NOT NULL,
	"code_hmac" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "holder_code_code_hmac_unique" UNIQUE("code_hmac")
);
--> statement-breakpoint
CREATE TABLE "partner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"commune" text,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partner_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "partner_convention" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partner_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"target_passes" integer NOT NULL,
	CONSTRAINT "partner_convention_period" CHECK ("partner_convention"."ends_on" >= "partner_convention"."starts_on"),
	CONSTRAINT "partner_convention_target" CHECK ("partner_convention"."target_passes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "pii"."person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"birth_year" smallint NOT NULL,
	"commune" text NOT NULL,
	"insee_code" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_birth_year" CHECK ("pii"."person"."birth_year" between 1900 and 2100)
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"balance" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "account_key" UNIQUE("kind","owner_id"),
	CONSTRAINT "account_kind" CHECK ("kind" in ('ISSUE', 'STOCK', 'PARTNER', 'HELD', 'RESERVED', 'REDEEMED', 'CLAIMED', 'SETTLED', 'EXPIRED', 'BLOCKED')),
	CONSTRAINT "account_balance" CHECK ("account"."balance" >= 0 or "account"."kind" = 'ISSUE')
);
--> statement-breakpoint
CREATE TABLE "allocation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partner_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"sent_booklets" integer NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"received_booklets" integer,
	"received_at" timestamp (3) with time zone,
	"tx_id" uuid,
	CONSTRAINT "allocation_sent" CHECK ("allocation"."sent_booklets" > 0),
	CONSTRAINT "allocation_received" CHECK ("allocation"."received_booklets" between 0 and "allocation"."sent_booklets"),
	CONSTRAINT "allocation_received_whole" CHECK (("allocation"."received_booklets" is null) = ("allocation"."received_at" is null))
);
--> statement-breakpoint
CREATE TABLE "booklet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lot_id" uuid NOT NULL,
	"serial" text NOT NULL,
	"size" smallint NOT NULL,
	"partner_id" uuid,
	CONSTRAINT "booklet_serial_unique" UNIQUE("serial")
);
--> statement-breakpoint
CREATE TABLE "claim" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"cutoff" date NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "claim_once" UNIQUE("org_id","cutoff")
);
--> statement-breakpoint
CREATE TABLE "distribution" (
	"id" uuid PRIMARY KEY NOT NULL,
	"booklet_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"holder_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"publics" text[] NOT NULL,
	"age_band" text NOT NULL,
	"commune" text NOT NULL,
	"insee_code" text,
	"notice_version" text NOT NULL,
	"tx_id" uuid NOT NULL,
	"voided_at" timestamp (3) with time zone,
	"void_reason" text,
	CONSTRAINT "distribution_publics" CHECK ("publics" <@ array['YOUNG', 'RSA', 'ELDERLY', 'DISABLED', 'JOB_SEEKER']::text[]),
	CONSTRAINT "distribution_age_band" CHECK ("age_band" in ('UNDER_26', '26_39', '40_59', '60_74', '75_AND_OVER')),
	CONSTRAINT "distribution_void_whole" CHECK (("distribution"."voided_at" is null) = ("distribution"."void_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tx_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "ledger_entry_quantity" CHECK ("ledger_entry"."quantity" <> 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_transaction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"op_key" uuid NOT NULL,
	"reason" text,
	CONSTRAINT "ledger_transaction_kind" CHECK ("kind" in ('ISSUE', 'ALLOCATE', 'RETURN', 'HAND_OVER', 'VOID_HAND_OVER', 'RESERVE', 'RELEASE', 'REDEEM', 'REVERSE', 'CLAIM', 'REJECT', 'SETTLE', 'EXPIRE', 'BLOCK'))
);
--> statement-breakpoint
CREATE TABLE "pass" (
	"id" uuid PRIMARY KEY NOT NULL,
	"booklet_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"code_hmac" text NOT NULL,
	"state" text NOT NULL,
	"partner_id" uuid,
	"holder_id" uuid,
	"org_id" uuid,
	"expires_on" date NOT NULL,
	"tx_id" uuid NOT NULL,
	CONSTRAINT "pass_code_hmac_unique" UNIQUE("code_hmac"),
	CONSTRAINT "pass_ordinal" UNIQUE("booklet_id","ordinal"),
	CONSTRAINT "pass_state" CHECK ("state" in ('STOCK', 'ALLOCATED', 'HELD', 'RESERVED', 'REDEEMED', 'CLAIMED', 'SETTLED', 'EXPIRED', 'BLOCKED')),
	CONSTRAINT "pass_holder_iff_state" CHECK (("pass"."holder_id" is not null) = ("state" in ('HELD', 'RESERVED', 'REDEEMED', 'CLAIMED', 'SETTLED'))),
	CONSTRAINT "pass_partner_when_allocated" CHECK ("pass"."state" <> 'ALLOCATED' or "pass"."partner_id" is not null),
	CONSTRAINT "pass_org_iff_redeemed" CHECK (("pass"."org_id" is not null) = ("pass"."state" in ('REDEEMED', 'CLAIMED', 'SETTLED')))
);
--> statement-breakpoint
CREATE TABLE "pass_edge" (
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "pass_edge_from_state_to_state_pk" PRIMARY KEY("from_state","to_state")
);
--> statement-breakpoint
CREATE TABLE "pass_lot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"booklet_count" integer NOT NULL,
	"booklet_size" smallint NOT NULL,
	"face_cents" bigint NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pass_lot_label_unique" UNIQUE("label"),
	CONSTRAINT "pass_lot_booklets" CHECK ("pass_lot"."booklet_count" between 1 and 100000),
	CONSTRAINT "pass_lot_size" CHECK ("pass_lot"."booklet_size" between 1 and 100),
	CONSTRAINT "pass_lot_face" CHECK ("pass_lot"."face_cents" > 0),
	CONSTRAINT "pass_lot_validity" CHECK ("pass_lot"."valid_until" >= "pass_lot"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "pass_move" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"pass_id" uuid NOT NULL,
	"tx_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "redemption" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pass_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"venue_id" uuid NOT NULL,
	"booking_id" uuid,
	"holder_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"tx_id" uuid NOT NULL,
	"reversed_at" timestamp (3) with time zone,
	"reverse_reason" text,
	"claim_id" uuid,
	CONSTRAINT "redemption_reversed_or_claimed" CHECK (not ("redemption"."reversed_at" is not null and "redemption"."claim_id" is not null)),
	CONSTRAINT "redemption_reverse_whole" CHECK (("redemption"."reversed_at" is null) = ("redemption"."reverse_reason" is null)),
	CONSTRAINT "redemption_amount" CHECK ("redemption"."amount_cents" > 0),
	CONSTRAINT "redemption_channel" CHECK ("channel" in ('HOLDER', 'VENUE', 'WALK_IN'))
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"intention" text NOT NULL,
	"op_key" uuid NOT NULL,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "op" (
	"key" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"request_hash" text NOT NULL,
	"actor" text NOT NULL,
	"result" jsonb,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"object_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"channel" text NOT NULL,
	"facts" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"last_error" text,
	CONSTRAINT "outbox_once" UNIQUE("kind","object_id","recipient_id","slot"),
	CONSTRAINT "outbox_channel" CHECK ("channel" in ('SMS', 'EMAIL', 'LETTER'))
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"subject" text PRIMARY KEY NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "system_fact" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"theme" text NOT NULL,
	"level" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "course_theme" CHECK ("theme" in ('ORDINATEUR', 'TELEPHONE', 'INTERNET', 'MESSAGERIE', 'DEMARCHES', 'EMPLOI', 'BUREAUTIQUE', 'SECURITE', 'PARENTALITE', 'CREATION')),
	CONSTRAINT "course_level" CHECK ("level" in ('PREMIERS_PAS', 'DEBUTANT', 'A_L_AISE'))
);
--> statement-breakpoint
CREATE TABLE "mediator" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room" (
	"id" uuid PRIMARY KEY NOT NULL,
	"venue_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"course_id" uuid NOT NULL,
	"rrule" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"course_id" uuid NOT NULL,
	"series_id" uuid,
	"org_id" uuid NOT NULL,
	"venue_id" uuid NOT NULL,
	"room_id" uuid,
	"mediator_id" uuid,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"capacity" integer NOT NULL,
	"seats_taken" integer DEFAULT 0 NOT NULL,
	"price_passes" smallint NOT NULL,
	"audience" text NOT NULL,
	"languages" text[] NOT NULL,
	"wheelchair" boolean NOT NULL,
	"state" text NOT NULL,
	"cancel_reason" text,
	"cancelled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_during" CHECK ("session"."ends_at" > "session"."starts_at"),
	CONSTRAINT "session_capacity" CHECK ("session"."capacity" between 1 and 500),
	CONSTRAINT "session_seats" CHECK ("session"."seats_taken" between 0 and "session"."capacity"),
	CONSTRAINT "session_price" CHECK ("session"."price_passes" between 0 and 20),
	CONSTRAINT "session_state" CHECK ("state" in ('OPEN', 'CANCELLED')),
	CONSTRAINT "session_audience" CHECK ("audience" in ('EVERYONE', 'YOUNG', 'SENIORS', 'FAMILIES', 'WOMEN', 'JOB_SEEKERS')),
	CONSTRAINT "session_languages" CHECK ("languages" <@ array['fr', 'en', 'ar', 'es', 'pt', 'tr', 'uk']::text[]),
	CONSTRAINT "session_cancelled_iff_reason" CHECK (("session"."state" = 'CANCELLED') = ("session"."cancel_reason" is not null and "session"."cancelled_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_user_account_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_move" ADD CONSTRAINT "booking_move_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_pass" ADD CONSTRAINT "booking_pass_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_pass" ADD CONSTRAINT "booking_pass_pass_id_pass_id_fk" FOREIGN KEY ("pass_id") REFERENCES "public"."pass"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_label" ADD CONSTRAINT "org_label_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue" ADD CONSTRAINT "venue_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pii"."contact_point" ADD CONSTRAINT "contact_point_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "pii"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holder_code" ADD CONSTRAINT "holder_code_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD CONSTRAINT "partner_convention_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pii"."person" ADD CONSTRAINT "person_id_holder_id_fk" FOREIGN KEY ("id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_lot_id_pass_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."pass_lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booklet" ADD CONSTRAINT "booklet_lot_id_pass_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."pass_lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booklet" ADD CONSTRAINT "booklet_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_booklet_id_booklet_id_fk" FOREIGN KEY ("booklet_id") REFERENCES "public"."booklet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass" ADD CONSTRAINT "pass_booklet_id_booklet_id_fk" FOREIGN KEY ("booklet_id") REFERENCES "public"."booklet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass" ADD CONSTRAINT "pass_lot_id_pass_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."pass_lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass" ADD CONSTRAINT "pass_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass" ADD CONSTRAINT "pass_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass" ADD CONSTRAINT "pass_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass" ADD CONSTRAINT "pass_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_move" ADD CONSTRAINT "pass_move_pass_id_pass_id_fk" FOREIGN KEY ("pass_id") REFERENCES "public"."pass"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_move" ADD CONSTRAINT "pass_move_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_pass_id_pass_id_fk" FOREIGN KEY ("pass_id") REFERENCES "public"."pass"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_claim_id_claim_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claim"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course" ADD CONSTRAINT "course_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mediator" ADD CONSTRAINT "mediator_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_venue_id_venue_id_fk" FOREIGN KEY ("venue_id") REFERENCES "public"."venue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_mediator_id_mediator_id_fk" FOREIGN KEY ("mediator_id") REFERENCES "public"."mediator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "membership_one_live" ON "membership" USING btree ("user_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "user_session_user" ON "user_session" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "booking_one_live" ON "booking" USING btree ("session_id","holder_id") WHERE state <> 'CANCELLED';--> statement-breakpoint
CREATE INDEX "booking_holder" ON "booking" USING btree ("holder_id","created_at");--> statement-breakpoint
CREATE INDEX "booking_session" ON "booking" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "booking_move_booking" ON "booking_move" USING btree ("booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "booking_pass_one_live" ON "booking_pass" USING btree ("pass_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "booking_pass_booking" ON "booking_pass" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "venue_commune" ON "venue" USING btree ("insee_code");--> statement-breakpoint
CREATE INDEX "venue_org_idx" ON "venue" USING btree ("org_id");--> statement-breakpoint
CREATE INDEX "consent_holder" ON "consent" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "contact_point_person" ON "pii"."contact_point" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "holder_code_holder" ON "holder_code" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "booklet_lot" ON "booklet" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "booklet_partner" ON "booklet" USING btree ("partner_id","serial");--> statement-breakpoint
CREATE UNIQUE INDEX "distribution_one_live" ON "distribution" USING btree ("booklet_id") WHERE voided_at is null;--> statement-breakpoint
CREATE INDEX "distribution_holder" ON "distribution" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "distribution_partner" ON "distribution" USING btree ("partner_id","at");--> statement-breakpoint
CREATE INDEX "ledger_entry_tx" ON "ledger_entry" USING btree ("tx_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_account" ON "ledger_entry" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "pass_wallet" ON "pass" USING btree ("holder_id","expires_on","id") WHERE holder_id is not null;--> statement-breakpoint
CREATE INDEX "pass_by_state" ON "pass" USING btree ("state","partner_id");--> statement-breakpoint
CREATE INDEX "pass_move_pass" ON "pass_move" USING btree ("pass_id");--> statement-breakpoint
CREATE INDEX "pass_move_tx" ON "pass_move" USING btree ("tx_id");--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_one_live" ON "redemption" USING btree ("pass_id") WHERE reversed_at is null;--> statement-breakpoint
CREATE INDEX "redemption_org" ON "redemption" USING btree ("org_id","at");--> statement-breakpoint
CREATE INDEX "redemption_booking" ON "redemption" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "redemption_holder" ON "redemption" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("next_attempt_at") WHERE sent_at is null;--> statement-breakpoint
CREATE INDEX "outbox_recent" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "session_when" ON "session" USING btree ("starts_at") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "session_org" ON "session" USING btree ("org_id","starts_at");--> statement-breakpoint
CREATE INDEX "session_venue" ON "session" USING btree ("venue_id","starts_at");--> statement-breakpoint
CREATE INDEX "session_series" ON "session" USING btree ("series_id");