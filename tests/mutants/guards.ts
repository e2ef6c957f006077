import type { GrowingProbe } from './growing.ts';
import type { PLANTED } from './planted.ts';
import type { PLANTED_MONEY } from './planted-money.ts';
import type { PLANTED_PAGES } from './planted-pages.ts';
import type { PLANTED_PEOPLE } from './planted-people.ts';
import type { PLANTED_PROGRAMME } from './planted-programme.ts';
import type { PROBES } from './probes.ts';
import type { BACKUP_PROBES } from './probes-backup.ts';
import type { MONEY_PROBES } from './probes-money.ts';
import type { PEOPLE_PROBES } from './probes-people.ts';
import type { PROGRAMME_PROBES } from './probes-programme.ts';

/** The name of a probe, or of something planted. */
type Probe =
  | keyof typeof PROBES
  | keyof typeof MONEY_PROBES
  | keyof typeof PROGRAMME_PROBES
  | keyof typeof PLANTED
  | keyof typeof PLANTED_MONEY
  | keyof typeof PLANTED_PROGRAMME
  | keyof typeof PLANTED_PEOPLE
  | keyof typeof PLANTED_PAGES
  | GrowingProbe
  | keyof typeof PEOPLE_PROBES
  | keyof typeof BACKUP_PROBES;

/** How a guard is taken away. */
export type Breakage =
  /** By the owner, in the database. */
  | { kind: 'SQL'; sql: string }
  /** In a function of the database: these words are replaced, and must be there. */
  | { kind: 'FUNCTION'; name: string; remove: string; put?: string }
  /** In the source, as another process loads it: these words are replaced, and must be there. */
  | { kind: 'SOURCE'; file: string; remove: string; put: string };

export interface Mutant {
  /** The guard that is missing. */
  name: string;
  breaks: Breakage;
  /** What must turn red then. */
  probe: Probe;
}

export const sql = (name: string, statement: string, probe: Mutant['probe']): Mutant => ({
  name,
  breaks: { kind: 'SQL', sql: statement },
  probe,
});
export const trigger = (table: string, name: string, probe: Mutant['probe']) =>
  sql(`trigger ${name}`, `drop trigger ${name} on ${table}`, probe);
export const index = (name: string, probe: Mutant['probe']) => sql(`unique index ${name}`, `drop index ${name}`, probe);
export const constraint = (table: string, name: string, probe: Mutant['probe']) =>
  sql(`constraint ${name}`, `alter table ${table} drop constraint ${name}`, probe);
export const within = (name: string, remove: string, probe: Mutant['probe'], put = ''): Mutant => ({
  name: `${name}: ${remove.trim()}`,
  breaks: { kind: 'FUNCTION', name, remove, put },
  probe,
});
export const source = (file: string, remove: string, put: string, probe: Mutant['probe']): Mutant => ({
  name: `${file}: ${remove.trim()}`,
  breaks: { kind: 'SOURCE', file, remove, put },
  probe,
});
