import { sql } from 'drizzle-orm';
import type { ConventionTerms } from '#app/partners/rules/convention.ts';
import type { Tx } from '../client.ts';

/**
 * The conventions of a partner, or null when it is closed or unknown. All are held until the transaction
 * ends: a revocation of the partner or of a convention waits for us, or we see it.
 */
export async function holdConventions(tx: Tx, partnerId: string): Promise<ConventionTerms[] | null> {
  const open = await tx.execute(sql`select 1 from partner where id = ${partnerId} and revoked_at is null for share`);
  if (open.length === 0) return null;
  return tx.execute<ConventionTerms & Record<string, unknown>>(sql`
    select c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.revoked_at is not null as revoked, c.agents_named as "agentsNamed",
      array(select a.membership_id from convention_agent a where a.convention_id = c.id) as "agentIds"
    from partner_convention c where c.partner_id = ${partnerId} order by c.id for share of c`);
}
