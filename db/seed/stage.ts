import { type Actor, actorRef, type ProfessionalActor } from '#app/access/rules/actor.ts';
import type { Permission } from '#app/access/rules/policy.ts';
import { parisWallTime } from '#app/calendar/rules/paris-time.ts';
import { type Intention, type Outcome, perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { writeConfirmation } from '#db/queries/confirmations.ts';

/**
 * Carries out an intention as it would have been at that moment: the real one, under a clock of the
 * past, so that ledger, moves, audit and messages are those of a programme that has lived.
 */
export async function actAt<I, P extends Permission, Res extends Outcome<unknown, string>>(
  services: Services,
  at: Date,
  act: Intention<I, P, Res>,
  actor: Actor,
  input: unknown,
  opKey: string = services.newId(),
): Promise<Extract<Res, { ok: true }>['value']> {
  const then = { ...services, clock: { now: () => new Date(at) } };
  const outcome = await perform(then, act, { actor, opKey, input });
  if (!outcome.ok) {
    throw new Error(`demonstration: ${act.name} is refused: ${outcome.refusal} ${JSON.stringify(outcome.facts)}`);
  }
  return outcome.value as Extract<Res, { ok: true }>['value'];
}

/** The same for an act that asks for the password again: as if it had just been given. */
export async function actConfirmed<I, P extends Permission, Res extends Outcome<unknown, string>>(
  services: Services,
  at: Date,
  act: Intention<I, P, Res>,
  actor: ProfessionalActor,
  input: unknown,
): Promise<Extract<Res, { ok: true }>['value']> {
  const opKey = services.newId();
  const given = { id: services.newId(), opKey, userId: actor.userId, actor: actorRef(actor), right: true, now: at };
  await services.db.transaction((tx) => writeConfirmation(tx, given));
  return actAt(services, at, act, actor, input, opKey);
}

/** The instant of a wall time in Paris; the demonstration lives in office hours, which no clock change touches. */
export function wallTime(day: string, time: string): Date {
  const wall = parisWallTime(day, time);
  if (wall.kind !== 'ok') throw new Error(`${day} ${time} is ${wall.kind}`);
  return wall.at;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);

/** Something that happened: for one person, or (null) for all, before and after everything else. */
export interface Deed {
  at: Date;
  person: number | null;
  run: () => Promise<void>;
}

/** As many transactions at once as two cores and one disk like. */
const LANES = 6;

/**
 * Does the deeds in the order of their moments, several people at once: those of one person follow each
 * other, and a deed for all waits for those before it.
 */
export async function relive(deeds: readonly Deed[]): Promise<void> {
  const queue = [...deeds].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (let from = 0; from < queue.length; ) {
    const next = queue.findIndex(({ person }, i) => i >= from && person === null);
    const until = next === -1 ? queue.length : next;
    await inLanes(queue.slice(from, until));
    if (next !== -1) await queue[next]?.run();
    from = until + 1;
  }
}

/** The same without any deed for all. */
export async function inLanes(deeds: readonly Deed[]): Promise<void> {
  const last = new Map<number | null, Promise<void>>();
  let next = 0;
  const lane = async () => {
    for (let deed = deeds[next++]; deed !== undefined; deed = deeds[next++]) {
      const { person, run } = deed;
      const done = (last.get(person) ?? Promise.resolve()).then(run);
      last.set(person, done);
      await done;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
