import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { uuidv7 } from 'uuidv7';
import { readVenueFile } from '#app/directory/read-venue-file.ts';
import { type Env, readEnv } from '#app/platform/env.ts';
import { type ImportReport, importVenues } from '#app/sources/import-venues.ts';
import { SHAPES, type ShapeName } from '#app/sources/rules/adapters/shape.ts';
import { importReportText } from '#app/sources/texts.fr.ts';
import { APP_ROLE, Database } from '#db/client.ts';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';

const USAGE = `Usage : npm run import-venues -- FICHIER [--source NOM] [--shape FORME] [--date JOUR] [--dry-run] [--json]

  FICHIER      JSON ou CSV : standard national (v0.1 ou v1), conseillers numériques, data·inclusion,
               Hinaura brut, France services, Aidants Connect, Rés’IN. La forme est reconnue au contenu.
  --source     range tous les lieux sous ce nom de source
  --shape      ${SHAPES.join(', ')} : si la forme n’est pas reconnue
  --date       jour de publication (AAAA-MM-JJ), pour les fichiers dont les lignes n’ont pas de date
  --dry-run    lit et rend compte, n’écrit rien
  --json       rend compte en JSON
`;

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(asked.file);
  } catch {
    process.stderr.write(`Le fichier ${asked.file} ne peut pas être lu.\n`);
    return 2;
  }
  const file = readVenueFile(bytes);
  if (file.kind === 'unreadable') {
    process.stderr.write(`${file.reason}\n`);
    return 1;
  }
  const report = await withDatabase(readEnv(process.env), (db) =>
    importVenues(db, file.rows, {
      now: new Date(),
      newId: uuidv7,
      dryRun: asked.dryRun,
      source: asked.source,
      shape: asked.shape,
      publishedOn: asked.publishedOn,
    }),
  );
  process.stdout.write(asked.json ? `${JSON.stringify(report, null, 2)}\n` : importReportText(report));
  return exitCode(report);
}

/** Refused rows are told by the exit code too, so that a nightly import can be watched. */
function exitCode(report: ImportReport): number {
  return report.refused.length === 0 ? 0 : 3;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        source: { type: 'string' },
        shape: { type: 'string' },
        date: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1 || values.source?.trim() === '') return null;
    const shape = values.shape as ShapeName | undefined;
    if (shape !== undefined && !SHAPES.includes(shape)) return null;
    if (values.date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.date)) return null;
    return {
      file,
      source: values.source?.trim(),
      shape,
      publishedOn: values.date,
      dryRun: values['dry-run'],
      json: values.json,
    };
  } catch {
    return null;
  }
}

async function withDatabase<T>(env: Env, use: (db: Database) => Promise<T>): Promise<T> {
  const server = env.DATABASE_URL === undefined ? await startEmbedded({ folder: join(env.DATA_FOLDER, 'pg') }) : null;
  try {
    const url = server === null ? (env.DATABASE_URL ?? '') : await ensureDatabase(server, 'passerelle');
    await migrate(env.DATABASE_OWNER_URL ?? url);
    const db = new Database({ url, poolSize: 2, deadlineMs: 120_000, role: APP_ROLE });
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
