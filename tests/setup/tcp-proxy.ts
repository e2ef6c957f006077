import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to a server on this machine, to be damaged by tests. */
export async function startProxy(target: string): Promise<TcpProxy> {
  const proxy = new TcpProxy(target);
  await proxy.mend();
  return proxy;
}

interface Wire {
  near: Socket;
  far: Socket;
  silent: boolean;
}

export class TcpProxy {
  readonly #target: URL;
  readonly #server = createServer((near) => this.#lay(near));
  readonly #wires = new Set<Wire>();
  /** Ends at the server of silent wires: it does not know yet that nobody is there. */
  readonly #orphans = new Set<Socket>();
  #port = 0;
  #silent = false;
  #lateMs = 0;

  constructor(target: string) {
    this.#target = new URL(target);
  }

  /** The given connection string, through the proxy. */
  get url(): string {
    const through = new URL(this.#target);
    through.port = String(this.#port);
    return through.href;
  }

  /** Cuts every connection with a TCP reset, as a failing network card or a firewall does. */
  reset(): void {
    for (const { near } of this.#wires) near.resetAndDestroy();
  }

  /** Closes every connection politely, as a server that stops does. */
  closeConnections(): void {
    for (const { near } of this.#wires) near.end();
  }

  /** Nothing passes any more, in silence: an unplugged cable. Later connections fall silent too. */
  cut(): void {
    this.#silent = true;
  }

  /** Everything passes this much later. */
  delay(ms: number): void {
    this.#lateMs = ms;
  }

  /** New connections are refused. */
  refuse(): Promise<void> {
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    for (const { near, far } of this.#wires) for (const socket of [near, far]) socket.destroy();
    for (const socket of this.#orphans) socket.destroy();
    this.#orphans.clear();
    return closed;
  }

  /** New connections pass again; those that were cut stay silent. */
  async mend(): Promise<void> {
    this.#silent = false;
    this.#lateMs = 0;
    if (this.#server.listening) return;
    await new Promise<void>((done) => this.#server.listen(this.#port, '127.0.0.1', done));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.refuse();
  }

  #lay(near: Socket): void {
    const far = connect(Number(this.#target.port), this.#target.hostname);
    const wire: Wire = { near, far, silent: this.#silent };
    this.#wires.add(wire);
    this.#forward(wire, near, far);
    this.#forward(wire, far, near);
  }

  #forward(wire: Wire, from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      wire.silent ||= this.#silent;
      if (wire.silent) return;
      if (this.#lateMs === 0) to.write(chunk);
      else setTimeout(() => to.writable && to.write(chunk), this.#lateMs);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#wires.delete(wire);
      if (wire.silent) this.#orphans.add(to);
      else to.destroy();
    });
  }
}
