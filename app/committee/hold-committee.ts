import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { insertCommittee, insertDecision, writeDone, writeMinutes, writePack } from '#db/queries/committees.ts';
import { readPeriodFigures } from '#db/queries/period-figures.ts';
import { committeeSchema, decisionSchema, minutesSchema } from './rules/committee.ts';
import { composePack } from './rules/pack.ts';

/** The authority calls a steering committee. Value: its id. */
export const callCommittee = intention({
  name: 'call-committee',
  input: committeeSchema,
  may: 'committee.manage',
  async run(tx, given, ctx) {
    const committeeId = ctx.newId();
    await insertCommittee(tx, {
      ...given,
      id: committeeId,
      place: given.place ?? null,
      createdBy: ctx.actorRef,
      now: ctx.now,
    });
    return ok({ committeeId });
  },
});

/**
 * Freezes the figures of a committee: since the beginning of the programme, up to this moment, read by one
 * statement, masked, and kept for ever as they are. Value: the committee's id.
 */
export const freezePack = intention({
  name: 'freeze-committee-pack',
  input: z.object({ committeeId: z.uuid() }),
  may: 'committee.manage',
  async run(tx, { committeeId }, ctx) {
    const figures = await readPeriodFigures(tx, { from: '1900-01-01', to: ctx.today, partnerId: null });
    const busy = figures.partners.filter(
      (one) => one.receivedBooklets + one.handedBooklets + (one.targetPasses ?? 0) > 0,
    );
    const pack = composePack(figures.total, busy);
    const written = await writePack(tx, { id: committeeId, pack, ledgerHead: figures.ledgerHead, now: ctx.now });
    return written ? ok({ committeeId }) : refuse('PACK_FROZEN');
  },
});

/** Writes, or mends, the minutes of a committee. */
export const keepMinutes = intention({
  name: 'keep-committee-minutes',
  input: z.object({ committeeId: z.uuid(), minutes: minutesSchema.shape.minutes }),
  may: 'committee.manage',
  async run(tx, { committeeId, minutes }) {
    return (await writeMinutes(tx, committeeId, minutes)) ? ok({ committeeId }) : refuse('COMMITTEE_NOT_FOUND');
  },
});

/** Writes down a decision: what, who, by when. Value: its id. */
export const recordDecision = intention({
  name: 'record-decision',
  input: decisionSchema,
  may: 'committee.manage',
  async run(tx, given, ctx) {
    const decisionId = ctx.newId();
    return (await insertDecision(tx, { ...given, id: decisionId }))
      ? ok({ decisionId })
      : refuse('COMMITTEE_NOT_FOUND');
  },
});

/** A decision is done. */
export const completeDecision = intention({
  name: 'complete-decision',
  input: z.object({ committeeId: z.uuid(), decisionId: z.uuid() }),
  may: 'committee.manage',
  async run(tx, given, ctx) {
    const written = await writeDone(tx, { ...given, doneBy: ctx.actorRef, now: ctx.now });
    return written ? ok({ decisionId: given.decisionId }) : refuse('DECISION_DONE');
  },
});
