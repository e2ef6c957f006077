// npm start: installs what is missing, then starts the product in this same process.
import { ensureDependencies, root } from './dependencies.mjs';

ensureDependencies();
process.chdir(root);
process.env.NODE_ENV = 'production';
const { register } = await import('tsx/esm/api');
register();
await import('./start.ts');
