import { intention } from '#app/platform/intention.ts';
import { changeSessions } from './change-sessions.ts';
import { editSchema } from './rules/edit.ts';

/**
 * A venue edits one session to come: hour, place, people, seats, price of new bookings; and the words
 * of its course, which all its sessions share. Value: the session, how many bookings were told of a move.
 */
export const editSession = intention({
  name: 'edit-session',
  input: editSchema,
  may: 'session.publish',
  run: (tx, given, ctx) => changeSessions(tx, given, 'ONE', ctx),
});
