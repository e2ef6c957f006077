import { join } from 'node:path';
import type { Env } from '#app/platform/env.ts';
import { AppRoleMissing } from '#db/app-role.ts';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { faultCode } from '#db/faults.ts';
import { migrate } from '#db/migrate.ts';

export interface OpenedDatabase {
  url: string;
  /** The same database as whoever owns its schema: for migrations and emptying. */
  ownerUrl: string;
  /** Whether another program is connected to the embedded server; never known of a server that is not ours. */
  usedByOthers(): Promise<boolean>;
  stop(): Promise<void>;
}

/** The configured database, or the embedded one, as it is: a backup and a restoration do not touch its schema. */
export async function reachDatabase(env: Env, say: (sentence: string) => void): Promise<OpenedDatabase> {
  return env.DATABASE_URL === undefined ? await embedded(env, say) : external(env.DATABASE_URL, env.DATABASE_OWNER_URL);
}

/** The same, brought to the newest schema. */
export async function openDatabase(env: Env, say: (sentence: string) => void): Promise<OpenedDatabase> {
  const database = await reachDatabase(env, say);
  try {
    await migrate(database.ownerUrl);
  } catch (error) {
    await database.stop();
    if (error instanceof AppRoleMissing) throw error;
    const code = faultCode(error);
    if (env.DATABASE_URL === undefined || code === null) throw error;
    throw new Error(
      `La base indiquée par DATABASE_URL ne peut pas être utilisée (${code}). Vérifiez l’adresse et les droits.`,
    );
  }
  return database;
}

function external(url: string, ownerUrl = url): OpenedDatabase {
  return { url, ownerUrl, usedByOthers: () => Promise.resolve(false), stop: () => Promise.resolve() };
}

async function embedded(env: Env, say: (sentence: string) => void): Promise<OpenedDatabase> {
  const server = await startEmbedded({ folder: join(env.DATA_FOLDER, 'pg'), say });
  const url = await ensureDatabase(server, 'passerelle');
  return {
    url,
    ownerUrl: url,
    usedByOthers: () => server.usedByOthers(),
    stop: async () => {
      if (await server.usedByOthers()) say('Un autre Passerelle utilise la base : PostgreSQL continue.');
      else await server.stop();
    },
  };
}
