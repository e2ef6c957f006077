CREATE TABLE "job" (
	"name" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"cron" text NOT NULL,
	"registered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"facts" jsonb,
	"error" text,
	CONSTRAINT "job_run_outcome" CHECK ("outcome" in ('DONE', 'FAILED')),
	CONSTRAINT "job_run_whole" CHECK (("job_run"."ended_at" is null) = ("job_run"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "lot_funding" (
	"lot_id" uuid NOT NULL,
	"funding_id" uuid NOT NULL,
	"share_bps" integer NOT NULL,
	CONSTRAINT "lot_funding_lot_id_funding_id_pk" PRIMARY KEY("lot_id","funding_id"),
	CONSTRAINT "lot_funding_share" CHECK ("lot_funding"."share_bps" between 1 and 10000)
);
--> statement-breakpoint
CREATE TABLE "lot_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"kind" text NOT NULL,
	"sealed" "bytea",
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"lot_id" uuid,
	"imported_at" timestamp (3) with time zone,
	CONSTRAINT "lot_import_kind" CHECK ("kind" in ('CSV', 'XLSX')),
	CONSTRAINT "lot_import_whole" CHECK (("lot_import"."lot_id" is null) = ("lot_import"."imported_at" is null)),
	CONSTRAINT "lot_import_nothing_kept" CHECK (("lot_import"."sealed" is null) = ("lot_import"."lot_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "pass_block" (
	"pass_id" uuid PRIMARY KEY NOT NULL,
	"cause" text NOT NULL,
	"told_by" text NOT NULL,
	"partner_id" uuid,
	"holder_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"tx_id" uuid NOT NULL,
	CONSTRAINT "pass_block_cause" CHECK ("cause" in ('LOST', 'STOLEN', 'DAMAGED', 'SURPLUS')),
	CONSTRAINT "pass_block_told_by" CHECK ("told_by" in ('HOLDER', 'AGENT', 'AUTHORITY'))
);
--> statement-breakpoint
CREATE TABLE "pass_replacement" (
	"original_id" uuid NOT NULL,
	"replacement_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"tx_id" uuid NOT NULL,
	CONSTRAINT "pass_replacement_original_id_pk" PRIMARY KEY("original_id"),
	CONSTRAINT "pass_replacement_gives_once" UNIQUE("replacement_id"),
	CONSTRAINT "pass_replacement_other" CHECK ("pass_replacement"."original_id" <> "pass_replacement"."replacement_id")
);
--> statement-breakpoint
CREATE TABLE "funding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"rate_bps" integer NOT NULL,
	"cap_cents" bigint,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "funding_label_unique" UNIQUE("label"),
	CONSTRAINT "funding_kind" CHECK ("kind" in ('STATE', 'FEDER', 'OWN', 'OTHER')),
	CONSTRAINT "funding_rate" CHECK ("rate_bps" between 0 and 10000),
	CONSTRAINT "funding_state_rate" CHECK ("kind" <> 'STATE' or "rate_bps" <= 6500),
	CONSTRAINT "funding_cap" CHECK ("funding"."cap_cents" > 0),
	CONSTRAINT "funding_period" CHECK ("funding"."ends_on" >= "funding"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "pass_order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"supplier" text NOT NULL,
	"reference" text NOT NULL,
	"ordered_on" date NOT NULL,
	"amount_cents" bigint NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"paid_on" date,
	"payment_reference" text,
	"payment_recorded_by" uuid,
	"payment_recorded_at" timestamp (3) with time zone,
	CONSTRAINT "pass_order_reference_unique" UNIQUE("reference"),
	CONSTRAINT "pass_order_amount" CHECK ("pass_order"."amount_cents" > 0),
	CONSTRAINT "pass_order_payment_whole" CHECK (num_nonnulls("pass_order"."paid_on", "pass_order"."payment_reference", "pass_order"."payment_recorded_at", "pass_order"."payment_recorded_by") in (0, 4)),
	CONSTRAINT "pass_order_paid_after" CHECK ("pass_order"."paid_on" >= "pass_order"."ordered_on")
);
--> statement-breakpoint
ALTER TABLE "pass_lot" ADD COLUMN "order_id" uuid;--> statement-breakpoint
ALTER TABLE "pass_lot" ADD COLUMN "price_cents" bigint;--> statement-breakpoint
ALTER TABLE "pass_lot" ADD COLUMN "activated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "pass_lot" ADD COLUMN "activated_by" uuid;--> statement-breakpoint
ALTER TABLE "pass_lot" ADD COLUMN "grace_days" smallint DEFAULT 31 NOT NULL;--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "served_on" date;--> statement-breakpoint
ALTER TABLE "lot_funding" ADD CONSTRAINT "lot_funding_lot_id_pass_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."pass_lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_funding" ADD CONSTRAINT "lot_funding_funding_id_funding_id_fk" FOREIGN KEY ("funding_id") REFERENCES "public"."funding"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_import" ADD CONSTRAINT "lot_import_lot_id_pass_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."pass_lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_block" ADD CONSTRAINT "pass_block_pass_id_pass_id_fk" FOREIGN KEY ("pass_id") REFERENCES "public"."pass"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_block" ADD CONSTRAINT "pass_block_partner_id_partner_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."partner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_block" ADD CONSTRAINT "pass_block_holder_id_holder_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."holder"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_block" ADD CONSTRAINT "pass_block_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_replacement" ADD CONSTRAINT "pass_replacement_original_id_pass_block_pass_id_fk" FOREIGN KEY ("original_id") REFERENCES "public"."pass_block"("pass_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_replacement" ADD CONSTRAINT "pass_replacement_replacement_id_pass_id_fk" FOREIGN KEY ("replacement_id") REFERENCES "public"."pass"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_replacement" ADD CONSTRAINT "pass_replacement_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_run_latest" ON "job_run" USING btree ("name","started_at");--> statement-breakpoint
CREATE INDEX "lot_funding_funding" ON "lot_funding" USING btree ("funding_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lot_import_file_once" ON "lot_import" USING btree ("digest") WHERE lot_id is not null;--> statement-breakpoint
CREATE INDEX "lot_import_uploaded" ON "lot_import" USING btree ("uploaded_at");--> statement-breakpoint
CREATE INDEX "pass_block_holder" ON "pass_block" USING btree ("holder_id") WHERE holder_id is not null;--> statement-breakpoint
CREATE INDEX "pass_block_partner" ON "pass_block" USING btree ("partner_id");--> statement-breakpoint
ALTER TABLE "pass_lot" ADD CONSTRAINT "pass_lot_order_id_pass_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."pass_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pass_lot_order" ON "pass_lot" USING btree ("order_id");--> statement-breakpoint
ALTER TABLE "pass_lot" ADD CONSTRAINT "pass_lot_price" CHECK ("pass_lot"."price_cents" >= 0);--> statement-breakpoint
ALTER TABLE "pass_lot" ADD CONSTRAINT "pass_lot_ordered_whole" CHECK (("pass_lot"."order_id" is null) = ("pass_lot"."price_cents" is null));--> statement-breakpoint
ALTER TABLE "pass_lot" ADD CONSTRAINT "pass_lot_grace" CHECK ("pass_lot"."grace_days" between 0 and 366);