import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test cluster's maintenance database. */
    clusterUrl: string;
  }
}

interface Cluster {
  url: string;
  stop(): Promise<void>;
}

/** Each project loads this file anew; the cluster is one for the whole run, stopped by the last to leave. */
const shared = globalThis as { passerelleTestCluster?: { users: number; cluster: Promise<Cluster> } };

/** Vitest's global set-up: one throw-away PostgreSQL with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.passerelleTestCluster ??= { users: 0, cluster: startCluster() };
  const held = shared.passerelleTestCluster;
  held.users += 1;
  const cluster = await held.cluster;
  project.provide('clusterUrl', cluster.url);
  return async () => {
    held.users -= 1;
    if (held.users > 0) return;
    delete shared.passerelleTestCluster;
    await cluster.stop();
  };
}

async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-test-'));
  // Nothing here has to survive a power cut: durability is tested where it is the subject, with its own server.
  const flags = [
    '-c',
    'fsync=off',
    '-c',
    'synchronous_commit=off',
    '-c',
    'full_page_writes=off',
    '-c',
    'max_connections=300',
  ];
  const server = await startEmbedded({ folder: join(folder, 'pg'), flags });
  await migrate(await ensureDatabase(server, 'template_empty'));
  return {
    url: server.url(),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
