import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { DatabaseAway } from './faults.ts';

/** The query interface shared by the pool and by a transaction: queries take it as their first parameter. */
export type Tx = Pick<PostgresJsDatabase, 'execute' | 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$with'>;

export interface DatabaseOptions {
  url: string;
  /** Connections at most in this process. */
  poolSize: number;
  /** A query or transaction that has not answered by then is given up, and its pool retired (milliseconds). */
  deadlineMs: number;
  /** Named prepared statements; false behind a transaction pooler. */
  prepare: boolean;
}

interface Pool {
  sql: postgres.Sql;
  orm: PostgresJsDatabase;
}

/**
 * The application's database. Every use is bounded by a deadline: the driver (postgres.js 3.4) may
 * wait for ever after a connection was reset under load, so a use that outlives its deadline, or that
 * fails for want of a connection, retires the whole pool and the next use opens a fresh one.
 */
export class Database {
  readonly #options: DatabaseOptions;
  #pool: Pool;
  #closed = false;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.#pool = open(options);
  }

  /** Runs reads outside any transaction. Throws DatabaseAway when the database does not answer. */
  async read<T>(use: (tx: Tx) => Promise<T>): Promise<T> {
    const pool = this.#pool;
    return this.#bounded(pool, () => use(pool.orm));
  }

  /** Runs one transaction at READ COMMITTED. It commits when `use` resolves and rolls back when it throws. */
  async transaction<T>(use: (tx: Tx) => Promise<T>): Promise<T> {
    const pool = this.#pool;
    return this.#bounded(pool, () => pool.orm.transaction((tx) => use(tx), { isolationLevel: 'read committed' }));
  }

  /** One consistent picture for a report: REPEATABLE READ, READ ONLY. */
  async snapshot<T>(use: (tx: Tx) => Promise<T>): Promise<T> {
    const pool = this.#pool;
    return this.#bounded(pool, () =>
      pool.orm.transaction((tx) => use(tx), { isolationLevel: 'repeatable read', accessMode: 'read only' }),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.sql.end({ timeout: 5 });
  }

  async #bounded<T>(pool: Pool, run: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#retire(pool);
        reject(new DatabaseAway('deadline'));
      }, this.#options.deadlineMs);
    });
    try {
      return await Promise.race([run(), deadline]);
    } catch (error) {
      if (DatabaseAway.isConnectionFault(error)) {
        this.#retire(pool);
        throw new DatabaseAway('connection', { cause: error });
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Puts a fresh pool in place of a suspect one; the old one is cut, waiting queries included. */
  #retire(pool: Pool): void {
    if (this.#pool !== pool || this.#closed) return;
    this.#pool = open(this.#options);
    // The old pool's own end may wait on the very connection that hangs: nobody waits for it here.
    pool.sql.end({ timeout: 0 }).catch(() => undefined);
  }
}

function open(options: DatabaseOptions): Pool {
  const sql = postgres(options.url, {
    max: options.poolSize,
    prepare: options.prepare,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: {
      application_name: 'passerelle',
      statement_timeout: 10_000,
      lock_timeout: 4_000,
      idle_in_transaction_session_timeout: 15_000,
      timezone: 'UTC',
    },
  });
  return { sql, orm: drizzle(sql) };
}
