CREATE TABLE "account_change_confirmation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"confirmed_by" uuid NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "label_document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "label_document_size" CHECK ("label_document"."size" > 0)
);
--> statement-breakpoint
CREATE TABLE "label_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"siret" text NOT NULL,
	"representative" text NOT NULL,
	"representative_role" text NOT NULL,
	"trainings" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"bank_account_id" uuid NOT NULL,
	"typed_by" uuid NOT NULL,
	"typed_at" timestamp (3) with time zone NOT NULL,
	"first_by" uuid,
	"first_at" timestamp (3) with time zone,
	"second_by" uuid,
	"second_at" timestamp (3) with time zone,
	"refused_by" uuid,
	"refused_at" timestamp (3) with time zone,
	"refuse_reason" text,
	CONSTRAINT "label_file_two_people" CHECK (first_by <> typed_by and second_by <> typed_by and second_by <> first_by),
	CONSTRAINT "label_file_in_order" CHECK ((second_by is null or first_by is not null) and (first_by is null) = (first_at is null)
  and (second_by is null) = (second_at is null) and (refused_by is null) = (refused_at is null)
  and (refused_by is null) = (refuse_reason is null) and not (refused_by is not null and second_by is not null)),
	CONSTRAINT "label_file_siret" CHECK ("label_file"."siret" ~ '^[0-9]{14}$'),
	CONSTRAINT "label_file_period" CHECK ("label_file"."ends_on" is null or "label_file"."ends_on" >= "label_file"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "org_bank_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid NOT NULL,
	"holder_name" text NOT NULL,
	"iban_encrypted" text NOT NULL,
	"iban_last4" text NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"typed_by" uuid NOT NULL,
	"typed_at" timestamp (3) with time zone NOT NULL,
	"first_by" uuid,
	"first_at" timestamp (3) with time zone,
	"second_by" uuid,
	"second_at" timestamp (3) with time zone,
	"refused_by" uuid,
	"refused_at" timestamp (3) with time zone,
	"refuse_reason" text,
	CONSTRAINT "org_bank_account_two_people" CHECK (first_by <> typed_by and second_by <> typed_by and second_by <> first_by),
	CONSTRAINT "org_bank_account_in_order" CHECK ((second_by is null or first_by is not null) and (first_by is null) = (first_at is null)
  and (second_by is null) = (second_at is null) and (refused_by is null) = (refused_at is null)
  and (refused_by is null) = (refuse_reason is null) and not (refused_by is not null and second_by is not null)),
	CONSTRAINT "org_bank_account_period" CHECK (("org_bank_account"."starts_on" is null) = ("org_bank_account"."second_by" is null))
);
--> statement-breakpoint
CREATE TABLE "bank_return" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"message_id" text NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bank_return_sha256_unique" UNIQUE("sha256")
);
--> statement-breakpoint
CREATE TABLE "bank_return_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"return_id" uuid NOT NULL,
	"end_to_end_id" text,
	"amount_cents" bigint NOT NULL,
	"booked_on" date,
	"payment_id" uuid,
	"outcome" text NOT NULL,
	"reason" text,
	CONSTRAINT "bank_return_outcome" CHECK ("outcome" in ('PAID', 'REJECTED', 'RETURNED', 'PARTIAL', 'UNMATCHED', 'ALREADY', 'PENDING'))
);
--> statement-breakpoint
CREATE TABLE "claim_line_decision" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"claim_id" uuid NOT NULL,
	"redemption_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"words" text,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "claim_line_said_once" UNIQUE("claim_id","redemption_id","verdict"),
	CONSTRAINT "claim_line_verdict" CHECK ("verdict" in ('APPROVED', 'CONTESTED', 'ANSWERED', 'REJECTED')),
	CONSTRAINT "claim_line_words" CHECK (("claim_line_decision"."verdict" = 'APPROVED') or "claim_line_decision"."words" is not null)
);
--> statement-breakpoint
CREATE TABLE "counter_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"org_id" uuid NOT NULL,
	"redemption_id" uuid,
	"lot_id" uuid,
	"amount_cents" bigint NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"money_tx_id" uuid NOT NULL,
	CONSTRAINT "counter_entry_kind" CHECK ("kind" in ('OVERPAID', 'REPAID')),
	CONSTRAINT "counter_entry_sum" CHECK ("counter_entry"."amount_cents" > 0),
	CONSTRAINT "counter_entry_line" CHECK (("counter_entry"."kind" = 'OVERPAID') = ("counter_entry"."redemption_id" is not null and "counter_entry"."lot_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "money_account" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"balance_cents" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "money_account_key" UNIQUE("kind","owner_id"),
	CONSTRAINT "money_account_kind" CHECK ("kind" in ('COST', 'PAYABLE', 'PAID', 'REFUND_DUE')),
	CONSTRAINT "money_account_sign" CHECK (case when "money_account"."kind" in ('COST', 'REFUND_DUE') then "money_account"."balance_cents" >= 0 else "money_account"."balance_cents" <= 0 end)
);
--> statement-breakpoint
CREATE TABLE "money_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tx_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"cents" bigint NOT NULL,
	CONSTRAINT "money_entry_cents" CHECK ("money_entry"."cents" <> 0)
);
--> statement-breakpoint
CREATE TABLE "money_transaction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"op_key" uuid NOT NULL,
	"reason" text,
	CONSTRAINT "money_transaction_kind" CHECK ("kind" in ('CLAIM', 'REJECT', 'PAY', 'RETURN', 'OVERPAID', 'REPAID'))
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"org_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"end_to_end_id" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"deducted_cents" bigint NOT NULL,
	"state" text NOT NULL,
	"paid_on" date,
	"reference" text,
	"replaces" uuid,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "payment_end_to_end_id_unique" UNIQUE("end_to_end_id"),
	CONSTRAINT "payment_state" CHECK ("state" in ('ORDERED', 'PAID', 'REJECTED', 'RETURNED')),
	CONSTRAINT "payment_sums" CHECK ("payment"."amount_cents" >= 0 and "payment"."deducted_cents" >= 0 and "payment"."amount_cents" + "payment"."deducted_cents" > 0),
	CONSTRAINT "payment_paid_whole" CHECK (("payment"."paid_on" is not null) = ("payment"."state" in ('PAID', 'RETURNED')))
);
--> statement-breakpoint
CREATE TABLE "payment_order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"execute_on" date NOT NULL,
	"lines" integer NOT NULL,
	"total_cents" bigint NOT NULL,
	"file_sealed" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payment_order_message_id_unique" UNIQUE("message_id")
);
--> statement-breakpoint
CREATE TABLE "payment_setting" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "state" text NOT NULL;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "lines" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "total_cents" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "due_on" date NOT NULL;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "created_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "approved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "claim" ADD COLUMN "approved_account_id" uuid;--> statement-breakpoint
ALTER TABLE "redemption" ADD COLUMN "refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "account_change_confirmation" ADD CONSTRAINT "account_change_confirmation_claim_id_claim_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claim"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_change_confirmation" ADD CONSTRAINT "account_change_confirmation_account_id_org_bank_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."org_bank_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_document" ADD CONSTRAINT "label_document_file_id_label_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."label_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_file" ADD CONSTRAINT "label_file_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_file" ADD CONSTRAINT "label_file_bank_account_id_org_bank_account_id_fk" FOREIGN KEY ("bank_account_id") REFERENCES "public"."org_bank_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_bank_account" ADD CONSTRAINT "org_bank_account_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_return_entry" ADD CONSTRAINT "bank_return_entry_return_id_bank_return_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."bank_return"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_return_entry" ADD CONSTRAINT "bank_return_entry_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_line_decision" ADD CONSTRAINT "claim_line_decision_claim_id_claim_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claim"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_line_decision" ADD CONSTRAINT "claim_line_decision_redemption_id_redemption_id_fk" FOREIGN KEY ("redemption_id") REFERENCES "public"."redemption"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_entry" ADD CONSTRAINT "counter_entry_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_entry" ADD CONSTRAINT "counter_entry_redemption_id_redemption_id_fk" FOREIGN KEY ("redemption_id") REFERENCES "public"."redemption"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_entry" ADD CONSTRAINT "counter_entry_lot_id_pass_lot_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."pass_lot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_entry" ADD CONSTRAINT "counter_entry_money_tx_id_money_transaction_id_fk" FOREIGN KEY ("money_tx_id") REFERENCES "public"."money_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_entry" ADD CONSTRAINT "money_entry_tx_id_money_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."money_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_entry" ADD CONSTRAINT "money_entry_account_id_money_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."money_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_payment_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_claim_id_claim_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claim"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_org_id_venue_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."venue_org"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_change_once" ON "account_change_confirmation" USING btree ("claim_id","account_id","confirmed_by");--> statement-breakpoint
CREATE INDEX "label_document_file" ON "label_document" USING btree ("file_id");--> statement-breakpoint
CREATE UNIQUE INDEX "label_file_one_open" ON "label_file" USING btree ("org_id") WHERE second_by is null and refused_by is null;--> statement-breakpoint
CREATE UNIQUE INDEX "org_bank_account_one_open" ON "org_bank_account" USING btree ("org_id") WHERE second_by is null and refused_by is null;--> statement-breakpoint
CREATE INDEX "bank_return_lines" ON "bank_return_entry" USING btree ("return_id");--> statement-breakpoint
CREATE UNIQUE INDEX "counter_entry_once" ON "counter_entry" USING btree ("redemption_id") WHERE kind = 'OVERPAID';--> statement-breakpoint
CREATE INDEX "counter_entry_org" ON "counter_entry" USING btree ("org_id");--> statement-breakpoint
CREATE INDEX "money_entry_tx" ON "money_entry" USING btree ("tx_id");--> statement-breakpoint
CREATE INDEX "money_entry_account" ON "money_entry" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_one_live" ON "payment" USING btree ("claim_id") WHERE state in ('ORDERED', 'PAID');--> statement-breakpoint
CREATE UNIQUE INDEX "payment_replaced_once" ON "payment" USING btree ("replaces") WHERE state in ('ORDERED', 'PAID', 'RETURNED');--> statement-breakpoint
CREATE INDEX "payment_order_lines" ON "payment" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payment_org" ON "payment" USING btree ("org_id");--> statement-breakpoint
CREATE INDEX "claim_by_state" ON "claim" USING btree ("state","cutoff");--> statement-breakpoint
CREATE INDEX "redemption_claim" ON "redemption" USING btree ("claim_id");--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_state" CHECK ("state" in ('SUBMITTED', 'APPROVED', 'ORDERED', 'PAID', 'REJECTED'));--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_lines" CHECK ("claim"."lines" >= 0 and "claim"."total_cents" >= 0);--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_approved_whole" CHECK (("claim"."approved_by" is null) = ("claim"."approved_at" is null));--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_refused_or_claimed" CHECK (not ("redemption"."refused_at" is not null and "redemption"."claim_id" is not null));