import { intention } from '#app/platform/intention.ts';
import { changeSessions } from './change-sessions.ts';
import { editSchema } from './rules/edit.ts';

/**
 * A venue edits a session and those that follow it in its series, all or nothing. The others keep their
 * distance in days: moving Tuesday to Wednesday moves every week. Value: as for one session.
 */
export const editSeries = intention({
  name: 'edit-series',
  input: editSchema,
  may: 'session.publish',
  run: (tx, given, ctx) => changeSessions(tx, given, 'REST', ctx),
});
