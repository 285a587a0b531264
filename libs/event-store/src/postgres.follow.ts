import { setTimeout as pause } from 'node:timers/promises';
import { bell } from './bell.js';
import { StoreRewound, type Bookmark, type StoredEvent } from './port.js';
import { openSession, type Access, type Session } from './postgres.connection.js';
import { eventColumns } from './postgres.wire.js';

export interface Following {
  /** Looks for news this often when nothing wakes the follower; a notification may be lost, an event must not. */
  readonly pollMs: number;
  readonly readTimeoutMs: number;
  readonly log: (message: string) => void;
}

const pageLength = 2_000;
const pageBytes = 16 * 1024 * 1024;
const longestPauseMs = 5_000;

/**
 * Pages after `from` until `signal` aborts. The order of positions is the order of commits, so "after the last one"
 * is all a follower needs to know. Only the consumer's pull reads the next page.
 */
export async function* follow(
  access: Access,
  following: Following,
  from: Bookmark | null,
  signal: AbortSignal,
  onCaughtUp?: () => void,
): AsyncGenerator<readonly StoredEvent[]> {
  const news = bell();
  let session: Session | undefined;
  let verified: Session | undefined;
  let bookmark = from;

  /** The page after the bookmark, through as many sessions as it takes; empty at the end of all, or of `signal`. */
  async function nextPage(): Promise<StoredEvent[]> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        session ??= await listen(access, following.readTimeoutMs, signal, news.ring);
        if (session !== verified) await verify(session, bookmark);
        verified = session;
        return await readPage(session, bookmark);
      } catch (error) {
        session?.cut();
        session = undefined;
        if (error instanceof StoreRewound) throw error;
        if (signal.aborted) break;
        following.log(`follower lost the event store, tries again: ${(error as Error).message}`);
        await pause(backoff(failures), undefined, { signal }).catch(() => {});
      }
    }
    return [];
  }

  try {
    for (let announced = false; !signal.aborted;) {
      const page = await nextPage();
      if (signal.aborted) return;
      const last = page.at(-1);
      if (last) {
        bookmark = last;
        announced = false;
        yield page;
        continue;
      }
      if (!announced) onCaughtUp?.();
      announced = true;
      await news.heard(signal, following.pollMs);
    }
  } finally {
    session?.cut();
  }
}

async function listen(
  access: Access,
  readTimeoutMs: number,
  signal: AbortSignal,
  ring: () => void,
): Promise<Session> {
  const session = await openSession(access, { query_timeout: readTimeoutMs }, signal);
  session.client.on('notification', ring);
  session.client.on('end', ring); // Do not wait for the poll to find out that nobody will notify.
  await session.client.query('LISTEN sunlit_events');
  return session;
}

/** Once for each session: a store can only be put back to an older state with every session gone. */
async function verify(session: Session, bookmark: Bookmark | null): Promise<void> {
  if (bookmark === null) return;
  const { position, id } = bookmark;
  if (/^\d{1,18}$/.test(position)) {
    const query = 'SELECT id FROM store.event WHERE position = $1';
    const { rows } = await session.client.query<{ id: string }>(query, [position]);
    if (rows[0]?.id === id) return;
  }
  throw new StoreRewound(`the event store does not hold event ${id} at position ${position}`);
}

/** At most 2,000 events and not much over 16 MiB: a page of the largest bodies would not fit a small machine. */
const page = `
  SELECT ${eventColumns} FROM (
    SELECT *, sum(octet_length(body)) OVER (ORDER BY position) - octet_length(body) AS bytes_before
      FROM (SELECT * FROM store.event WHERE position > $1 ORDER BY position LIMIT ${pageLength}) AS next
  ) AS page WHERE bytes_before < ${pageBytes} ORDER BY page.position`;

async function readPage(session: Session, bookmark: Bookmark | null): Promise<StoredEvent[]> {
  const values = [bookmark?.position ?? '0'];
  const { rows } = await session.client.query<StoredEvent>({ name: 'page', text: page, values });
  return rows;
}

/** Full jitter, so that many followers do not come back at the same instant. */
function backoff(failures: number): number {
  return Math.random() * Math.min(longestPauseMs, 100 * 2 ** failures);
}
