import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * The projector's one connection: it holds the lock and writes the rows, so that whoever loses the lock cannot write
 * any more, not even late.
 */
export interface Session {
  readonly db: pg.Client;
  /** Aborts when the connection is gone. */
  readonly lost: AbortSignal;
  end(): Promise<void>;
}

/** Opens the connection; `signal` cuts it. */
export async function openSession(
  databaseUrl: string,
  applicationName: string,
  signal?: AbortSignal,
): Promise<Session> {
  const db = new pg.Client({
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    pipeline: true, // See `sendingAhead`.
  });
  const losing = new AbortController();
  const lose = () => losing.abort(new Error('the connection to the database is lost'));
  db.on('error', lose); // Without a listener, a lost connection would end the process.
  db.on('end', lose);
  const cut = () => void db.end().catch(() => {});
  const end = async () => {
    signal?.removeEventListener('abort', cut);
    await db.end().catch(() => {});
  };
  signal?.addEventListener('abort', cut);
  try {
    await db.connect();
  } catch (error) {
    await end();
    throw error;
  }
  return { db, lost: losing.signal, end };
}

/** Advisory locks of the database, by two numbers: the first is ours. */
const ours = 1_398_099_532;
export const locks = { projector: 1, rebuild: 2 } as const;
type Lock = keyof typeof locks;

export async function tryLock({ db }: Session, lock: Lock): Promise<boolean> {
  const { rows } = await db.query('SELECT pg_try_advisory_lock($1, $2) AS locked', [ours, locks[lock]]);
  return rows[0].locked;
}

export async function unlock({ db }: Session, lock: Lock): Promise<void> {
  await db.query('SELECT pg_advisory_unlock($1, $2)', [ours, locks[lock]]);
}

/**
 * Waits for the lock, asking every `everyMs`. Waiting inside PostgreSQL would hold a snapshot for as long, and with it
 * every dead row of the database.
 */
export async function waitForLock(
  session: Session,
  lock: Lock,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  const either = AbortSignal.any([signal, session.lost]);
  while (!(await tryLock(session, lock))) {
    either.throwIfAborted();
    await pause(everyMs, undefined, { signal: either });
  }
}

/**
 * Takes the lock from whoever holds it, by cutting that connection: the holder stands by again. Waits in the lock's
 * own queue, which nobody who only asks for the lock can overtake; it is short, because the holder is cut meanwhile.
 */
export async function seizeLock(session: Session, lock: Lock, databaseUrl: string): Promise<void> {
  const cutting = await openSession(databaseUrl, 'sunlit seize');
  const seizing = session.db.query('SELECT pg_advisory_lock($1, $2)', [ours, locks[lock]]).then(() => true);
  seizing.catch(() => {}); // Should cutting fail, this fails later with the session, unheard.
  try {
    const cutHolder = async () => {
      await cutting.db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND classid = $1 AND objid = $2 AND objsubid = 2
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND pid <> $3`,
        [ours, locks[lock], processId(session)],
      );
      return pause(20, false);
    };
    while (!(await Promise.race([seizing, cutHolder()])));
  } finally {
    await cutting.end();
  }
}

/** Of the connection's server process; the driver has it and does not declare it. */
const processId = ({ db }: Session): number => (db as unknown as { readonly processID: number }).processID;
