import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { QPV_VINTAGES } from '#app/partners/rules/qpv.ts';
import { readEnv } from '#app/platform/env.ts';
import { readQpvFile } from '#app/reporting/read-qpv.ts';
import { Database } from '#db/client.ts';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { writeAreas } from '#db/queries/qpv.ts';

const USAGE = `Usage : npm run import-qpv -- FICHIER --vintage 2015|2024

  FICHIER      GeoJSON des quartiers prioritaires (longitudes et latitudes)
  --vintage    la liste : 2015 jusqu’au 31 décembre 2023, 2024 ensuite
`;

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(asked.file, 'utf8');
  } catch {
    process.stderr.write(`Le fichier ${asked.file} ne peut pas être lu.\n`);
    return 2;
  }
  const read = readQpvFile(text);
  if (read.kind === 'UNREADABLE') {
    process.stderr.write(`${read.reason}\n`);
    return 1;
  }
  const written = await withDatabase((db) =>
    db.transaction((tx) => writeAreas(tx, asked.vintage, read.areas, new Date())),
  );
  const same = read.areas.length - written;
  process.stdout.write(
    `${written} contours écrits, ${same} déjà là, ${read.refused.length} refusés (liste de ${asked.vintage}).\n`,
  );
  for (const { row, reason } of read.refused) process.stdout.write(`  ligne ${row} : ${reason}\n`);
  return read.refused.length === 0 ? 0 : 3;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { vintage: { type: 'string' } } });
    const vintage = QPV_VINTAGES.find((one) => one === values.vintage);
    const [file] = positionals;
    return file === undefined || positionals.length > 1 || vintage === undefined ? null : { file, vintage };
  } catch {
    return null;
  }
}

async function withDatabase<T>(use: (db: Database) => Promise<T>): Promise<T> {
  const env = readEnv(process.env);
  const server = env.DATABASE_URL === undefined ? await startEmbedded({ folder: join(env.DATA_FOLDER, 'pg') }) : null;
  try {
    const url = server === null ? (env.DATABASE_URL ?? '') : await ensureDatabase(server, 'passerelle');
    await migrate(url);
    const db = new Database({ url, poolSize: 2, deadlineMs: 120_000 });
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  } finally {
    // A server that the running application uses stays up.
    if (server !== null && !server.adopted) await server.stop();
  }
}

process.exitCode = await main();
