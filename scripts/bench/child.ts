import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  origin: string;
  stop(): Promise<void>;
}

/** Starts one of this folder's process files and waits for the port it prints. */
export async function startChild(file: string, args: string[]): Promise<Child> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const port = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (data: Buffer) => done(String(data).trim()));
    child.once('exit', (code) => fail(new Error(`${file} ended with ${code}`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
