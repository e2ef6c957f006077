import { eq, isNotNull, lt, sql } from 'drizzle-orm';
import type { Position } from '#app/directory/rules/distance.ts';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';
import { holder } from '#db/schema/partners.ts';
import { booklet } from '#db/schema/passes.ts';
import { outbox } from '#db/schema/platform.ts';
import { course, session } from '#db/schema/training.ts';

/** The venues of the file, by their number in it. */
export async function readVenuePlaces(tx: Tx): Promise<Map<string, { id: string; position: Position }>> {
  const rows = await tx
    .select({ id: venue.id, number: venue.sourceId, lat: venue.lat, lon: venue.lon })
    .from(venue)
    .where(eq(venue.source, 'Hinaura'));
  return new Map(
    rows.flatMap(({ id, number, lat, lon }) =>
      lat === null || lon === null ? [] : [[number, { id, position: { lat, lon } }]],
    ),
  );
}

/** Whom to ask for at an organisation's venues: the venue's own words, which no import gives. */
export async function writeWelcomeNote(tx: Tx, orgId: string, note: string): Promise<void> {
  await tx.update(venue).set({ welcomeNote: note }).where(eq(venue.orgId, orgId));
}

/** Every session, with the title of its course. */
export async function readSessionRows(tx: Tx) {
  return tx
    .select({
      id: session.id,
      orgId: session.orgId,
      venueId: session.venueId,
      title: course.title,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      publishedAt: session.createdAt,
      capacity: session.capacity,
    })
    .from(session)
    .innerJoin(course, eq(course.id, session.courseId));
}

/** The booklets' ids, by serial. */
export async function readBookletIds(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.select({ id: booklet.id, serial: booklet.serial }).from(booklet);
  return new Map(rows.map(({ id, serial }) => [serial, id]));
}

/** The lots of which something is left in stock, the oldest first. */
export async function readLotsInStock(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select l.id from pass_lot l where exists (select 1 from booklet b where b.lot_id = l.id and b.partner_id is null) order by l.created_at`);
  return rows.map(({ id }) => id);
}

/**
 * Messages of the past were sent in the past: they stay to be read, and no mail server configured
 * later will ever send them to addresses that do not exist.
 */
export async function markMessagesSent(tx: Tx, before: Date): Promise<void> {
  await tx
    .update(outbox)
    .set({ sentAt: sql`${outbox.createdAt} + interval '20 seconds'`, attempts: 1 })
    .where(lt(outbox.createdAt, before));
}

/** Whether somebody or something of a programme is already written here, the imported venues apart. */
export async function holdsProgramme(tx: Tx): Promise<boolean> {
  const people = await tx.select({ id: holder.id }).from(holder).limit(1);
  const organisations = await tx.select({ id: venue.id }).from(venue).where(isNotNull(venue.orgId)).limit(1);
  const booklets = await tx.select({ id: booklet.id }).from(booklet).limit(1);
  return people.length + organisations.length + booklets.length > 0;
}

/**
 * Tells the planner of the tables just filled: it would otherwise believe for a minute that they are
 * empty. Not of the others, which really are: it would then read them whole, long after they have grown.
 */
export async function analyzePasses(tx: Tx): Promise<void> {
  await tx.execute(sql`analyze pass, booklet`);
}

export async function analyzeAll(tx: Tx): Promise<void> {
  await tx.execute(sql`analyze`);
}
