/** A convention as far as acting under it goes. Paris days, both included. */
export interface ConventionTerms {
  startsOn: string;
  endsOn: string;
  revoked: boolean;
  /** When true, only the agents named hand over. */
  agentsNamed: boolean;
  agentIds: readonly string[];
}

export type ConventionVerdict = 'OK' | 'NO_CONVENTION' | 'AGENT_NOT_NAMED';

/** The convention in force on a day: not revoked, and that day is one of its own. They never overlap. */
export function inForce<C extends Pick<ConventionTerms, 'startsOn' | 'endsOn' | 'revoked'>>(
  conventions: readonly C[],
  today: string,
): C | null {
  return conventions.find((one) => !one.revoked && one.startsOn <= today && today <= one.endsOn) ?? null;
}

/**
 * Whether a partner may receive (`membershipId` null) or one of its people hand over, today. The function
 * `partner_may_act` of the database says the same.
 */
export function mayActUnder(
  conventions: readonly ConventionTerms[],
  today: string,
  membershipId: string | null,
): ConventionVerdict {
  const current = inForce(conventions, today);
  if (current === null) return 'NO_CONVENTION';
  if (membershipId === null || !current.agentsNamed || current.agentIds.includes(membershipId)) return 'OK';
  return 'AGENT_NOT_NAMED';
}

/** How long a convention lasts unless it says otherwise: two years. */
export const CONVENTION_MONTHS = 24;

/** How many months before the end of a convention its renewal is prepared. */
export const RENEWAL_MONTHS = 6;
