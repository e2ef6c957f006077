import { expect, inject, it } from 'vitest';
import { MUTANTS, REPRESENTATIVE } from '#tests/mutants/mutants.ts';
import { runMutants } from '#tests/mutants/run-mutants.ts';

it('each kind of guard is missed when it is taken away (`npm run mutants` for all of them)', async () => {
  const chosen = REPRESENTATIVE.map((name) => MUTANTS.find((mutant) => mutant.name === name));
  expect(chosen).not.toContain(undefined);
  const results = await runMutants(
    inject('clusterUrl'),
    chosen.filter((mutant) => mutant !== undefined),
    () => undefined,
  );
  expect(results.filter(({ verdict }) => verdict !== 'KILLED')).toEqual([]);
  expect(results).toHaveLength(REPRESENTATIVE.length);
});
