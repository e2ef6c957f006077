import type { Day } from '#app/calendar/rules/paris-time.ts';
import type { Indicator, ReportCode } from './figures.ts';

/** A published report, whole: what its hash signs. Written once, never computed again. */
export interface FrozenReport {
  /** The first format had neither the head of the ledger in cents nor the definitions. */
  format: 'passerelle-report-1' | 'passerelle-report-2';
  title: string;
  territory: string;
  firstDay: Day;
  lastDay: Day;
  version: number;
  /** The version this one supersedes; null for the first. */
  supersedes: { version: number; hash: string } | null;
  /** The moment the figures were read, ISO 8601 in UTC. */
  readAt: string;
  /** The heads of the chains at that moment: everything they hold is in the figures, and nothing else. */
  ledgerHead: { seq: number; hash: string };
  auditHead: { seq: number; hash: string };
  moneyHead?: { seq: number; hash: string } | undefined;
  /** What each indicator meant that day, in the words of that day. */
  definitions?: Partial<Record<ReportCode, { title: string; meaning: string }>> | undefined;
  reconciliation: {
    agrees: boolean;
    bought: number;
    issued: number;
    /** Passes by account of the ledger, as the independent script counts them again. */
    states: Record<string, number>;
  };
  indicators: readonly Indicator[];
  /** Indicators that this version of the program could not give. */
  absent: readonly string[];
}
