import type { EventStore } from '@sunlit/event-store';
import type { Sql } from '../table.js';
import type { Progress } from './projector.table.js';

/** The projector's word, every so often, that it follows and whether it has caught up. */
export interface Heartbeat {
  /** Does a page's work in a turn of its own: a beat never falls into its transaction. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

interface Beating {
  readonly db: Sql;
  readonly store: Pick<EventStore, 'last' | 'compare'>;
  /** How far the read models have come by now. */
  readonly at: () => Progress;
  readonly everyMs: number;
}

/**
 * Says at once, then every `everyMs`, in `health.projector` that the projector follows: caught up when it has applied all
 * that was stored at the beat before. What cannot be said is left out; whoever listens draws the conclusion.
 */
export function heartbeat({ db, store, at, everyMs }: Beating): Heartbeat {
  let target: string | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
  const beat = async () => {
    const stored = (await store.last())?.position ?? null;
    await turn(async () => {
      const { bookmark } = at();
      const reached = target === null || (bookmark !== null && store.compare(bookmark.position, target) >= 0);
      await db.query('UPDATE health.projector SET heard_at = clock_timestamp(), caught_up = $1', [reached]);
    });
    target = stored;
  };
  let beating: Promise<unknown> = beat().catch(() => {});
  const timer = setInterval(() => void (beating = beating.then(beat).catch(() => {})), everyMs);
  timer.unref();

  return {
    turn,
    async stop() {
      clearInterval(timer);
      await beating;
    },
  };
}
