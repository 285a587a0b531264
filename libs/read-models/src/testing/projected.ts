import { dataSource, type RoleUrls } from '@sunlit/postgres';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/postgres.js';
import { watchProjector } from '../projector/projected.js';
import {
  runProjector,
  type Log,
  type ProjectorOptions,
  type ProjectorState,
} from '../projector/run-projector.js';
import type { SpecLedger } from './ledger.js';

export const silent: Log = { info() {}, warn() {}, error() {} };

/** A projector at work, with its states as they come. */
export interface RunningProjector {
  readonly done: Promise<void>;
  readonly states: readonly ProjectorState[];
  /** Resolves when it enters the state, at once if it is in it. */
  entered(state: ProjectorState): Promise<void>;
  stop(): Promise<void>;
}

export interface ReadModels {
  readonly urls: RoleUrls;
  /** As the public. */
  readonly public: DataSource;
  /** As staff. */
  readonly staff: DataSource;
  start(ledger: SpecLedger, options?: Partial<ProjectorOptions>): RunningProjector;
  /** Until the projector has handled all that the ledger holds. */
  caughtUp(ledger: SpecLedger): Promise<void>;
  /** Every row of every table of the schemas, as text, in the order of the keys. */
  dump(): Promise<Record<string, string[]>>;
  /** As the projector's role. */
  query(text: string, values?: unknown[]): Promise<any[]>;
  close(): Promise<void>;
}

/** Read models of a database of their own. */
export async function readModels(): Promise<ReadModels> {
  const { urls, drop } = await freshDatabase();
  const [asPublic, asStaff] = [urls.public, urls.writer].map((url) =>
    dataSource(url, { applicationName: 'spec', poolSize: 3 }),
  );
  await Promise.all([asPublic!.initialize(), asStaff!.initialize()]);
  const projector = new pg.Pool({ connectionString: urls.projector, max: 2 });
  projector.on('error', () => {});
  const running = new Set<RunningProjector>();
  const query = async (text: string, values?: unknown[]) => (await projector.query(text, values)).rows;

  return {
    urls,
    public: asPublic!,
    staff: asStaff!,
    query,
    start(ledger, options = {}) {
      const started = startProjector(urls.projector, ledger, options);
      running.add(started);
      return started;
    },
    async caughtUp({ store }) {
      const last = await store.last();
      const watch = await watchProjector(asStaff!, store, 50);
      const reached = last === null || (await watch.until(last.position, 30_000));
      await watch.close();
      if (!reached) throw new Error('the projector did not catch up within 30 s');
    },
    async dump() {
      const tables = await query(
        `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('published', 'desk') ORDER BY 1`,
      );
      const dumped: Record<string, string[]> = {};
      for (const { name } of tables)
        dumped[name] = (await query(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)).map(({ row }) => row);
      return dumped;
    },
    async close() {
      await Promise.all([...running].map((projector) => projector.stop().catch(() => {})));
      await Promise.all([asPublic!.destroy(), asStaff!.destroy(), projector.end()]);
      await drop();
    },
  };
}

function startProjector(
  databaseUrl: string,
  { store, ring }: SpecLedger,
  options: Partial<ProjectorOptions>,
): RunningProjector {
  const ending = new AbortController();
  const states: ProjectorState[] = [];
  let changed = () => {};
  const onState = (state: ProjectorState) => {
    states.push(state);
    changed();
  };
  const done = runProjector({
    store,
    ring,
    databaseUrl,
    log: silent,
    standbyMs: 20,
    signal: ending.signal,
    onState,
    ...options,
  });
  done.catch(() => {}); // Specs that expect an alarm look at `done` themselves.
  return {
    done,
    states,
    async entered(state) {
      while (states.at(-1) !== state) await new Promise<void>((resolve) => (changed = resolve));
    },
    async stop() {
      ending.abort();
      await done;
    },
  };
}

/** The same data source, counting the statements sent through it. */
export function counting(ds: DataSource): { readonly ds: DataSource; readonly statements: number } {
  let statements = 0;
  const query = (...args: Parameters<DataSource['query']>) => (statements++, ds.query(...args));
  return {
    ds: new Proxy(ds, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) }),
    get statements() {
      return statements;
    },
  };
}
