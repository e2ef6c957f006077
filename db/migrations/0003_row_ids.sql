ALTER TABLE "booking_pass" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();--> statement-breakpoint
ALTER TABLE "redemption" ALTER COLUMN "id" SET DEFAULT gen_random_uuid();