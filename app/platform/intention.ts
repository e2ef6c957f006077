import type { z } from 'zod';
import { type Actor, actorRef } from '#app/access/rules/actor.ts';
import { type ActorWith, admits, type Permission } from '#app/access/rules/policy.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Tx } from '#db/client.ts';
import { isContention } from '#db/faults.ts';
import { claimOp, closeOp, findOp } from '#db/queries/ops.ts';
import { sha256 } from './secrets.ts';
import type { Services } from './services.ts';

/** What an intention may know beside its input. */
export interface IntentionContext<A extends Actor = Actor> {
  actor: A;
  /** The actor as the ledger and the audit write it. */
  actorRef: string;
  now: Date;
  /** The Paris day of `now`, YYYY-MM-DD. */
  today: string;
  opKey: string;
  newId: () => string;
  secrets: Services['secrets'];
}

export interface Ok<T> {
  ok: true;
  value: T;
}

/** A refusal is a value from a closed union; `facts` fill its French sentence. */
export interface Refused<R extends string> {
  ok: false;
  refusal: R;
  facts: RefusalFacts;
}

export type RefusalFacts = Readonly<Record<string, string | number | null>>;
export type Outcome<T, R extends string> = Ok<T> | Refused<R>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const refuse = <R extends string>(refusal: R, facts: RefusalFacts = {}): Refused<R> => ({
  ok: false,
  refusal,
  facts,
});

/** What may be refused before an intention is even asked. */
export type CommonRefusal = 'NOT_ALLOWED' | 'BAD_INPUT' | 'KEY_REUSED' | 'TRY_AGAIN';

export interface Intention<I, P extends Permission, Res extends Outcome<unknown, string>> {
  /** Kebab-case verb and object: the name in the audit. */
  name: string;
  input: z.ZodType<I, unknown>;
  /** The line of the permissions' table that opens it. It cannot be left out. */
  may: P;
  /**
   * What makes two requests under one key the same: the whole input, unless something in it was looked up outside
   * for this sending and may differ at the next, or must not be found again in a hash.
   */
  same?(input: I): unknown;
  run(tx: Tx, input: I, ctx: IntentionContext<ActorWith<P>>): Promise<Res>;
}

/** The refusals an intention may answer, common ones included: what a context's texts must cover. */
// biome-ignore lint/suspicious/noExplicitAny: only the result matters here
export type RefusalOf<N extends Intention<any, any, any>> =
  | CommonRefusal
  | Extract<Awaited<ReturnType<N['run']>>, { ok: false }>['refusal'];

/** Declares an intention; only here for the inference of its types. */
export function intention<I, P extends Permission, Res extends Outcome<unknown, string>>(
  definition: Intention<I, P, Res>,
): Intention<I, P, Res> {
  return definition;
}

export interface Attempt {
  actor: Actor;
  /** The idempotency key, made when the form was shown: the same key gives the same result, once. */
  opKey: string;
  input: unknown;
}

const OP_KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRIES = 4;

/**
 * Carries out an intention: who may → one transaction (key claimed, decided, written, audited) →
 * its value, or a refusal that left nothing behind. A contention is tried again under the same key.
 * Throws DatabaseAway when the database does not answer; then nothing is known, and the same key may be sent again.
 */
export async function perform<I, P extends Permission, Res extends Outcome<unknown, string>>(
  services: Services,
  act: Intention<I, P, Res>,
  attempt: Attempt,
): Promise<Res | Refused<CommonRefusal>> {
  const { actor } = attempt;
  if (!admits(act.may, actor)) return refuse('NOT_ALLOWED');
  const parsed = act.input.safeParse(attempt.input);
  if (!parsed.success || !OP_KEY.test(attempt.opKey)) return refuse('BAD_INPUT');
  const ctx: IntentionContext<ActorWith<P>> = {
    actor,
    actorRef: actorRef(actor),
    now: services.clock.now(),
    today: parisDay(services.clock.now()),
    opKey: attempt.opKey.toLowerCase(),
    newId: services.newId,
    secrets: services.secrets,
  };
  for (let left = TRIES; ; left -= 1) {
    try {
      return await once(services, act, parsed.data, ctx);
    } catch (error) {
      if (!isContention(error)) throw error;
      services.log.warn('contention', { intention: act.name, left });
      if (left <= 1) return refuse('TRY_AGAIN');
    }
  }
}

async function once<I, P extends Permission, Res extends Outcome<unknown, string>>(
  services: Services,
  act: Intention<I, P, Res>,
  input: I,
  ctx: IntentionContext<ActorWith<P>>,
): Promise<Res | Refused<CommonRefusal>> {
  const requestHash = sha256(canonical(act.same === undefined ? input : act.same(input)));
  const request = { key: ctx.opKey, kind: act.name, actor: ctx.actorRef, requestHash };
  try {
    return await services.db.transaction(async (tx) => {
      if (!(await claimOp(tx, { ...request, at: ctx.now }))) return await replay<Res>(tx, request);
      const outcome = await act.run(tx, input, ctx);
      if (!outcome.ok) throw new RolledBack(outcome);
      await closeOp(tx, {
        key: ctx.opKey,
        result: outcome.value,
        intention: act.name,
        actor: ctx.actorRef,
        at: ctx.now,
      });
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refused as Res;
    throw error;
  }
}

/** The key was used already: the same request gets the first result again, another is refused. */
async function replay<Res>(
  tx: Tx,
  request: { key: string; kind: string; actor: string; requestHash: string },
): Promise<Res | Refused<'KEY_REUSED'>> {
  const first = await findOp(tx, request.key);
  if (
    first === null ||
    first.kind !== request.kind ||
    first.actor !== request.actor ||
    first.requestHash !== request.requestHash
  ) {
    return refuse('KEY_REUSED');
  }
  return ok(first.result) as Res;
}

class RolledBack extends Error {
  readonly refused: Refused<string>;
  constructor(refused: Refused<string>) {
    super(refused.refusal);
    this.refused = refused;
  }
}

/** JSON with sorted keys and bigints as strings, so that equal inputs have equal hashes. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => {
    if (typeof v === 'bigint') return v.toString();
    if (v !== null && typeof v === 'object' && !Array.isArray(v) && !(v instanceof Date)) {
      return Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return v;
  });
}
