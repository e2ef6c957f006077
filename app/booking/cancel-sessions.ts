import { intention, ok, refuse } from '#app/platform/intention.ts';
import { queueBookingMessage } from '#db/queries/outbox.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { holdSessions, listRestOfSeries, readOwnSessions, writeSessionsCancelled } from '#db/queries/session-acts.ts';
import { cancelSessionsSchema, decideSessionCancel } from './rules/decide-session-cancel.ts';

/**
 * A venue cancels a session, or the rest of its series: every booking is cancelled, its passes come
 * back, its person is told. Somebody who books at that very moment is either booked, cancelled and
 * told, or refused. Value: the sessions and the bookings cancelled.
 */
export const cancelSessions = intention({
  name: 'cancel-sessions',
  input: cancelSessionsSchema,
  may: 'session.cancel',
  async run(tx, { sessionId, scope, reason }, ctx) {
    const { orgId, membershipId } = ctx.actor;
    if (!(await holdVenueStaff(tx, membershipId))) return refuse('NOT_ALLOWED');
    const [asked = null] = await readOwnSessions(tx, [sessionId], orgId);
    const refusal = decideSessionCancel(asked, ctx.today);
    if (refusal !== null || asked === null) return refuse(refusal ?? 'SESSION_NOT_FOUND', { day: asked?.day ?? null });
    const wanted = scope === 'ONE' ? [asked.id] : await listRestOfSeries(tx, asked);
    const bookingIds = await holdSessions(tx, wanted);
    // Decided again on what is held: another cancellation or a presence may have come first.
    const sessionIds: string[] = [];
    for (const session of await readOwnSessions(tx, wanted, orgId)) {
      const late = decideSessionCancel(session, ctx.today);
      if (late === 'ALREADY_CANCELLED' && scope === 'REST') continue;
      if (late !== null) return refuse(late, { day: session.day });
      sessionIds.push(session.id);
    }
    if (sessionIds.length === 0) return refuse('ALREADY_CANCELLED');
    const txIds = bookingIds.map(() => ctx.newId());
    const stamp = { actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    await writeSessionsCancelled(tx, { sessionIds, bookingIds, txIds, reason }, stamp);
    await queueBookingMessage(tx, 'session-cancelled', bookingIds, ctx.opKey, ctx.now);
    return ok({ sessionIds, bookingIds });
  },
});
