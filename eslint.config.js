import tseslint from 'typescript-eslint';

// Biome formats and lints. ESLint is here for what Biome cannot see: exactly four rules.
const FORGOTTEN_PROMISES = {
  // checkThenables: a drizzle query that nobody awaits never runs.
  '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
  '@typescript-eslint/no-misused-promises': 'error',
  // A switch that says what happens to the rest has been thought of.
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const PURE = 'rules/ decide from what they are given: pass the clock, the randomness and the settings.';
const PURE_RULES = {
  'no-restricted-globals': [
    'error',
    ...['process', 'crypto', 'performance', 'fetch', 'setTimeout', 'setInterval'].map((name) => ({
      name,
      message: PURE,
    })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: PURE },
    { object: 'Math', property: 'random', message: PURE },
    { object: 'globalThis', property: 'process', message: PURE },
    { object: 'globalThis', property: 'crypto', message: PURE },
    { object: 'Temporal', property: 'Now', message: PURE },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE },
    { selector: "CallExpression[callee.name='Date']", message: PURE },
  ],
};

export default tseslint.config(
  { ignores: ['build/', 'node_modules/', '.data/', 'public/'] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: FORGOTTEN_PROMISES,
  },
  { files: ['app/**/rules/**/*.{ts,tsx}'], ignores: ['**/*.test.ts'], rules: PURE_RULES },
);
