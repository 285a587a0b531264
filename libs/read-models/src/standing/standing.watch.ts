import { pg } from '@sunlit/postgres';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { noSuchTable } from '../projector/projector.table.js';
import type { Currency } from '../views.js';

/** How far the read models have come, and whether somebody keeps them coming on. */
export interface Standing extends Currency {
  /** `paused`: the projector has not been heard of for a minute; `behind`: it is heard of and has not caught up. */
  readonly lag: 'paused' | 'behind' | null;
  /** Which tables are read: others after a rebuild, whose rows may differ at the same entry. */
  readonly edition: string;
}

export interface StandingWatch {
  /** From memory while the projector's word is heard; else it asks, and rejects as the database does. */
  now(): Promise<Standing>;
  close(): Promise<void>;
}

export interface StandingWatchOptions {
  /** Of a role that reads `published`. */
  readonly databaseUrl: string;
  /** Asked while nothing is heard. */
  readonly ds: Pick<DataSource, 'query'>;
  /** How often it asks by itself, which proves that the connection still hears. Default 15 s. */
  readonly pollMs?: number;
  /** How long the projector may be silent. Default 60 s. */
  readonly silenceMs?: number;
}

/**
 * Listens on one connection to what the projector says when it has committed, and keeps in memory how far it came: so an
 * answer that nothing has changed costs no query. Without that connection every question goes to the database.
 */
export function watchStanding(options: StandingWatchOptions): StandingWatch {
  const { databaseUrl, ds, pollMs = 15_000, silenceMs = 60_000 } = options;
  const ending = new AbortController();
  const began = performance.now();
  let known: Found | null = null;

  const standing = ({ entry, recordedAt, edition, heard, caughtUp }: Found): Standing => ({
    ...{ entry, recordedAt, edition },
    lag: performance.now() - (heard ?? began) > silenceMs ? 'paused' : caughtUp ? null : 'behind',
  });

  /** Listens until the connection fails or the watch is closed. */
  const listen = async (): Promise<void> => {
    const client = new pg.Client({
      ...{ connectionString: databaseUrl, application_name: 'sunlit public watch' },
      ...{ connectionTimeoutMillis: 10_000, query_timeout: 5_000, keepAlive: true },
    });
    const over = new AbortController();
    const end = () => over.abort();
    client.on('error', end).on('end', end);
    ending.signal.addEventListener('abort', end, { once: true });
    let asking: Promise<void> | null = null;
    let again = false;
    // One question at a time, and one more for all words that come meanwhile.
    const ask = (): void => {
      if (asking) return void (again = true);
      again = false;
      asking = client
        .query(statement)
        .then(
          ({ rows }) => void (over.signal.aborted || (known = found(rows[0]))),
          (error: { code?: string }) => {
            known = null;
            if (error.code !== noSuchTable) end();
          },
        )
        .finally(() => {
          asking = null;
          if (again) ask();
        });
    };
    const poll = setInterval(ask, pollMs);
    poll.unref();
    try {
      await client.connect();
      client.on('notification', ask);
      await client.query('LISTEN sunlit_projected');
      ask();
      if (!over.signal.aborted)
        await new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
    } finally {
      clearInterval(poll);
      known = null;
      ending.signal.removeEventListener('abort', end);
      await client.end().catch(() => {});
    }
  };

  const listening = (async () => {
    for (let failures = 0; !ending.signal.aborted; failures++) {
      const since = performance.now();
      await listen().catch(() => {});
      if (performance.now() - since > longestPauseMs) failures = 0;
      const ms = Math.min(longestPauseMs, 100 * 2 ** failures);
      await pause(ms, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();

  return {
    async now() {
      if (known) return standing(known);
      const [row] = (await ds.query(statement)) as Row[];
      return standing(found(row!));
    },
    async close() {
      ending.abort();
      await listening;
    },
  };
}

const longestPauseMs = 5_000;

/** The age is measured by the database's own clock: this machine's may differ. */
const statement = `
  SELECT l.entries::text, l.recorded_at AS "recordedAt", 'published.ledger'::regclass::oid::text AS edition,
         (extract(epoch FROM clock_timestamp() - h.heard_at) * 1000)::float8 AS "silentMs", h.caught_up AS "caughtUp"
    FROM health.projector h LEFT JOIN published.ledger l ON true`;

interface Row {
  readonly entries: string | null;
  readonly recordedAt: string | null;
  readonly edition: string;
  readonly silentMs: number | null;
  readonly caughtUp: boolean;
}

interface Found extends Currency {
  readonly edition: string;
  /** When the projector was last heard of, by this process' own clock; null: never. */
  readonly heard: number | null;
  readonly caughtUp: boolean;
}

const found = ({ entries, recordedAt, edition, silentMs, caughtUp }: Row): Found => ({
  ...{ entry: Number(entries ?? 0) - 1, recordedAt, edition, caughtUp },
  heard: silentMs === null ? null : performance.now() - silentMs,
});
