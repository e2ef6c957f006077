CREATE TABLE "identity_confirmation" (
	"op_key" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identity_confirmation_op_key_user_id_at_pk" PRIMARY KEY("op_key","user_id","at")
);
--> statement-breakpoint
CREATE TABLE "funding_receipt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"funding_id" uuid NOT NULL,
	"received_on" date NOT NULL,
	"amount_cents" bigint NOT NULL,
	"words" text NOT NULL,
	"cancels" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "funding_receipt_sign" CHECK (("funding_receipt"."cancels" is null and "funding_receipt"."amount_cents" > 0) or ("funding_receipt"."cancels" is not null and "funding_receipt"."amount_cents" < 0))
);
--> statement-breakpoint
ALTER TABLE "org_label" ADD COLUMN "file_id" uuid;--> statement-breakpoint
ALTER TABLE "identity_confirmation" ADD CONSTRAINT "identity_confirmation_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_receipt" ADD CONSTRAINT "funding_receipt_funding_id_funding_id_fk" FOREIGN KEY ("funding_id") REFERENCES "public"."funding"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_receipt" ADD CONSTRAINT "funding_receipt_cancels" FOREIGN KEY ("cancels") REFERENCES "public"."funding_receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_confirmation_user" ON "identity_confirmation" USING btree ("user_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "funding_receipt_cancelled_once" ON "funding_receipt" USING btree ("cancels");--> statement-breakpoint
CREATE INDEX "funding_receipt_funding" ON "funding_receipt" USING btree ("funding_id");