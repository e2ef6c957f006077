CREATE TABLE "audit_seal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"previous" char(64) NOT NULL,
	"hash" char(64) NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_seal_audit_id_unique" UNIQUE("audit_id")
);
--> statement-breakpoint
CREATE TABLE "funder_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"hash" char(64) NOT NULL,
	"seal_seq" bigint NOT NULL,
	"seal_hash" char(64) NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "funder_report_hash_unique" UNIQUE("hash"),
	CONSTRAINT "funder_report_version" UNIQUE("first_day","last_day","version"),
	CONSTRAINT "funder_report_period" CHECK ("funder_report"."last_day" >= "funder_report"."first_day"),
	CONSTRAINT "funder_report_first_version" CHECK ("funder_report"."version" >= 1),
	CONSTRAINT "funder_report_signed" CHECK ("funder_report"."hash" = encode(sha256(convert_to("funder_report"."content", 'UTF8')), 'hex')),
	CONSTRAINT "funder_report_agrees" CHECK (("funder_report"."content"::jsonb -> 'reconciliation' ->> 'agrees') = 'true')
);
--> statement-breakpoint
CREATE TABLE "ledger_seal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"tx_id" uuid NOT NULL,
	"previous" char(64) NOT NULL,
	"hash" char(64) NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_seal_tx_id_unique" UNIQUE("tx_id"),
	CONSTRAINT "ledger_seal_link" UNIQUE("seq","hash"),
	CONSTRAINT "ledger_seal_seq" CHECK ("ledger_seal"."seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "qpv_area" (
	"vintage" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"commune" text,
	"polygons" jsonb NOT NULL,
	"west" double precision NOT NULL,
	"south" double precision NOT NULL,
	"east" double precision NOT NULL,
	"north" double precision NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "qpv_area_vintage_code_pk" PRIMARY KEY("vintage","code"),
	CONSTRAINT "qpv_area_vintage" CHECK ("vintage" in ('2015', '2024')),
	CONSTRAINT "qpv_area_box" CHECK ("qpv_area"."west" <= "qpv_area"."east" and "qpv_area"."south" <= "qpv_area"."north")
);
--> statement-breakpoint
ALTER TABLE "distribution" ADD COLUMN "qpv_code" text;--> statement-breakpoint
ALTER TABLE "distribution" ADD COLUMN "qpv_vintage" text;--> statement-breakpoint
ALTER TABLE "distribution" ADD COLUMN "qpv_method" text;--> statement-breakpoint
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_audit_id_audit_id_fk" FOREIGN KEY ("audit_id") REFERENCES "public"."audit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_seal" ADD CONSTRAINT "ledger_seal_tx_id_ledger_transaction_id_fk" FOREIGN KEY ("tx_id") REFERENCES "public"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_qpv_method" CHECK ("qpv_method" in ('ADDRESS', 'BY_HAND'));--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_qpv_vintage" CHECK ("qpv_vintage" in ('2015', '2024'));--> statement-breakpoint
ALTER TABLE "distribution" ADD CONSTRAINT "distribution_qpv_whole" CHECK (("distribution"."qpv_vintage" is null) = ("distribution"."qpv_method" is null) and ("distribution"."qpv_code" is null or "distribution"."qpv_vintage" is not null));