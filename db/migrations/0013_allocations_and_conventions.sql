CREATE TABLE "allocation_booklet" (
	"allocation_id" uuid NOT NULL,
	"booklet_id" uuid NOT NULL,
	"released_at" timestamp (3) with time zone,
	CONSTRAINT "allocation_booklet_allocation_id_booklet_id_pk" PRIMARY KEY("allocation_id","booklet_id")
);
--> statement-breakpoint
CREATE TABLE "allocation_difference" (
	"id" uuid PRIMARY KEY NOT NULL,
	"allocation_id" uuid NOT NULL,
	"booklet_id" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"note" text,
	"outcome" text,
	"settled_at" timestamp (3) with time zone,
	"settled_by" text,
	"reason" text,
	CONSTRAINT "allocation_difference_once" UNIQUE("allocation_id","booklet_id"),
	CONSTRAINT "allocation_difference_outcome" CHECK ("outcome" in ('FOUND', 'LOST', 'BACK')),
	CONSTRAINT "allocation_difference_settled_whole" CHECK (num_nonnulls("allocation_difference"."outcome", "allocation_difference"."settled_at", "allocation_difference"."settled_by", "allocation_difference"."reason") in (0, 4))
);
--> statement-breakpoint
CREATE TABLE "committee_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"committee_id" uuid NOT NULL,
	"decided" text NOT NULL,
	"owner" text NOT NULL,
	"due_on" date NOT NULL,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	CONSTRAINT "committee_decision_done_whole" CHECK (("committee_decision"."done_at" is null) = ("committee_decision"."done_by" is null))
);
--> statement-breakpoint
CREATE TABLE "committee_guest" (
	"committee_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	CONSTRAINT "committee_guest_committee_id_partner_id_pk" PRIMARY KEY("committee_id","partner_id")
);
--> statement-breakpoint
CREATE TABLE "convention_agent" (
	"convention_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	CONSTRAINT "convention_agent_convention_id_membership_id_pk" PRIMARY KEY("convention_id","membership_id")
);
--> statement-breakpoint
CREATE TABLE "convention_document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"convention_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" integer NOT NULL,
	"file_name" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "convention_document_sha256" CHECK ("convention_document"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "convention_document_size" CHECK ("convention_document"."byte_count" between 1 and 5242880)
);
--> statement-breakpoint
CREATE TABLE "steering_committee" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"held_on" date NOT NULL,
	"place" text,
	"agenda" text NOT NULL,
	"minutes" text,
	"pack" jsonb,
	"frozen_at" timestamp (3) with time zone,
	"ledger_head" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "steering_committee_frozen_whole" CHECK (num_nonnulls("steering_committee"."pack", "steering_committee"."frozen_at", "steering_committee"."ledger_head") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "partner_site" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"commune" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partner_site_name" UNIQUE("partner_id","name"),
	CONSTRAINT "partner_site_of" UNIQUE("id","partner_id")
);
--> statement-breakpoint
ALTER TABLE "allocation" DROP CONSTRAINT "allocation_received_whole";--> statement-breakpoint
ALTER TABLE "allocation" ALTER COLUMN "partner_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "allocation" ALTER COLUMN "lot_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "allocation" ALTER COLUMN "sent_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "site_id" uuid;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "publics" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "signed_for_partner" text;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "signed_for_authority" text;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "signed_on" date;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "agents_named" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "revoked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "partner_convention" ADD COLUMN "revoke_reason" text;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "from_partner_id" uuid;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "site_id" uuid;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "state" text;--> statement-breakpoint
UPDATE "allocation" SET "state" = 'RECEIVED';--> statement-breakpoint
ALTER TABLE "allocation" ALTER COLUMN "state" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "planned_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "allocation" SET "planned_at" = sent_at;--> statement-breakpoint
ALTER TABLE "allocation" ALTER COLUMN "planned_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "planned_by" text;--> statement-breakpoint
UPDATE "allocation" SET "planned_by" = 'system:migration';--> statement-breakpoint
ALTER TABLE "allocation" ALTER COLUMN "planned_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "sent_by" text;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "received_by" text;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "allocation" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "booklet" ADD COLUMN "site_id" uuid;--> statement-breakpoint
ALTER TABLE "distribution" ADD COLUMN "voided_by" text;--> statement-breakpoint
ALTER TABLE "allocation_booklet" ADD CONSTRAINT "allocation_booklet_allocation_id_allocation_id_fk" FOREIGN KEY ("allocation_id") REFERENCES "public"."allocation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_booklet" ADD CONSTRAINT "allocation_booklet_booklet_id_booklet_id_fk" FOREIGN KEY ("booklet_id") REFERENCES "public"."booklet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_difference" ADD CONSTRAINT "allocation_difference_allocation_id_allocation_id_fk" FOREIGN KEY ("allocation_id") REFERENCES "public"."allocation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_difference" ADD CONSTRAINT "allocation_difference_booklet_id_booklet_id_fk" FOREIGN KEY ("booklet_id") REFERENCES "public"."booklet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_decision" ADD CONSTRAINT "committee_decision_committee_id_steering_committee_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."steering_committee"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_guest" ADD CONSTRAINT "committee_guest_committee_id_steering_committee_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."steering_committee"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "committee_guest" ADD CONSTRAINT "committee_guest_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convention_agent" ADD CONSTRAINT "convention_agent_convention_id_partner_convention_id_fk" FOREIGN KEY ("convention_id") REFERENCES "public"."partner_convention"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convention_agent" ADD CONSTRAINT "convention_agent_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "convention_document" ADD CONSTRAINT "convention_document_convention_id_partner_convention_id_fk" FOREIGN KEY ("convention_id") REFERENCES "public"."partner_convention"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_site" ADD CONSTRAINT "partner_site_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "allocation_booklet_once" ON "allocation_booklet" USING btree ("booklet_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "allocation_difference_open" ON "allocation_difference" USING btree ("allocation_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "committee_decision_committee" ON "committee_decision" USING btree ("committee_id","due_on");--> statement-breakpoint
CREATE INDEX "convention_document_convention" ON "convention_document" USING btree ("convention_id","added_at");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_site" FOREIGN KEY ("site_id","partner_id") REFERENCES "public"."partner_site"("id","partner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_from_partner_id_partner_id_fk" FOREIGN KEY ("from_partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_site" FOREIGN KEY ("site_id","partner_id") REFERENCES "public"."partner_site"("id","partner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booklet" ADD CONSTRAINT "booklet_site" FOREIGN KEY ("site_id","partner_id") REFERENCES "public"."partner_site"("id","partner_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allocation_partner" ON "allocation" USING btree ("partner_id","received_at");--> statement-breakpoint
CREATE INDEX "allocation_from" ON "allocation" USING btree ("from_partner_id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_site_of_partner" CHECK ("membership"."site_id" is null or "membership"."partner_id" is not null);--> statement-breakpoint
ALTER TABLE "partner_convention" ADD CONSTRAINT "partner_convention_publics" CHECK ("publics" <@ array['YOUNG', 'RSA', 'ELDERLY', 'DISABLED', 'JOB_SEEKER']::text[]);--> statement-breakpoint
ALTER TABLE "partner_convention" ADD CONSTRAINT "partner_convention_revoked_whole" CHECK (("partner_convention"."revoked_at" is null) = ("partner_convention"."revoke_reason" is null));--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_state" CHECK ("state" in ('PLANNED', 'SENT', 'RECEIVED', 'CANCELLED'));--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_somewhere" CHECK ("allocation"."partner_id" is distinct from "allocation"."from_partner_id");--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_sent_iff_state" CHECK (("allocation"."sent_at" is not null) = ("allocation"."state" in ('SENT', 'RECEIVED')));--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_cancelled_whole" CHECK (("allocation"."cancelled_at" is null) = ("allocation"."cancel_reason" is null) and ("allocation"."cancelled_at" is not null) = ("allocation"."state" = 'CANCELLED'));--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_site_of_partner" CHECK ("allocation"."site_id" is null or "allocation"."partner_id" is not null);--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_received_whole" CHECK (("allocation"."received_booklets" is null) = ("allocation"."received_at" is null) and ("allocation"."received_at" is not null) = ("allocation"."state" = 'RECEIVED'));--> statement-breakpoint
ALTER TABLE "booklet" ADD CONSTRAINT "booklet_site_of_partner" CHECK ("booklet"."site_id" is null or "booklet"."partner_id" is not null);