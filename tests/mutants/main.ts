/** npm run mutants [-- WORD…]: every guard whose name or probe holds a word, taken away in turn, on a PostgreSQL of its own; prints who was killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { MUTANTS } from './mutants.ts';
import { runMutants } from './run-mutants.ts';

const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'passerelle-mutants-'));
const cluster = await startEmbedded({
  folder: join(folder, 'pg'),
  flags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
});
try {
  await migrate(await ensureDatabase(cluster, 'template_empty'));
  const chosen = MUTANTS.filter(
    ({ name, probe }) => words.length === 0 || words.some((word) => `${name} ${probe}`.includes(word)),
  );
  const results = await runMutants(cluster.url(), chosen, ({ name, verdict, probe, said }) => {
    process.stdout.write(`${verdict.padEnd(9)}${name}\n         « ${probe} » ${said}\n`);
  });
  const killed = results.filter(({ verdict }) => verdict === 'KILLED').length;
  for (const { name, verdict } of results.filter((one) => one.verdict !== 'KILLED'))
    process.stdout.write(`NOT KILLED: ${verdict} ${name}\n`);
  process.stdout.write(`${killed} of ${results.length} mutants killed\n`);
  process.exitCode = killed === results.length ? 0 : 1;
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
