import type { AllocationState } from './states.ts';

/** Who handles an allocation: the authority, or somebody of a partner. */
export type Handler = { side: 'AUTHORITY' } | { side: 'PARTNER'; partnerId: string };

/** An allocation as far as handling it goes; null ends are the authority's stock. */
export interface Handled {
  state: AllocationState;
  fromPartnerId: string | null;
  partnerId: string | null;
}

/** Whether this allocation is this handler's to see: one of its ends is theirs. The authority sees all. */
export function maySee(handler: Handler, { fromPartnerId, partnerId }: Handled): boolean {
  if (handler.side === 'AUTHORITY') return true;
  return handler.partnerId === fromPartnerId || handler.partnerId === partnerId;
}

/**
 * Who may say that booklets have left: who has them, and the authority, which must also empty the drawers
 * of a closed partner.
 */
export function maySend(handler: Handler, { fromPartnerId }: Handled): boolean {
  return handler.side === 'AUTHORITY' || handler.partnerId === fromPartnerId;
}

/** Who counts and confirms: only who receives. Nobody signs for somebody else. */
export function mayReceive(handler: Handler, { partnerId }: Handled): boolean {
  return handler.side === 'AUTHORITY' ? partnerId === null : handler.partnerId === partnerId;
}

export interface Count {
  /** The serials that were sent. */
  sent: readonly string[];
  /** How many booklets were counted on arrival. */
  counted: number;
  /** The serials named as lacking. */
  missing: readonly string[];
}

export type CountVerdict =
  | { ok: true; missing: string[] }
  | { ok: false; why: 'TOO_MANY'; sent: number }
  | { ok: false; why: 'NOT_NAMED'; lacking: number; named: number }
  | { ok: false; why: 'NOT_SENT'; serial: string };

/**
 * What a count says. All of them: nothing to add. Fewer: each booklet that lacks is named, so that every
 * one of them is a case to settle. More than were sent: count again, or the sender made a mistake.
 */
export function decideCount({ sent, counted, missing }: Count): CountVerdict {
  if (counted > sent.length) return { ok: false, why: 'TOO_MANY', sent: sent.length };
  const listed = new Set(sent);
  const named = [...new Set(missing)];
  const stranger = named.find((serial) => !listed.has(serial));
  if (stranger !== undefined) return { ok: false, why: 'NOT_SENT', serial: stranger };
  const lacking = sent.length - counted;
  if (named.length !== lacking) return { ok: false, why: 'NOT_NAMED', lacking, named: named.length };
  return { ok: true, missing: named };
}

/** A run of consecutive serials; a single one has the same first and last. */
export interface SerialRange {
  first: string;
  last: string;
  count: number;
}

/** Serials as a slip names them: "069-00012 to 069-00040", with a new run wherever a number lacks. */
export function rangesOf(serials: readonly string[]): SerialRange[] {
  const ranges: SerialRange[] = [];
  for (const serial of [...serials].sort()) {
    const current = ranges.at(-1);
    if (current !== undefined && follows(current.last, serial)) {
      current.last = serial;
      current.count += 1;
    } else {
      ranges.push({ first: serial, last: serial, count: 1 });
    }
  }
  return ranges;
}

function follows(before: string, after: string): boolean {
  const [a, b] = [split(before), split(after)];
  return a !== null && b !== null && a.prefix === b.prefix && a.width === b.width && b.number === a.number + 1n;
}

function split(serial: string): { prefix: string; number: bigint; width: number } | null {
  const found = /^(.*?)(\d+)$/.exec(serial);
  if (found === null) return null;
  const digits = found[2] ?? '';
  return { prefix: found[1] ?? '', number: BigInt(digits), width: digits.length };
}

export interface HandOver {
  partnerId: string;
  /** The Paris day it was made. */
  day: string;
}

/** Who may take back a hand-over made by mistake: its partner the same Paris day, the authority always. */
export function mayVoid(handler: Handler, handOver: HandOver, today: string): 'OK' | 'NOT_YOURS' | 'TOO_LATE' {
  if (handler.side === 'AUTHORITY') return 'OK';
  if (handler.partnerId !== handOver.partnerId) return 'NOT_YOURS';
  return handOver.day === today ? 'OK' : 'TOO_LATE';
}
