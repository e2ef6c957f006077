-- Reports join person_merge: a function was called for each of their rows.
DROP FUNCTION person_of(uuid);
--> statement-breakpoint
DROP FUNCTION identities_of(uuid);
