import type { SubmissionResult } from '@conform-to/react';
import { NO_BOOKLET } from './form.ts';
import type { KnownPerson, ReferScreen } from './screen.ts';

/** Whether going without a new booklet makes sense: there are passes already, or nothing to hand over. */
export function mayGoWithout({ person, alike, stock }: Pick<ReferScreen, 'person' | 'alike' | 'stock'>): boolean {
  return stock.next === null || someoneHasPasses(person === null ? alike : [person]);
}

/** Whether one of these people could already pay with passes. */
export function someoneHasPasses(people: readonly KnownPerson[]): boolean {
  return people.some(({ wallet }) => wallet.passesLeft > 0);
}

/** The booklet answered for before the agent says otherwise. */
export function usualBooklet({ person, stock }: Pick<ReferScreen, 'person' | 'stock'>): string {
  const hasPasses = person !== null && person.wallet.passesLeft > 0;
  return stock.next === null || hasPasses ? NO_BOOKLET : stock.next.id;
}

const SESSION_GONE = 'L’atelier choisi ne peut plus être réservé. Choisissez-en un autre.';

/**
 * The answers as typed, save those that are no longer offered: the next booklet takes the place of one
 * that is gone, and a session that is gone is said to be. When somebody who still has passes may be
 * meant, a second booklet must be wanted: none is chosen.
 */
export function settled<Result extends SubmissionResult<string[]>>(result: Result, screen: ReferScreen): Result {
  const { booklet: typed, ...rest } = result.initialValue ?? {};
  const booklet = someoneHasPasses(screen.alike) ? null : offeredBooklet(typed, screen);
  const { draft, proposals } = screen;
  const gone = draft.session !== null && !proposals.sessions.some(({ id }) => id === draft.session);
  return {
    ...result,
    initialValue: booklet === null ? rest : { ...rest, booklet },
    error: gone ? { session: [SESSION_GONE], ...result.error } : result.error,
  };
}

function offeredBooklet(typed: unknown, screen: ReferScreen): string {
  const offered = [screen.stock.next?.id, mayGoWithout(screen) ? NO_BOOKLET : undefined];
  return typeof typed === 'string' && offered.includes(typed) ? typed : usualBooklet(screen);
}
