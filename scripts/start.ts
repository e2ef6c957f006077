import type { Server } from 'node:http';
import { createServer as probe } from 'node:net';
import { type Env, readEnv } from '#app/platform/env.ts';
import { startJobs } from '#app/platform/jobs.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { buildPath, ensureBuild } from './build.ts';
import { JOBS } from './jobs.ts';
import { createServer, stopServer } from './serve.ts';
import { openDatabase } from './start/database.ts';
import { prepareDemonstration } from './start/demonstration.ts';
import { startHousekeeping } from './start/housekeeping.ts';
import { installationKey } from './start/installation-key.ts';
import { startOutboxWorker } from './worker.ts';

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);
const started = performance.now();

try {
  await start(readEnv(process.env));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(env: Env): Promise<void> {
  await refuseTakenPort(env);
  const database = await openDatabase(env, say);
  const leave = leaveOnSignal();
  leave.last(() => database.stop());
  try {
    const services = openServices(env, database.url, installationKey(env, say));
    leave.last(() => services.db.close());
    // Both take seconds the first time, and neither needs the other.
    const [signIns] = await Promise.all([prepareDemonstration(services, database.ownerUrl, say), ensureBuild(say)]);
    for (const work of [startOutboxWorker(services), startHousekeeping(services)]) leave.last(() => work.stop());
    const jobs = await startJobs(services, database.ownerUrl, JOBS);
    leave.last(() => jobs.stop());
    const server = await listen(services);
    leave.last(() => stopServer(server));
    welcome(server, env, signIns);
  } catch (error) {
    // Ctrl-C in the middle of a long first start: what fails then fails because it was stopped.
    if (leave.asked()) return;
    await leave.now();
    throw error;
  }
}

async function listen(services: Services): Promise<Server> {
  const { env } = services;
  const server = await createServer(services, { buildPath, warm: true });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(env.PORT, env.HOST, done);
  });
  return server;
}

function refuseTakenPort(env: Env): Promise<void> {
  return new Promise((done, fail) => {
    const attempt = probe();
    attempt.once('error', (error: NodeJS.ErrnoException) => fail(new Error(cannotListen(env, error.code))));
    attempt.listen(env.PORT, env.HOST, () => attempt.close(() => done()));
  });
}

function cannotListen(env: Env, code: string | undefined): string {
  if (code === 'EADDRINUSE') {
    return `Le port ${env.PORT} est déjà pris par un autre programme. Arrêtez-le, ou choisissez un autre port : PORT=3001 npm start`;
  }
  return `Impossible d’écouter sur ${env.HOST}, port ${env.PORT} (${code ?? 'raison inconnue'}). Vérifiez HOST et PORT.`;
}

interface Leaving {
  /** What to stop, the latest opened first. */
  last(stop: () => Promise<void>): void;
  now(): Promise<void>;
  /** Whether a signal has asked for it. */
  asked(): boolean;
}

/** Ctrl-C and SIGTERM: requests finish, then what was opened is closed in the reverse order. */
function leaveOnSignal(): Leaving {
  const stops: Array<() => Promise<void>> = [];
  let leaving: Promise<void> | null = null;
  const now = () => {
    leaving ??= (async () => {
      for (const stop of stops.reverse()) await stop();
    })();
    return leaving;
  };
  const onSignal = () => {
    // A second Ctrl-C is impatience: the next start repairs what this leaves.
    if (leaving !== null) process.exit(130);
    say('\nArrêt en cours…');
    void now().then(() => {
      say('Passerelle est arrêtée.');
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return { last: (stop) => void stops.push(stop), now, asked: () => leaving !== null };
}

function welcome(server: Server, env: Env, signIns: string[]): void {
  const at = server.address();
  const port = at !== null && typeof at === 'object' ? at.port : env.PORT;
  const address =
    env.PUBLIC_URL ?? `http://${env.HOST === '127.0.0.1' || env.HOST === '0.0.0.0' ? 'localhost' : env.HOST}:${port}`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1).replace('.', ',');
  say(['', `Passerelle est prête (${seconds} s) : ${address}`, ...signIns, 'Ctrl-C pour arrêter.', ''].join('\n'));
}
