// npm start: installs what is missing, then starts the product in this same process.
import { ensureDependencies, root } from './dependencies.mjs';
import { buildIsFresh } from './sources.mjs';

ensureDependencies();
process.chdir(root);
process.env.NODE_ENV = 'production';
if (buildIsFresh()) {
  // The same program, in one file: reading and compiling hundreds of modules would take longer than the rest.
  await import('../build/run/start.mjs');
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./start.ts');
}
