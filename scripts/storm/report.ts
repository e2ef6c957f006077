import type { StormReport } from './run-storm.ts';

/** The lines of a storm's report: what was done and refused, what was killed, what still holds. */
export function printStorm({ seed, outcomes, acknowledged, retries, kills, invariants }: StormReport): string[] {
  const acts = Object.entries(outcomes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([act, of]) => {
      const words = Object.entries(of)
        .sort(([, a], [, b]) => b - a)
        .map(([word, n]) => `${word} ${n}`);
      return `  ${act.padEnd(20)} ${words.join(', ')}`;
    });
  const width = Math.max(...invariants.map(({ name }) => name.length));
  const held = invariants.filter(({ broken }) => broken === 0).length;
  return [
    `storm: seed ${seed}, ${acknowledged} acts answered, ${retries} sent again under the same key`,
    `killed: ${kills.backends} connections, ${kills.servers} server processes, ${kills.crashes} backends by -9, ${kills.deaths} times the whole of PostgreSQL`,
    ...acts,
    `invariants: ${held} of ${invariants.length} hold`,
    ...invariants.map(
      ({ name, says, broken }) =>
        `  ${broken === 0 ? '✓' : '✗'} ${name.padEnd(width)}  ${says}${broken === 0 ? '' : ` — BROKEN ${broken} times`}`,
    ),
  ];
}
