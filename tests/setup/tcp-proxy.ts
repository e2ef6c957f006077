import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  /** The given connection string, through the proxy. */
  url: string;
  /** Cuts every connection with a TCP reset, as a failing network card or a firewall does. */
  reset(): void;
  /** Closes every connection politely, as a server that stops does. */
  closeConnections(): void;
  /** Nothing passes any more, in silence: an unplugged cable. Later connections fall silent too. */
  cut(): void;
  /** New connections are refused. */
  refuse(): Promise<void>;
  /** Everything passes this much later. */
  delay(ms: number): void;
  /** New connections pass again; those that were cut stay silent. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** A wire to a server on this machine, to be damaged by tests. */
export async function startProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<[Socket, Socket]>();
  /** Ends at the server of silent wires: it does not know yet that nobody is there. */
  const orphans = new Set<Socket>();
  let silent = false;
  let lateMs = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const born = { silent };
    const forward = (from: Socket, to: Socket) => {
      from.on('data', (chunk: Buffer) => {
        if (born.silent || silent) {
          born.silent = true;
          return;
        }
        if (lateMs === 0) to.write(chunk);
        else setTimeout(() => to.writable && to.write(chunk), lateMs);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        pairs.delete(pair);
        if (born.silent) orphans.add(to);
        else to.destroy();
      });
    };
    forward(near, far);
    forward(far, near);
  });
  const cutAll = () => {
    for (const socket of [...[...pairs].flat(), ...orphans]) socket.destroy();
    orphans.clear();
  };
  const listen = (at: number) => new Promise<void>((done) => server.listen(at, '127.0.0.1', done));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  const through = new URL(target);
  through.port = String(own);
  return {
    url: through.href,
    reset: () => {
      for (const [near] of pairs) near.resetAndDestroy();
    },
    closeConnections: () => {
      for (const [near] of pairs) near.end();
    },
    cut: () => {
      silent = true;
    },
    refuse: () =>
      new Promise((done) => {
        server.close(() => done());
        cutAll();
      }),
    delay: (ms) => {
      lateMs = ms;
    },
    mend: async () => {
      silent = false;
      lateMs = 0;
      if (!server.listening) await listen(own);
    },
    close: () =>
      new Promise((done) => {
        if (server.listening) server.close(() => done());
        else done();
        cutAll();
      }),
  };
}
