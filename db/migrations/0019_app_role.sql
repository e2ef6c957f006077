-- The application's role (db/app-role.ts) may not touch a balance: the entries do, through this one
-- function, which therefore runs as its owner. Its path is pinned: nobody can put another table before ours.
CREATE OR REPLACE FUNCTION ledger_balance_kept() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM account WHERE id IN (SELECT account_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE account a SET balance = a.balance + d.quantity
    FROM (SELECT account_id, sum(quantity) AS quantity FROM new_rows GROUP BY account_id) d
    WHERE a.id = d.account_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION money_balance_kept() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM money_account WHERE id IN (SELECT account_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE money_account a SET balance_cents = a.balance_cents + d.cents
    FROM (SELECT account_id, sum(cents) AS cents FROM new_rows GROUP BY account_id) d WHERE a.id = d.account_id;
  RETURN NULL;
END $$;
