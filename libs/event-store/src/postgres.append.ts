import pg from 'pg';
import { bell } from './bell.js';
import { conflict } from './conflict.js';
import { OutcomeUnknown, StoreUnavailable } from './port.js';
import type { Appended, ExpectedRevision, NewEvent } from './port.js';
import { openSession, unavailable, type Access, type Session } from './postgres.connection.js';
import { bigints, byteas, integers, texts, uuids } from './postgres.wire.js';

/** An append between the call and its answer. */
interface Waiting {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  readonly bytes: number;
  /** By `performance.now()`: then its caller is told that the time is over. */
  readonly givesUpAt: number;
  resolve(answer: Appended): void;
  reject(reason: Error): void;
}

export interface Appender {
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;
  /** Lets what waits be answered, then ends the session. */
  close(): Promise<void>;
}

/** One transaction's worth: the head row is held while it is stored, so it must stay short. */
const maxBatchAppends = 1_024;
const maxBatchBytes = 4 * 1024 * 1024;

/** What may wait before the next append is turned away: a queue without end would answer nobody in time. */
const maxWaitingBytes = 64 * 1024 * 1024;

/**
 * Group commit: while one transaction is on its way, the next appends gather; then all of them go in one call of
 * `store.append`, in the order they came, and share its commit. One session and one batch at a time keep two appends
 * of one stream from overtaking each other.
 */
