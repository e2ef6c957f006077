/** The product's server alone in its process, as in production: prints its address, ends on SIGTERM. */
import type { AddressInfo } from 'node:net';
import { readEnv } from '#app/platform/env.ts';
import { openServices } from '#app/platform/services.ts';
import { buildPath } from '../build.ts';
import { createServer, stopServer } from '../serve.ts';

const [databaseUrl = '', secretKey = ''] = process.argv.slice(2);
const services = openServices(
  readEnv({ ...process.env, LOG_LEVEL: 'silent', BASEMAP: 'esquisse' }),
  databaseUrl,
  secretKey,
);
const server = await createServer(services, { buildPath, warm: true });
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.once('SIGTERM', () => void stopServer(server, 1000).then(() => services.db.close()));
