CREATE TABLE "password_reset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "password_reset_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "password_reset_user_id_unique" UNIQUE("user_id"),
	CONSTRAINT "password_reset_short" CHECK (expires_at <= created_at + interval '2 hours'),
	CONSTRAINT "password_reset_in_time" CHECK (used_at is null or used_at < expires_at)
);
--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE cascade ON UPDATE no action;