export async function startAppending(
  access: Access,
  timeoutMs: number,
  onBatch: (appends: number) => void = () => {},
): Promise<Appender> {
  const queue: Waiting[] = [];
  const news = bell();
  const closing = new AbortController();
  let waitingBytes = 0;
  let session: Writer | undefined = await openWriter(access, timeoutMs);
  const done = pump();

  async function pump(): Promise<void> {
    while (queue.length > 0 || !closing.signal.aborted) {
      if (queue.length === 0) await news.heard(closing.signal);
      await turnOfTheLoop(); // Whoever was answered just now may append again before the batch is cut.
      await carryNext();
    }
    session?.cut();
  }

  async function carryNext(): Promise<void> {
    if (session?.lost()) session = undefined;
    try {
      session ??= await openWriter(access, timeoutMs);
    } catch (error) {
      for (const waiting of queue.splice(0)) waiting.reject(error as Error);
      return;
    }
    const batch = takeBatch(queue);
    if (batch.length === 0) return;
    onBatch(batch.length);
    await carry(batch);
  }

  async function carry(batch: readonly Waiting[]): Promise<void> {
    if (!session)
      return batch.forEach((waiting) => waiting.reject(new StoreUnavailable('event store: session lost')));
    try {
      const { rows } = await session.client.query<AnswerRow>(call(batch, session.serverClock));
      batch.forEach((waiting, i) => answer(waiting, rows[i]!));
    } catch (cause) {
      if (!(await answers(session))) {
        session.cut();
        session = undefined;
        batch.forEach((waiting) => waiting.reject(unknown(waiting.stream, cause)));
      } else if (codeOf(cause) === tooLate) {
        session.cut(); // Or the server's clock was moved: the next session asks for it again.
        batch.forEach((waiting) => waiting.reject(unavailable(cause)));
      } else if (batch.length > 1 && isTheDatasFault(cause)) {
        for (const waiting of batch) await carry([waiting]);
      } else {
        batch.forEach((waiting) => waiting.reject(unavailable(cause)));
      }
    }
  }

  /** Still in the queue: certainly not stored. On its way: nobody knows, and nothing more of it may arrive. */
  function giveUp(waiting: Waiting): void {
    const at = queue.indexOf(waiting);
    if (at >= 0) {
      queue.splice(at, 1);
      waiting.reject(new StoreUnavailable(`${waiting.stream}: not sent within ${timeoutMs} ms`));
    } else {
      waiting.reject(unknown(waiting.stream, new Error(`no answer within ${timeoutMs} ms`)));
      session?.cut();
    }
  }

  return {
    async append(stream, expected, events) {
      if (closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
      const bytes = events.reduce((sum, event) => sum + event.body.byteLength, 0);
      if (waitingBytes > 0 && waitingBytes + bytes > maxWaitingBytes)
        throw new StoreUnavailable(`${stream}: too much waits to be stored`);
      waitingBytes += bytes;
      let timer: NodeJS.Timeout | undefined;
      try {
        return await new Promise<Appended>((resolve, reject) => {
          const givesUpAt = performance.now() + timeoutMs;
          const waiting = { stream, expected, events, bytes, givesUpAt, resolve, reject };
          timer = setTimeout(() => giveUp(waiting), timeoutMs + 1); // A timer may be a millisecond early.
          queue.push(waiting);
          news.ring();
        });
      } finally {
        clearTimeout(timer);
        waitingBytes -= bytes;
      }
    },
    async close() {
      closing.abort();
      await done;
    },
  };
}

/** `serverClock` turns an instant of `performance.now()` into the server's time, whatever this machine's date is. */
interface Writer extends Session {
  serverClock(instant: number): Date;
}

/**
 * The server drops by itself what it could not finish in time. READ COMMITTED gives each lookup after the lock a new
 * snapshot; a role's own default must not take that away.
 */
async function openWriter(access: Access, timeoutMs: number): Promise<Writer> {
  const session = await openSession(access, { statement_timeout: timeoutMs });
  try {
    await session.client.query('SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED');
    const { rows } = await session.client.query<{ unsafe: string | null; migrated: boolean; clock: number }>(`
      SELECT (
          SELECT string_agg(name || ' = off', ', ')
            FROM unnest(ARRAY['synchronous_commit', 'fsync', 'full_page_writes']) AS name
            WHERE current_setting(name) = 'off'
        ) AS unsafe,
        to_regclass('store.event') IS NOT NULL AS migrated,
        extract(epoch FROM clock_timestamp())::float8 * 1000 AS clock`);
    const { unsafe, migrated, clock } = rows[0]!;
    const ahead = clock - performance.now();
    if (unsafe)
      throw new Error(
        `PostgreSQL runs with ${unsafe}, which loses acknowledged events in a crash: set it on`,
      );
    if (!migrated) throw new Error('the database has no table store.event: run the migrations first');
    return { ...session, serverClock: (instant) => new Date(instant + ahead) };
  } catch (cause) {
    session.cut();
    throw unavailable(cause);
  }
}

/** From the front of the queue, up to a limit or to the first append that repeats an id of the batch. */
function takeBatch(queue: Waiting[]): Waiting[] {
  const ids = new Set<string>();
  let bytes = 0;
  let length = 0;
  for (const waiting of queue) {
    bytes += waiting.bytes;
    const full = length === maxBatchAppends || (length > 0 && bytes > maxBatchBytes);
    if (full || waiting.events.some((event) => ids.has(event.id))) break;
    for (const event of waiting.events) ids.add(event.id);
    length += 1;
  }
  return queue.splice(0, length);
}

function call(batch: readonly Waiting[], serverClock: Writer['serverClock']): pg.QueryConfig {
  const streams = new Map<string, number>();
  for (const { stream } of batch) if (!streams.has(stream)) streams.set(stream, streams.size + 1);
  const events = batch.flatMap((waiting) => waiting.events);
  return {
    name: 'append',
    text: `
      SELECT outcome, revision::integer AS revision, position::text AS position
        FROM store.append($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      texts([...streams.keys()]),
      integers(batch.map((waiting) => streams.get(waiting.stream)!)),
      bigints(batch.map((waiting) => (waiting.expected === 'no-stream' ? -1 : waiting.expected))),
      integers(batch.map((waiting) => waiting.events.length)),
      uuids(events.map((event) => event.id)),
      texts(events.map((event) => event.type)),
      byteas(events.map((event) => event.body)),
      serverClock(Math.min(...batch.map((waiting) => waiting.givesUpAt))).toISOString(),
    ],
  };
}

interface AnswerRow {
  readonly outcome: 'stored' | 'replayed' | 'conflict';
  readonly revision: number;
  readonly position: string | null;
}

function answer(waiting: Waiting, { outcome, revision, position }: AnswerRow): void {
  if (position === null)
    waiting.reject(conflict(waiting.stream, waiting.expected, revision < 0 ? 'no-stream' : revision));
  else waiting.resolve({ revision, position, replayed: outcome === 'replayed' });
}

/** A session that still answers after an error has rolled its transaction back; one that does not may have committed. */
async function answers(session: Session): Promise<boolean> {
  try {
    await session.client.query('SELECT');
    return true;
  } catch {
    return false;
  }
}

/** Raised by `store.append` after its deadline. */
const tooLate = 'SL003';

function codeOf(error: unknown): string {
  return (error instanceof pg.DatabaseError && error.code) || '';
}

/** Classes 22 (data), 23 (constraint) and 54 (limit): some append of the batch is at fault, not the server. */
function isTheDatasFault(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error));
}

function unknown(stream: string, cause: unknown): OutcomeUnknown {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OutcomeUnknown(`${stream}: the append may or may not be stored: ${reason}`, { cause });
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
