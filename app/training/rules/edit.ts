import { z } from 'zod';
import { courseSchema, daySchema, hourSchema, settingsSchema } from './publish.ts';
import type { Refusal } from './series.ts';
import type { SessionState } from './session.ts';

/** A session as a venue wants it to be from now on. The course's words are those of all its sessions. */
export const editSchema = settingsSchema.extend({
  sessionId: z.uuid(),
  course: courseSchema,
  day: daySchema,
  start: hourSchema,
  end: hourSchema,
});
export type EditInput = z.infer<typeof editSchema>;

/** A session as far as editing it needs to know. */
export interface EditedSession {
  readonly state: SessionState;
  readonly startsAt: Date;
  readonly day: string;
  readonly seatsTaken: number;
}

export type EditRefusal = 'SESSION_NOT_FOUND' | 'SESSION_CANCELLED' | 'SESSION_STARTED' | 'CAPACITY_BELOW_TAKEN';

/** Why a session may not be edited so, or null: it is gone, under way, or has more people booked than seats wanted. */
export function decideEdit(session: EditedSession | null, capacity: number, now: Date): Refusal<EditRefusal> | null {
  if (session === null) return no('SESSION_NOT_FOUND');
  if (session.state === 'CANCELLED') return no('SESSION_CANCELLED', { day: session.day });
  if (session.startsAt <= now) return no('SESSION_STARTED', { day: session.day });
  if (session.seatsTaken > capacity)
    return no('CAPACITY_BELOW_TAKEN', { day: session.day, taken: session.seatsTaken, asked: capacity });
  return null;
}

interface Whereabouts {
  readonly venueId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Whether people booked must be told: another hour, or another place. */
export function hasMoved(before: Whereabouts, after: Whereabouts): boolean {
  return (
    before.venueId !== after.venueId ||
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime()
  );
}

function no(refusal: EditRefusal, facts: Record<string, string | number> = {}): Refusal<EditRefusal> {
  return { kind: 'REFUSE', refusal, facts };
}
