import pg from 'pg';
import { checkAppend } from './check-append.js';
import { StoreUnavailable, type Bookmark, type EventStore } from './port.js';
import { startAppending } from './postgres.append.js';
import { clientConfig, unavailable, type Access } from './postgres.connection.js';
import { follow } from './postgres.follow.js';
import { gatherReads } from './postgres.read.js';

export interface PostgresEventStoreOptions {
  /** A URL or pg's configuration. As `sunlit_writer` to append; `sunlit_projector` may read and follow only. */
  readonly connection: string | pg.ClientConfig;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** After this long an append is `OutcomeUnknown`. Default 30,000. */
  readonly appendTimeoutMs?: number;
  /** Default 30,000. */
  readonly readTimeoutMs?: number;
  /** Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** How often a follower looks for news that nothing announced. Default 1,000. */
  readonly pollMs?: number;
  /** Connections for `read` and `last`, opened when needed. Default 4. */
  readonly readers?: number;
  /** Hears when a follower loses its connection. */
  readonly log?: (message: string) => void;
  /** Hears how many appends share each transaction. */
  readonly onBatch?: (appends: number) => void;
}

/**
 * The event store in PostgreSQL 15 or later, in schema `store` (migration `0001-event-store`).
 *
 * Throws `StoreUnavailable` with one sentence when the server cannot be reached, is not migrated, or runs with a
 * setting that would lose acknowledged events (`synchronous_commit`, `fsync` or `full_page_writes` off).
 */
export async function postgresEventStore(options: PostgresEventStoreOptions): Promise<EventStore> {
  const { connection, applicationName, connectTimeoutMs = 10_000, readTimeoutMs = 30_000 } = options;
  const access: Access = { connection, applicationName, connectTimeoutMs };
  const following = { readTimeoutMs, pollMs: options.pollMs ?? 1_000, log: options.log ?? (() => {}) };
  const closing = new AbortController();
  const appender = await startAppending(access, options.appendTimeoutMs ?? 30_000, options.onBatch);
  const readers = options.readers ?? 4;
  const pool = new pg.Pool({ ...clientConfig(access), query_timeout: readTimeoutMs, max: readers });
  pool.on('error', () => {}); // The pool replaces an idle connection that was lost.
  pool.on('connect', (client) => client.on('error', () => {})); // Also one that ends with the answer to its connection.

  async function rows<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<Row[]> {
    if (closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
    try {
      return (await pool.query<Row>(query)).rows;
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  const reading = gatherReads(rows, readers);

  const last = async (): Promise<Bookmark | null> => {
    const text =
      'SELECT e.position::text AS position, e.id FROM store.event e ORDER BY e.position DESC LIMIT 1';
    return (await rows<Bookmark>({ name: 'last', text }))[0] ?? null;
  };

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    closing.abort();
    await Promise.all([appender.close(), pool.end()]);
  }

  return {
    read: (stream, from = 0) => reading(stream, from),

    async append(stream, expected, events) {
      checkAppend(stream, expected, events);
      return appender.append(stream, expected, events);
    },

    follow: (from, signal, onCaughtUp) =>
      follow(access, following, from, AbortSignal.any([signal, closing.signal]), onCaughtUp),

    last,

    // Positions have no gaps.
    behind: async (from, atMost) =>
      Math.min(atMost, Number((await last())?.position ?? 0) - Number(from?.position ?? 0)),

    compare: (a, b) => Number(BigInt(a) - BigInt(b)),

    close: () => (closed ??= close()),
  };
}
