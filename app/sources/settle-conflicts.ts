import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { lockVenueRecords, readRecordsOf } from '#db/queries/sources/records.ts';
import { findOpenConflict, setAside } from './open-conflicts.ts';
import { groupSchema, seenSchema } from './rules/conflict-forms.ts';
import { FIELD_GROUPS } from './rules/fields.ts';
import { writeVenueFields } from './write-venue-fields.ts';

/**
 * The authority keeps what is shown: the other words are set aside until one of the sources says something
 * new. Nothing of what a source or the venue said changes.
 */
export const keepShownWords = intention({
  name: 'keep-shown-words',
  input: z.object({ venueId: z.uuid(), group: groupSchema, seen: seenSchema }),
  may: 'venue.curate',
  async run(tx, input, ctx) {
    await lockVenueRecords(tx);
    const conflict = await findOpenConflict(tx, input.venueId, input.group);
    if (conflict?.seen !== input.seen) return refuse('CONFLICT_CHANGED');
    await setAside(tx, conflict, ctx);
    return ok({ venueId: input.venueId });
  },
});

/**
 * When sources do not agree, the authority says which is right: its word stands before theirs, and theirs
 * are set aside. Never before the venue's own. `seen` is given by who answers from the list of conflicts.
 */
export const chooseWords = intention({
  name: 'choose-venue-words',
  input: z.object({ venueId: z.uuid(), recordId: z.uuid(), group: groupSchema, seen: seenSchema.optional() }),
  may: 'venue.curate',
  async run(tx, { venueId, recordId, ...input }, ctx) {
    await lockVenueRecords(tx);
    if (input.seen !== undefined) {
      const conflict = await findOpenConflict(tx, venueId, input.group);
      if (conflict?.seen !== input.seen) return refuse('CONFLICT_CHANGED');
    }
    const records = await readRecordsOf(tx, [venueId]);
    const chosen = records.find(({ id }) => id === recordId);
    if (chosen === undefined) return refuse('RECORD_NOT_FOUND');
    const keys = FIELD_GROUPS[input.group];
    const own = records.find(({ source }) => source === 'venue');
    if (own !== undefined && own.fields[keys[0]] !== undefined && own.id !== recordId) return refuse('VENUE_SAID');
    const fields = Object.fromEntries(keys.map((key) => [key, chosen.fields[key] ?? null]));
    await writeVenueFields(tx, venueId, 'metropole', fields, { now: ctx.now, day: ctx.today, newId: ctx.newId });
    const left = await findOpenConflict(tx, venueId, input.group);
    if (left !== null) await setAside(tx, left, ctx);
    return ok({ venueId });
  },
});
