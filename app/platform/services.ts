import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { APP_ROLE, Database } from '#db/client.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Env } from './env.ts';
import { createLog, type Log } from './log.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { type FileStore, openFolderStore } from './storage.ts';

/** Everything a request needs from outside, handed to loaders and actions as `context.services`. */
export interface Services {
  db: Database;
  clock: Clock;
  env: Env;
  log: Log;
  secrets: Secrets;
  /** Uploaded documents. */
  files: FileStore;
  newId: () => string;
}

/** Opens the services of a process on a database. `secretKey` is the installation's key. */
export function openServices(env: Env, databaseUrl: string, secretKey: string, clock: Clock = systemClock): Services {
  return {
    db: new Database({
      url: databaseUrl,
      poolSize: env.DATABASE_POOL,
      deadlineMs: 12_000,
      prepare: env.DATABASE_PREPARE,
      role: APP_ROLE,
    }),
    clock,
    env,
    log: createLog(env.LOG_LEVEL),
    secrets: createSecrets(secretKey),
    files: openFolderStore(join(env.DATA_FOLDER, 'files')),
    newId: uuidv7,
  };
}
