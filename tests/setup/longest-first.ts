import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take long, and for how many seconds on two quiet cores. In a fresh clone nothing is remembered of earlier
 * runs, and the size of a file says little: a long one begun last would run alone while the other cores wait.
 */
const SECONDS: Record<string, number> = {
  'tests/browser/accessibility.test.ts': 160,
  'tests/http/hostile.test.ts': 125,
  'tests/http/hostile-forms.test.ts': 110,
  'tests/http/hostile-forms-authority.test.ts': 90,
  'tests/browser/venue.test.ts': 57,
  'tests/db/seed.test.ts': 50,
  'tests/browser/programme.test.ts': 39,
  'tests/db/killed.test.ts': 38,
  'tests/http/roles.test.ts': 32,
  'tests/db/storm.test.ts': 31,
  'tests/db/mutants.test.ts': 31,
  'tests/browser/directory.test.ts': 33,
  'tests/db/directory-import.test.ts': 30,
  'tests/browser/map.test.ts': 28,
  'tests/browser/holder.test.ts': 26,
  'tests/browser/authority.test.ts': 25,
  'tests/db/backup.test.ts': 24,
  'tests/http/open/api.test.ts': 22,
  'tests/db/search/many.test.ts': 20,
  'tests/http/open/doors.test.ts': 19,
  'tests/arch/lint.test.ts': 18,
  'tests/db/random-programme.test.ts': 16,
  'tests/db/driver/faults.test.ts': 16,
  'tests/http/search/finished-pages.test.ts': 15,
};

/** Of the files that run together, the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const secondsOf = ({ moduleId, project }: TestSpecification) =>
      SECONDS[relative(project.vitest.config.root, moduleId)] ?? 0;
    return (await super.sort(files)).sort((a, b) => groupOf(a) - groupOf(b) || secondsOf(b) - secondsOf(a));
  }
}

const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
