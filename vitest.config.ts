import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/setup/longest-first.ts';

// A slow machine is not a failure: only a test that hangs ends here.
const patience = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } };
const withDatabase = { ...patience, globalSetup: ['tests/setup/cluster.ts'] };
const withPages = {
  ...patience,
  globalSetup: ['tests/setup/cluster.ts', 'tests/setup/build.ts'],
  // The built server is run as it is, not transformed again.
  server: { deps: { external: [/\/build\/run\//] } },
};

export default defineConfig({
  test: {
    // vitest leaves a core free by itself: on two cores, half the machine would wait for the database.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,db,scripts}/**/*.test.{ts,tsx}', 'tests/truth/**/*.test.ts'],
          testTimeout: 30_000,
          // Rules and pure functions, which keep nothing from one file to the next: the modules are read once a worker.
          isolate: false,
        },
      },
      { test: { name: 'arch', include: ['tests/arch/**/*.test.ts'], ...patience } },
      { test: { name: 'db', include: ['tests/db/**/*.test.ts'], ...withDatabase } },
      { test: { name: 'http', include: ['tests/http/**/*.test.ts'], ...withPages } },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          // After all others, and two at a time: while one page is fetched and drawn, the other browser works.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          ...withPages,
        },
      },
    ],
  },
});
