-- What may not be deleted may not be emptied either: these tables refused the one and not the other. The application's role may do neither.
CREATE TRIGGER pass_block_no_truncate BEFORE TRUNCATE ON pass_block FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pass_replacement_no_truncate BEFORE TRUNCATE ON pass_replacement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER label_file_no_truncate BEFORE TRUNCATE ON label_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER org_label_no_truncate BEFORE TRUNCATE ON org_label FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER org_bank_account_no_truncate BEFORE TRUNCATE ON org_bank_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER venue_merge_no_truncate BEFORE TRUNCATE ON venue_merge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
