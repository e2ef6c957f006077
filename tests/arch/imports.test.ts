import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CONTEXTS = [
  'calendar',
  'access',
  'directory',
  'sources',
  'upkeep',
  'training',
  'opendata',
  'partners',
  'passes',
  'purchasing',
  'allocation',
  'privacy',
  'booking',
  'payment',
  'reporting',
  'committee',
];

/** What is there to be imported, each file empty of any fault. */
const TARGETS = [
  ...CONTEXTS.flatMap((c) => [`app/${c}/rules/noun.ts`, `app/${c}/do-thing.ts`, `app/${c}/texts.fr.ts`]),
  'app/routes/public/page.tsx',
  'app/routes/partner/page.tsx',
  'app/routes/_shared/error-page.tsx',
  'app/ui/components/button.tsx',
  'app/messages/letter.ts',
  'app/platform/clock.ts',
  'db/client.ts',
  'db/schema/passes.ts',
  'db/queries/passes.ts',
  'tests/setup/database.ts',
];
const PACKAGES = {
  zod: 'dependencies',
  'drizzle-orm': 'dependencies',
  postgres: 'dependencies',
  lucia: 'dependencies',
  'maplibre-gl': 'dependencies',
  'fast-check': 'devDependencies',
};

/** One forbidden import per line: the rule that must go red, the guilty file, what it imports. */
const VIOLATIONS: Array<[rule: string, file: string, target: string]> = [
  ...CONTEXTS.flatMap(
    (c): Array<[string, string, string]> => [
      [`rules-of-${c}`, `app/${c}/rules/sql.ts`, 'drizzle-orm'],
      [`rules-of-${c}`, `app/${c}/rules/core.ts`, 'node:crypto'],
      [`rules-of-${c}`, `app/${c}/rules/shell.ts`, `#app/${c}/do-thing.ts`],
      [`rules-of-${c}`, `app/${c}/rules/queries.ts`, '#db/queries/passes.ts'],
      [`intentions-of-${c}`, `app/${c}/show-page.ts`, '#app/ui/components/button.tsx'],
      [`intentions-of-${c}`, `app/${c}/read-table.ts`, '#db/schema/passes.ts'],
    ],
  ),
  ['rules-of-directory', 'app/directory/rules/left.ts', '#app/training/rules/noun.ts'],
  ['rules-of-sources', 'app/sources/rules/left.ts', '#app/training/rules/noun.ts'],
  ['rules-of-training', 'app/training/rules/left.ts', '#app/booking/rules/noun.ts'],
  ['rules-of-opendata', 'app/opendata/rules/left.ts', '#app/booking/rules/noun.ts'],
  ['rules-of-partners', 'app/partners/rules/left.ts', '#app/passes/rules/noun.ts'],
  ['rules-of-passes', 'app/passes/rules/left.ts', '#app/booking/rules/noun.ts'],
  ['rules-of-passes', 'app/passes/rules/aside.ts', '#app/training/rules/noun.ts'],
  ['rules-of-privacy', 'app/privacy/rules/left.ts', '#app/reporting/rules/noun.ts'],
  ['intentions-of-privacy', 'app/privacy/call-other.ts', '#app/passes/do-thing.ts'],
  ['rules-of-sources', 'app/sources/rules/left.ts', '#app/training/rules/noun.ts'],
  ['rules-of-allocation', 'app/allocation/rules/left.ts', '#app/booking/rules/noun.ts'],
  ['rules-of-payment', 'app/payment/rules/left.ts', '#app/booking/rules/noun.ts'],
  ['intentions-of-payment', 'app/payment/call-other.ts', '#app/purchasing/do-thing.ts'],
  ['rules-of-booking', 'app/booking/rules/left.ts', '#app/reporting/rules/noun.ts'],
  ['intentions-of-booking', 'app/booking/call-other.ts', '#app/passes/do-thing.ts'],
  ['intentions-of-passes', 'app/passes/look-left.ts', '#app/booking/rules/noun.ts'],
  ['rules-of-committee', 'app/committee/rules/left.ts', '#app/booking/rules/noun.ts'],
  ['intentions-of-committee', 'app/committee/call-other.ts', '#app/reporting/do-thing.ts'],
  ['routes-stay-in-their-area', 'app/routes/partner/neighbour.tsx', '#app/routes/public/page.tsx'],
  ['routes-stay-in-their-area', 'app/routes/partner/tables.tsx', '#db/schema/passes.ts'],
  ['database-is-handed-over', 'app/routes/partner/pool.tsx', '#db/client.ts'],
  ['database-is-handed-over', 'app/booking/pool.ts', '#db/client.ts'],
  ['ui-knows-no-data', 'app/ui/components/table.tsx', '#db/queries/passes.ts'],
  ['ui-knows-no-data', 'app/ui/components/act.tsx', '#app/booking/do-thing.ts'],
  ['ui-runs-in-browsers', 'app/ui/components/file.tsx', 'node:fs'],
  ['messages-are-pure', 'app/messages/fetch.ts', '#db/queries/passes.ts'],
  ['db-takes-words-from-rules', 'db/queries/upwards.ts', '#app/booking/do-thing.ts'],
  ['platform-knows-no-context', 'app/platform/knows.ts', '#app/booking/do-thing.ts'],
  ['sql-under-db', 'app/platform/sql.ts', 'postgres'],
  ['sql-under-db', 'scripts/sql.ts', 'drizzle-orm'],
  ['schema-under-db', 'scripts/tables.ts', '#db/schema/passes.ts'],
  ['lucia-in-access', 'app/platform/session.ts', 'lucia'],
  ['map-library-in-map', 'app/ui/components/globe.tsx', 'maplibre-gl'],
  ['tests-stay-out', 'scripts/tested.ts', '#tests/setup/database.ts'],
  ['tools-stay-out', 'app/platform/tool.ts', 'fast-check'],
  ['no-cycles', 'app/platform/cycle-one.ts', './cycle-two.ts'],
  ['no-broken-import', 'app/platform/nowhere.ts', './nowhere-at-all.ts'],
];

