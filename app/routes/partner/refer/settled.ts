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

/**
 * The answers as typed, save a booklet that is no longer offered: the next of the stock takes its place.
 * When somebody who still has passes may be meant, a second booklet must be wanted: nothing is chosen.
 */
export function settled<Result extends SubmissionResult<string[]>>(result: Result, screen: ReferScreen): Result {
  const { booklet: _, ...rest } = result.initialValue ?? {};
  if (someoneHasPasses(screen.alike)) return { ...result, initialValue: rest };
  const offered = [screen.stock.next?.id, mayGoWithout(screen) ? NO_BOOKLET : undefined];
  const typed = result.initialValue?.booklet;
  const booklet = typeof typed === 'string' && offered.includes(typed) ? typed : usualBooklet(screen);
  return { ...result, initialValue: { ...rest, booklet } };
}
