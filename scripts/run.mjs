// node scripts/run.mjs FILE.ts [args]: installs what is missing, then runs a TypeScript file.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, root } from './dependencies.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Usage : node scripts/run.mjs FICHIER.ts [arguments]\n');
  process.exit(2);
}
ensureDependencies();
const loader = pathToFileURL(`${root}node_modules/tsx/dist/loader.mjs`).href;
// The child shares the terminal: Ctrl-C reaches it without us, and it must be the last to go.
const child = spawn(process.execPath, ['--import', loader, file, ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
});
