import type { AddressInfo } from 'node:net';
import { buildPath } from '#scripts/build.ts';
import { createServer, stopServer } from '#scripts/serve.ts';
import { type FreshDatabase, type FreshOptions, freshDatabase } from './database.ts';

export interface RunningApp extends FreshDatabase {
  /** Where it listens, without a final slash. */
  origin: string;
}

/** The whole product on a database and a port of its own. Close it in `afterAll`. */
export async function startApp(options: FreshOptions = {}): Promise<RunningApp> {
  const fresh = await freshDatabase(options);
  const server = await createServer(fresh.services, { buildPath });
  // Asker and server may share a process: when it is busy both would close a connection at once, one of them in mid-request.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    ...fresh,
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      await stopServer(server, 1000);
      await fresh.close();
    },
  };
}
