import type { VenueActor } from '#app/access/rules/actor.ts';
import { addDays, daysBetween } from '#app/calendar/rules/paris-time.ts';
import { type IntentionContext, type Outcome, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { venueBelongsTo } from '#db/queries/organisations.ts';
import { queueBookingMessage } from '#db/queries/outbox.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { updateCourse } from '#db/queries/publishing.ts';
import {
  listConfirmedBookings,
  listRestOfSeries,
  lockSessions,
  type OwnSession,
  readOwnSessions,
  writeSessions,
} from '#db/queries/session-acts.ts';
import { placeSessions, takenMeanwhile } from './place-sessions.ts';
import { decideEdit, type EditInput, type EditRefusal, hasMoved } from './rules/edit.ts';
import type { PlacingRefusal } from './rules/publish.ts';
import { planSlots, type SlotRefusal } from './rules/series.ts';

export type ChangeRefusal = EditRefusal | SlotRefusal | PlacingRefusal | 'NOT_ALLOWED' | 'VENUE_NOT_FOUND';

/**
 * The part that editing one session and the rest of a series share. The sessions are locked first, so
 * that no seat is taken between the decision and the write; people whose session moves are told.
 */
export async function changeSessions(
  tx: Tx,
  given: EditInput,
  scope: 'ONE' | 'REST',
  ctx: IntentionContext<VenueActor>,
): Promise<Outcome<{ sessionIds: string[]; told: number }, ChangeRefusal>> {
  const { orgId, membershipId } = ctx.actor;
  if (!(await holdVenueStaff(tx, membershipId))) return refuse('NOT_ALLOWED');
  if (!(await venueBelongsTo(tx, given.venueId, orgId))) return refuse('VENUE_NOT_FOUND');
  const [asked = null] = await readOwnSessions(tx, [given.sessionId], orgId);
  const early = decideEdit(asked, given.capacity, ctx.now);
  if (early !== null || asked === null) return refuse(early?.refusal ?? 'SESSION_NOT_FOUND', early?.facts);
  const ids = scope === 'ONE' ? [asked.id] : await listRestOfSeries(tx, asked);
  await lockSessions(tx, ids);
  const before = await readOwnSessions(tx, ids, orgId);
  for (const session of before) {
    const late = decideEdit(session, given.capacity, ctx.now);
    if (late !== null) return refuse(late.refusal, late.facts);
  }
  const shift = daysBetween(asked.day, given.day);
  const plan = planSlots(
    before.map(({ day }) => addDays(day, shift)),
    given,
    ctx.now,
  );
  if (plan.kind === 'REFUSE') return refuse(plan.refusal, plan.facts);
  const placing = await placeSessions(tx, plan.slots, given, ids, ctx);
  if (placing.kind === 'REFUSE') return refuse(placing.refusal, placing.facts);
  const after = before.map((session, i) => ({ ...session, ...given, ...plan.slots[i], ...placing, id: session.id }));
  await updateCourse(tx, { id: asked.courseId, ...given.course });
  try {
    await writeSessions(tx, after, ctx.now);
  } catch (error) {
    const taken = takenMeanwhile(error);
    if (taken !== null) return refuse(taken, { name: taken === 'ROOM_BUSY' ? given.roomName : given.mediatorName });
    throw error;
  }
  return ok({ sessionIds: ids, told: await tellMoved(tx, before, after, ctx) });
}

/** Tells the people booked in the sessions that moved; answers how many bookings. */
async function tellMoved(
  tx: Tx,
  before: readonly OwnSession[],
  after: readonly OwnSession[],
  ctx: IntentionContext<VenueActor>,
): Promise<number> {
  const moved = after.filter((session, i) => {
    const old = before[i];
    return old !== undefined && hasMoved(old, session);
  });
  const bookingIds = await listConfirmedBookings(
    tx,
    moved.map(({ id }) => id),
  );
  await queueBookingMessage(tx, 'session-changed', bookingIds, ctx.opKey, ctx.now);
  return bookingIds.length;
}
