import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnv } from '#app/platform/env.ts';
import { openServices } from '#app/platform/services.ts';
import { buildPath } from '#scripts/build.ts';
import { createServer, stopServer } from '#scripts/serve.ts';
import { type FreshDatabase, freshDatabase, TEST_SECRET } from '#tests/setup/database.ts';
import { startProxy, type TcpProxy } from '#tests/setup/tcp-proxy.ts';

let fresh: FreshDatabase;
let proxy: TcpProxy;
let origin: string;
let close: () => Promise<void>;

beforeAll(async () => {
  fresh = await freshDatabase();
  proxy = await startProxy(fresh.url);
  const services = openServices(readEnv({ LOG_LEVEL: 'silent', DEMO: '0' }), proxy.url, TEST_SECRET);
  const server = await createServer(services, { buildPath });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    await stopServer(server, 500);
    await services.db.close();
    await proxy.close();
    await fresh.close();
  };
});
afterAll(() => close());

test('pages answer 503 in French, not 500, when the database refuses; and come back by themselves', async () => {
  expect((await fetch(`${origin}/lieux`)).status).toBe(200);
  await proxy.refuse();
  // Another address than the one just answered: that page may be kept for a moment.
  for (const path of ['/lieux?pass=1', '/lieux.data']) {
    const away = await fetch(origin + path);
    expect(away.status, path).toBe(503);
    expect(Number(away.headers.get('retry-after')), path).toBeGreaterThan(0);
    expect(await away.text(), path).not.toMatch(/ECONNREFUSED|Failed query|\bat .*\.ts/);
  }
  const page = await (await fetch(`${origin}/lieux?pass=1`)).text();
  expect(page).toContain('<html lang="fr"');
  expect(page).toMatch(/[Rr]éessayez/);
  await proxy.mend();
  expect((await fetch(`${origin}/lieux`)).status).toBe(200);
});

test('GET /sante says so within two seconds, even when nothing answers at all', async () => {
  proxy.cut();
  const started = performance.now();
  const away = await fetch(`${origin}/sante`);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(away.status).toBe(503);
  expect(await away.json()).toMatchObject({ status: 'degraded', database: 'away' });
  await proxy.mend();
});
