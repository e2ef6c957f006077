import { z } from 'zod';
import { intention, ok } from '#app/platform/intention.ts';
import { writeRetention } from '#db/queries/privacy.ts';
import { KEPT, months } from './rules/retention.ts';

/** The authority sets how long something is kept. What is over goes with the next night's job. */
export const setRetention = intention({
  name: 'set-retention',
  input: z.object({ what: z.enum(KEPT), months }),
  may: 'retention.set',
  async run(tx, given, ctx) {
    await writeRetention(tx, given.what, given.months, ctx.now);
    return ok(given);
  },
});
