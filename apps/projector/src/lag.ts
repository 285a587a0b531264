import type { EventStore } from '@sunlit/event-store';
import { standingProgress } from '@sunlit/read-models';
import { projecting } from '@sunlit/web';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

/** How far the read models are behind the event store. */
export interface Lag {
  /** Stored and not applied, counted to a bound. */
  readonly events: number;
  /** How long the oldest of them has been known, in milliseconds. */
  readonly ms: number;
  /** Events that the read models rest on. */
  readonly applied: number;
}

export interface LagWatch {
  /** As last measured; null before, and while it cannot be. */
  now(): Lag | null;
  close(): Promise<void>;
}

interface Watching {
  readonly store: Pick<EventStore, 'last' | 'compare' | 'behind'>;
  /** As `sunlit_projector`. */
  readonly pool: Pool;
  /** Only who keeps the read models says in the database how far they are. */
  readonly following: () => boolean;
  /** Counts no further. */
  readonly atMost: number;
  readonly everyMs?: number;
}

/** Where the store ended at some time. */
interface Mark {
  readonly position: string;
  readonly at: number;
}

/** So many marks are looked back at, further apart the longer it takes. */
const mostMarks = 600;

/**
 * Measures on connections of its own, so that a projector stuck in its work is seen as well. Sets the metrics, and says it
 * in `health.projector` for the apps that are asked whether they are ready.
 */
export function watchLag({ store, pool, following, atMost, everyMs = 5_000 }: Watching): LagWatch {
  const ending = new AbortController();
  let lag: Lag | null = null;
  let marks: Mark[] = [];
  let moved = { to: null as string | null, at: performance.now() };

  const measure = async (): Promise<Lag> => {
    const now = performance.now();
    // Before the read models: what is stored meanwhile is not counted against them.
    const last = await store.last();
    const { bookmark, events: applied } = await standingProgress(pool);
    if (moved.to !== (bookmark?.position ?? null)) moved = { to: bookmark?.position ?? null, at: now };
    if (last && marks.at(-1)?.position !== last.position) marks.push({ position: last.position, at: now });
    marks = marks.filter(
      ({ position }) => bookmark === null || store.compare(bookmark.position, position) < 0,
    );
    if (marks.length > mostMarks) marks = marks.filter((_, i) => i % 2 === 0);
    const events = marks.length === 0 ? 0 : Math.max(1, await store.behind(bookmark, atMost));
    return { events, ms: marks.length === 0 ? 0 : now - marks[0]!.at, applied };
  };

  const tell = async ({ events, ms, applied }: Lag): Promise<void> => {
    projecting.lagEvents.set(events);
    projecting.lagSeconds.set(ms / 1_000);
    projecting.applied.set(applied);
    projecting.positionAge.set((performance.now() - moved.at) / 1_000);
    projecting.following.set(following() ? 1 : 0);
    if (!following()) return;
    await pool.query(
      'UPDATE health.projector SET measured_at = clock_timestamp(), behind_events = $1, behind_ms = $2',
      [events, Math.round(ms)],
    );
  };

  const watching = (async () => {
    while (!ending.signal.aborted) {
      lag = await measure().catch(() => null);
      if (lag) await tell(lag).catch(() => {}); // What cannot be said is left out; who listens draws the conclusion.
      await pause(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => {});
    }
  })();

  return {
    now: () => lag,
    async close() {
      ending.abort();
      await watching;
    },
  };
}
