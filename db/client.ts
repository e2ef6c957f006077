import type { SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { DatabaseAway } from './faults.ts';

/**
 * The role under which the application works. It owns nothing: what a table forbids by its triggers,
 * this role may not even ask (`db/app-role.ts`). Connections take it when they open, so that it costs
 * nothing per query; migrations and the emptying of a database run as the owner.
 */
export const APP_ROLE = 'passerelle_app';

/** Two seconds for a large territory over three years, half a minute for ten times as many passes. */
const UNHURRIED_MS = 5 * 60_000;

/** The query interface of a connection or of a transaction: queries take it as their first parameter. */
export interface Tx extends Pick<NodePgDatabase, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'> {
  /**
   * Runs a written statement and returns its rows. Moments come as text, int8 and numeric as text. What is `plannedOnce`
   * keeps its plan in each connection: for statements asked again and again whose best plan is the same for all values.
   */
  execute<Row extends Record<string, unknown> = Record<string, unknown>>(
    statement: SQL,
    how?: { plannedOnce?: boolean },
  ): Promise<Row[]>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most in this process. */
  poolSize: number;
  /** A use that has not ended by then is given up, and its connection cut (milliseconds). */
  deadlineMs: number;
  /** Whether acts' statements are prepared under a name: not behind a pooler that lends connections by transaction. */
  prepare?: boolean;
  /** The role its connections take when they open; absent, they work as the user of the address. */
  role?: string;
}

/**
 * The application's database. Every use borrows one connection for its whole length and is bounded by
 * a deadline that covers the wait for that connection. A connection that failed, or outlived its
 * deadline, is cut and never lent again.
 */
export class Database {
  readonly #pool: pg.Pool;
  readonly #deadlineMs: number;
  readonly #prepare: boolean;

  readonly #options: DatabaseOptions;
  #unhurried: Database | null = null;

  constructor(options: DatabaseOptions) {
    const { url, poolSize, deadlineMs, role, prepare = true } = options;
    this.#options = options;
    this.#deadlineMs = deadlineMs;
    this.#prepare = prepare;
    // A page waits twelve seconds at most; what waits longer gives its statements as much more.
    const patience = Math.max(1, deadlineMs / 12_000);
    this.#pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: Math.min(deadlineMs, 5_000 * patience),
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      application_name: 'passerelle',
      ...(role === undefined ? {} : { options: `-c role=${role}` }),
      statement_timeout: Math.round(10_000 * patience),
      lock_timeout: Math.round(4_000 * patience),
      idle_in_transaction_session_timeout: Math.round(15_000 * patience),
    });
    // A resting connection that breaks is taken out by the pool itself; one that breaks while lent is
    // noticed by its user. Without a listener of its own, its last words would end the process.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Runs reads outside any transaction. Throws DatabaseAway when the database does not answer. */
  read<T>(use: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#lend((orm, client) => use(asTx(orm, this.#prepare ? () => drizzle(prepared(client)) : undefined)));
  }

  /**
   * Runs one transaction at READ COMMITTED. It commits when `use` resolves and rolls back when it throws.
   * Its statements are prepared once per connection: acts send the same few again and again, by key.
   */
  transaction<T>(use: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#lend(
      (orm) => orm.transaction((tx) => use(asTx(tx)), { isolationLevel: 'read committed' }),
      this.#prepare ? prepared : undefined,
    );
  }

  /** One consistent picture for a report: REPEATABLE READ, READ ONLY. */
  snapshot<T>(use: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#lend((orm) =>
      orm.transaction((tx) => use(asTx(tx)), { isolationLevel: 'repeatable read', accessMode: 'read only' }),
    );
  }

  /**
   * The same database for long work that nobody waits for in a browser: connections of its own, with
   * `deadlineMs` for each use. Close it when the work is done.
   */
  patient(deadlineMs: number): Database {
    return new Database({ ...this.#options, deadlineMs });
  }

  /** The same for reading what takes its time, again and again: its connections stay warm, and close with this one's. */
  unhurried(): Database {
    this.#unhurried ??= this.patient(UNHURRIED_MS);
    return this.#unhurried;
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#unhurried?.close()]);
  }

  async #lend<T>(
    use: (orm: NodePgDatabase, client: pg.PoolClient) => Promise<T>,
    through: (client: pg.PoolClient) => pg.PoolClient = (client) => client,
  ): Promise<T> {
    const started = performance.now();
    const client = await this.#connect();
    let broken = false;
    const note = () => {
      broken = true;
    };
    client.on('error', note);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      const left = this.#deadlineMs - (performance.now() - started);
      timer = setTimeout(
        () => {
          broken = true;
          reject(new DatabaseAway('deadline'));
        },
        Math.max(left, 1),
      );
    });
    try {
      return await Promise.race([use(drizzle(through(client)), client), deadline]);
    } catch (error) {
      if (error instanceof DatabaseAway) throw error;
      if (broken || DatabaseAway.isConnectionFault(error)) {
        broken = true;
        throw new DatabaseAway('connection', { cause: error });
      }
      throw error;
    } finally {
      clearTimeout(timer);
      client.off('error', note);
      client.release(broken);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new DatabaseAway('connect', { cause: error });
    }
  }
}

/** Statements prepared at most, in each connection; a list of varying length makes a new text each time. */
const MOST_PREPARED = 200;
const LONGEST_PREPARED = 4_000;
const preparedNames = new Map<string, string>();

/** The name a statement is prepared under; none when there are too many, or it is a long list of rows. */
function preparedName(text: string): string | undefined {
  const known = preparedNames.get(text);
  if (known !== undefined) return known;
  if (preparedNames.size >= MOST_PREPARED || text.length > LONGEST_PREPARED) return undefined;
  const name = `p${preparedNames.size}`;
  preparedNames.set(text, name);
  return name;
}

/** A connection whose statements with parameters are parsed and planned once, not at each use. */
class PreparedClient {
  readonly #client: pg.PoolClient;
  constructor(client: pg.PoolClient) {
    this.#client = client;
  }
  query(config: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const name = values === undefined || values.length === 0 ? undefined : preparedName(config.text);
    return this.#client.query(name === undefined ? config : { ...config, name }, values);
  }
}

function prepared(client: pg.PoolClient): pg.PoolClient {
  return new PreparedClient(client) as unknown as pg.PoolClient;
}

/** The query interface of a connection that its caller opened and closes: for a backup and its restoration. */
export function txOn(client: pg.Client): Tx {
  return asTx(drizzle(client));
}

/** A drizzle connection whose `execute` answers rows, and nothing else of the driver; `preparing` is the same, preparing statements. */
function asTx(orm: NodePgDatabase, preparing: () => NodePgDatabase = () => orm): Tx {
  const tx: Tx = Object.create(orm);
  tx.execute = async <Row extends Record<string, unknown>>(statement: SQL, { plannedOnce = false } = {}) =>
    (await (plannedOnce ? preparing() : orm).execute(statement)).rows as Row[];
  return tx;
}
