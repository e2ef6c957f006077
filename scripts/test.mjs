// npm test: installs what is missing, then checks everything. `--fast` (npm run check): no database, no browser.
import { ensureDependencies, root } from './dependencies.mjs';

ensureDependencies();
process.chdir(root);
const { register } = await import('tsx/esm/api');
register();
await import('./test.ts');