/** What must stay allowed, or a rule that refuses everything would pass for a good one. */
const ALLOWED: Array<[file: string, target: string]> = [
  ['app/booking/rules/right.ts', '#app/passes/rules/noun.ts'],
  ['app/booking/rules/paris.ts', '#app/calendar/rules/noun.ts'],
  ['app/training/rules/schema.ts', 'zod'],
  ['app/passes/take.ts', '#db/queries/passes.ts'],
  ['app/passes/tell.ts', '#app/messages/letter.ts'],
  ['app/reporting/read-all.ts', '#app/booking/rules/noun.ts'],
  ['app/routes/partner/desk.tsx', '#app/booking/do-thing.ts'],
  ['app/routes/partner/shared.tsx', '#app/routes/_shared/error-page.tsx'],
  ['app/ui/map/view.tsx', 'maplibre-gl'],
  ['app/access/session.ts', 'lucia'],
  ['db/queries/states.ts', '#app/booking/rules/noun.ts'],
  ['db/queries/read.ts', 'drizzle-orm'],
  ['scripts/compose.ts', '#db/client.ts'],
];

interface Violation {
  from: string;
  rule: { name: string };
}

let tree: string;
let found: Violation[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'passerelle-imports-'));
  for (const file of TARGETS) plant(file, 'export const x = 1;\n');
  for (const [, file, target] of VIOLATIONS) plant(file, `import * as y from '${target}';\nexport const x = y;\n`);
  for (const [file, target] of ALLOWED) plant(file, `import * as y from '${target}';\nexport const x = y;\n`);
  plant('app/platform/cycle-two.ts', "import * as y from './cycle-one.ts';\nexport const z = y;\n");
  for (const name of Object.keys(PACKAGES)) {
    plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    plant(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  const named = (kind: string) =>
    Object.fromEntries(Object.entries(PACKAGES).flatMap(([name, k]) => (k === kind ? [[name, '1.0.0']] : [])));
  const imports = { '#app/*': './app/*', '#db/*': './db/*', '#scripts/*': './scripts/*', '#tests/*': './tests/*' };
  plant(
    'package.json',
    JSON.stringify({
      name: 'planted',
      type: 'module',
      imports,
      dependencies: named('dependencies'),
      devDependencies: named('devDependencies'),
    }),
  );
  symlinkSync(join(root, 'tsconfig.json'), join(tree, 'tsconfig.json'));
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [
    cruiser,
    'app',
    'db',
    'scripts',
    'tests',
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
  ];
  const result = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  found = JSON.parse(result.stdout).summary.violations;
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function plant(file: string, content: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), content);
}

describe('a forbidden import goes red', () => {
  test.each(VIOLATIONS)('%s: %s must not import %s', (rule, file) => {
    expect(found.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });

  test('every rule has its violation here', async () => {
    const config = (await import('../../.dependency-cruiser.mjs')) as {
      default: { forbidden: Array<{ name: string }> };
    };
    const planted = new Set(VIOLATIONS.map(([rule]) => rule));
    expect(config.default.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});

describe('an allowed import stays green', () => {
  test.each(ALLOWED)('%s may import %s', (file) => {
    expect(found.filter(({ from }) => from === file)).toEqual([]);
  });
});
