import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';

/** A venue's page as its team sees it in a list. */
export interface HeldPage {
  id: string;
  slug: string;
  name: string;
  commune: string;
  confirmedAt: Date | null;
  /** Errors that somebody signalled and nobody answered. */
  reports: number;
  /** Things that another source says otherwise, as they were last compared. */
  conflicts: number;
}

/** The pages an organisation holds, by name. */
export async function listHeldPages(tx: Tx, orgId: string): Promise<HeldPage[]> {
  const rows = await tx.execute<Omit<HeldPage, 'confirmedAt'> & { confirmedAt: string | null }>(sql`
    select v.id, v.slug, v.name, v.commune, v.confirmed_at as "confirmedAt",
      (select count(*)::int from venue_report r where r.venue_id = v.id and r.state = 'OPEN') as reports,
      (select count(*)::int from venue_conflict c where c.venue_id = v.id) as conflicts
    from venue v where v.org_id = ${orgId} order by v.search_text, v.id`);
  return rows.map((row) => ({ ...row, confirmedAt: row.confirmedAt === null ? null : new Date(row.confirmedAt) }));
}
