import { readEnv } from '#app/platform/env.ts';
import { migrate } from '#db/migrate.ts';
import { wipe } from '#db/wipe.ts';
import { openDatabase } from './start/database.ts';

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

try {
  await reset(process.argv.includes('--yes'));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Empties the database: the next start fills the demonstration again. */
async function reset(sure: boolean): Promise<void> {
  const env = readEnv(process.env);
  if (!sure && (env.DATABASE_URL !== undefined || !env.DEMO)) {
    throw new Error(
      'Cette base n’est pas celle d’une démonstration. Pour tout effacer quand même : npm run reset-db -- --yes',
    );
  }
  const database = await openDatabase(env, say);
  try {
    if (await database.usedByOthers())
      throw new Error('Passerelle tourne sur cette base : arrêtez-la d’abord (Ctrl-C).');
    await wipe(database.ownerUrl);
    await migrate(database.ownerUrl);
    say('La base est vide. Le prochain démarrage la remplira.');
  } finally {
    await database.stop();
  }
}
