import { z } from 'zod';
import type { SessionState } from '#app/training/rules/session.ts';

export const cancelSessionsSchema = z.object({
  sessionId: z.uuid(),
  /** This session alone, or this one and those that follow it in its series. */
  scope: z.enum(['ONE', 'REST']),
  /** Sent to the people booked. */
  reason: z
    .string('Dites pourquoi : les personnes inscrites le liront.')
    .trim()
    .min(3, 'Dites pourquoi : les personnes inscrites le liront.')
    .max(200, 'Ce texte est trop long : 200 lettres au plus.'),
});

export type SessionCancelRefusal = 'SESSION_NOT_FOUND' | 'ALREADY_CANCELLED' | 'SESSION_OVER' | 'SOMEBODY_CAME';

/** A session as far as cancelling it needs to know. */
export interface CancelledSession {
  readonly state: SessionState;
  /** The Paris day it is held on. */
  readonly day: string;
  /** How many people are already marked present. */
  readonly attended: number;
}

/**
 * Why a venue may not cancel a session, or null. Until the end of its day (a mediator may be missing
 * at the very hour), as long as nobody is marked present: what took place is not cancelled.
 */
export function decideSessionCancel(session: CancelledSession | null, today: string): SessionCancelRefusal | null {
  if (session === null) return 'SESSION_NOT_FOUND';
  if (session.state === 'CANCELLED') return 'ALREADY_CANCELLED';
  if (session.day < today) return 'SESSION_OVER';
  return session.attended > 0 ? 'SOMEBODY_CAME' : null;
}
