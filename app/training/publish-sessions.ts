import type { VenueActor } from '#app/access/rules/actor.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { venueBelongsTo } from '#db/queries/organisations.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { findCourse, insertCourse, insertSeries, insertSessions } from '#db/queries/publishing.ts';
import { placeSessions, takenMeanwhile } from './place-sessions.ts';
import { type PublishInput, publishSchema } from './rules/publish.ts';
import { planSeries } from './rules/series.ts';

/**
 * A venue publishes one session or a weekly series, all or nothing. Value: the course, the series if
 * it is one, the sessions in order.
 */
export const publishSessions = intention({
  name: 'publish-sessions',
  input: publishSchema,
  may: 'session.publish',
  async run(tx, given, ctx) {
    const { orgId, membershipId } = ctx.actor;
    if (!(await holdVenueStaff(tx, membershipId))) return refuse('NOT_ALLOWED');
    if (!(await venueBelongsTo(tx, given.venueId, orgId))) return refuse('VENUE_NOT_FOUND');
    const plan = planSeries(given, ctx.now);
    if (plan.kind === 'REFUSE') return refuse(plan.refusal, plan.facts);
    const courseId = await takeCourse(tx, given.course, ctx);
    if (courseId === null) return refuse('COURSE_NOT_FOUND');
    const placing = await placeSessions(tx, plan.slots, given, [], ctx);
    if (placing.kind === 'REFUSE') return refuse(placing.refusal, placing.facts);
    const seriesId = plan.rrule === null ? null : ctx.newId();
    if (seriesId !== null && plan.rrule !== null) {
      await insertSeries(tx, { id: seriesId, courseId, rrule: plan.rrule, now: ctx.now });
    }
    const slots = plan.slots.map((slot) => ({ ...slot, id: ctx.newId() }));
    const { venueId, audience, languages, wheelchair, capacity, pricePasses } = given;
    const { roomId, mediatorId } = placing;
    const shared = {
      venueId,
      audience,
      languages,
      wheelchair,
      capacity,
      pricePasses,
      orgId,
      courseId,
      seriesId,
      roomId,
      mediatorId,
    };
    try {
      await insertSessions(tx, slots, shared, ctx.now);
    } catch (error) {
      const taken = takenMeanwhile(error);
      if (taken !== null) return refuse(taken, { name: taken === 'ROOM_BUSY' ? given.roomName : given.mediatorName });
      throw error;
    }
    return ok({ courseId, seriesId, sessionIds: slots.map(({ id }) => id) });
  },
});

async function takeCourse(
  tx: Tx,
  wanted: PublishInput['course'],
  ctx: IntentionContext<VenueActor>,
): Promise<string | null> {
  const { orgId } = ctx.actor;
  if ('courseId' in wanted) return (await findCourse(tx, wanted.courseId, orgId))?.id ?? null;
  const id = ctx.newId();
  await insertCourse(tx, { id, orgId, ...wanted, now: ctx.now });
  return id;
}
