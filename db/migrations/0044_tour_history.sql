ALTER TABLE "venue_page_change" DROP CONSTRAINT "venue_page_change_step";--> statement-breakpoint
ALTER TABLE "venue_page_change" DROP CONSTRAINT "venue_page_change_differs";--> statement-breakpoint
ALTER TABLE "venue_stop" ADD COLUMN "announced_in" uuid;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD COLUMN "cancelled_in" uuid;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_announced_in" FOREIGN KEY ("announced_in","venue_id") REFERENCES "public"."venue_page_change"("id","venue_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_cancelled_in" FOREIGN KEY ("cancelled_in","venue_id") REFERENCES "public"."venue_page_change"("id","venue_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "venue_stop" ADD CONSTRAINT "venue_stop_cancelled_whole" CHECK ("venue_stop"."cancelled_in" is null or "venue_stop"."cancelled_at" is not null);--> statement-breakpoint
ALTER TABLE "venue_page_change" ADD CONSTRAINT "venue_page_change_wordless" CHECK ("venue_page_change"."step" <> 'STOPS' or ("venue_page_change"."before" = '{}' and "venue_page_change"."after" = '{}' and "venue_page_change"."shown" = '{}'));--> statement-breakpoint
ALTER TABLE "venue_page_change" ADD CONSTRAINT "venue_page_change_step" CHECK ("step" in ('CONTACT', 'HOURS', 'SERVICES', 'PUBLICS', 'FEES', 'PRESENTATION', 'CLOSURES', 'STOPS'));--> statement-breakpoint
ALTER TABLE "venue_page_change" ADD CONSTRAINT "venue_page_change_differs" CHECK (("venue_page_change"."step" = 'STOPS') = ("venue_page_change"."before" = "venue_page_change"."after"));