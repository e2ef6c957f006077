CREATE TABLE "money_seal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"tx_id" uuid NOT NULL,
	"previous" char(64) NOT NULL,
	"hash" char(64) NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "money_seal_tx_id_unique" UNIQUE("tx_id")
);
--> statement-breakpoint
ALTER TABLE "money_seal" ADD CONSTRAINT "money_seal_tx_id_money_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."money_transaction"("id") ON DELETE no action ON UPDATE no action;