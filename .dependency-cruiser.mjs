// Who may import whom: docs/tour.md says why. tests/arch/imports.test.ts plants one violation of each rule.

/** What each context may use of the others' rules, beside its own: left may use right, never the reverse. */
const RIGHT_OF = {
  calendar: [],
  access: [],
  directory: [],
  sources: ['directory'],
  // passes: the codes that people read and type are of one kind.
  upkeep: ['sources', 'directory', 'passes'],
  training: ['directory'],
  opendata: ['upkeep', 'training', 'directory'],
  partners: [],
  passes: ['partners'],
  purchasing: ['passes', 'partners'],
  allocation: ['passes', 'partners'],
  booking: ['passes', 'partners', 'training', 'directory'],
  payment: ['purchasing', 'passes', 'partners', 'directory'],
  reporting: ['payment', 'booking', 'allocation', 'purchasing', 'passes', 'partners', 'training', 'directory'],
  privacy: ['booking', 'passes', 'partners', 'training', 'directory'],
  committee: ['reporting', 'allocation', 'passes', 'partners'],
};
const contexts = Object.keys(RIGHT_OF);
const anyContext = `(${contexts.join('|')})`;
const rulesOf = (context) => `^app/(${[context, 'calendar', 'access', ...RIGHT_OF[context]].join('|')})/rules/`;

const RULES_PACKAGES = '^node_modules/(zod|temporal-polyfill|rrule-temporal)/';
const SQL = '^node_modules/(drizzle-orm|drizzle-kit|postgres|pg)/';
const test = '[.]test[.]tsx?$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const from = (path, pathNot = []) => ({ path, pathNot: [test, ...pathNot] });

const orderOfContexts = contexts.flatMap((context) => [
  rule(
    `rules-of-${context}`,
    'Rules are pure and know only the contexts to their right.',
    from(`^app/${context}/rules/`),
    { pathNot: [rulesOf(context), RULES_PACKAGES] },
  ),
  rule(
    `intentions-of-${context}`,
    'An intention uses rules, queries, messages, platform, access and its own context.',
    from(`^app/${context}/`, [`^app/${context}/rules/`]),
    {
      path: '^(app|db|scripts|tests)/',
      pathNot: [
        `^app/${context}/`,
        // Reading the files of sources is the directory's own reading, on more shapes.
        ...(context === 'sources' ? ['^app/directory/'] : []),
        // Whether a venue is open now is read in one place.
        ...(context === 'opendata' ? ['^app/directory/(venue-opening|texts[.]fr)[.]ts$'] : []),
        // What a venue says of itself goes through the one gate of the sources; what they do not say alike is read there.
        ...(context === 'upkeep' ? ['^app/sources/(write-venue-fields|open-conflicts)[.]ts$'] : []),
        rulesOf(context),
        '^db/queries/',
        '^db/(client|faults)[.]ts$',
        '^app/(messages|platform|access)/',
      ],
    },
  ),
]);

export default {
  forbidden: [
    ...orderOfContexts,
    rule(
      'routes-stay-in-their-area',
      'A page uses its own area and _shared, intentions, queries, access, ui, rules and texts.',
      from('^app/routes/([^/]+)/'),
      {
        path: '^(app|db|scripts|tests)/',
        pathNot: [
          '^app/routes/($1|_shared)/',
          `^app/${anyContext}/`,
          '^app/(ui|platform|messages|styles)/',
          '^db/queries/',
          '^db/client[.]ts$',
          '^package[.]json$',
        ],
      },
    ),
    rule(
      'database-is-handed-over',
      'Pages and intentions are given the database; of its file they know the types.',
      from(`^app/(routes|messages|${contexts.join('|')})/`),
      { path: '^db/client[.]ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule('ui-knows-no-data', 'A component shows what it is given.', from('^app/ui/'), {
      path: '^(app|db|scripts|tests)/',
      pathNot: ['^app/(ui|styles)/', `^app/${anyContext}/(rules/|texts[.]fr[.]ts$)`],
    }),
    rule('ui-runs-in-browsers', 'A component may be sent to a browser.', from('^app/ui/'), {
      dependencyTypes: ['core'],
    }),
    rule('messages-are-pure', 'A message is rendered from facts.', from('^app/messages/'), {
      path: '^(app|db|scripts|tests)/',
      pathNot: ['^app/messages/', `^app/${anyContext}/(rules/|texts[.]fr[.]ts$)`],
    }),
    rule(
      'db-takes-words-from-rules',
      'The lists and states come from the domain, never the reverse.',
      from('^db/', ['^db/seed/']),
      {
        path: '^(app|scripts|tests)/',
        pathNot: `^app/${anyContext}/rules/`,
      },
    ),
    rule('platform-knows-no-context', 'The platform serves every context and knows none.', from('^app/platform/'), {
      path: '^(app|db|scripts|tests)/',
      pathNot: ['^app/platform/', `^app/${anyContext}/rules/`, '^db/(client|faults)[.]ts$', '^db/queries/'],
    }),
    rule('sql-under-db', 'SQL libraries are imported only under db/.', from('^(app|scripts)/', ['^scripts/bench/']), {
      path: SQL,
    }),
    rule(
      'schema-under-db',
      'Tables are named only under db/; lucia’s adapter needs two of them.',
      from('^(app|scripts)/', ['^app/access/lucia[.]ts$']),
      {
        path: '^db/schema/',
      },
    ),
    rule(
      'lucia-in-access',
      'lucia is no longer developed: one folder knows it.',
      { path: '^(app|db|scripts)/', pathNot: '^app/access/' },
      {
        path: '^node_modules/(lucia|@lucia-auth)/',
      },
    ),
    rule(
      'map-library-in-map',
      'The map weighs more than all the rest.',
      { path: '^(app|db|scripts)/', pathNot: '^(app/(ui/map/|platform/background-tiles)|scripts/basemap/)' },
      {
        path: '^node_modules/(maplibre-gl|pmtiles)/',
      },
    ),
    rule('tests-stay-out', 'Production code never imports tests.', from('^(app|db|scripts)/', ['^scripts/bench/']), {
      path: ['^tests/', test],
    }),
    rule(
      'tools-stay-out',
      'Production code runs without the development tools.',
      from('^(app|db|scripts)/', ['^scripts/bench/']),
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'no-cycles',
      'Two files that need each other are one.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    rule(
      'no-broken-import',
      'Every import leads somewhere.',
      {},
      {
        couldNotResolve: true,
        pathNot: '/build/run/start[.]mjs$',
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|node_modules/.cache)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts', '.json', '.css'],
    },
  },
};
