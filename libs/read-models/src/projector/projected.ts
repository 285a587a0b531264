import type { EventStore } from '@sunlit/event-store';
import type { DataSource } from 'typeorm';

/** Waits until the projector has handled the event at `position`, or one after it; false when that takes longer than `timeoutMs`. */
export interface ProjectedWatch {
  until(position: string, timeoutMs: number): Promise<boolean>;
  close(): Promise<void>;
}

type Notifying = { on(event: string, hear: () => void): void; off(event: string, hear: () => void): void };

/**
 * Watches the projector for those who want to read what they wrote: one connection of `ds` (as `sunlit_writer`) listens
 * for all who wait. The projector says when it has committed; asking every `pollMs` covers a word that was lost.
 */
export async function watchProjector(
  ds: DataSource,
  store: Pick<EventStore, 'compare'>,
  pollMs = 500,
): Promise<ProjectedWatch> {
  const runner = ds.createQueryRunner();
  const client = (await runner.connect()) as Notifying;
  const waiting = new Set<{ readonly position: string; done(reached: boolean): void }>();
  let asking = false;
  let askAgain = false;

  const ask = async (): Promise<void> => {
    askAgain = true;
    if (asking) return;
    asking = true;
    while (askAgain && waiting.size > 0) {
      askAgain = false;
      const at = await position(ds).catch(() => null); // The poll asks again.
      if (at === null) continue;
      for (const one of waiting) if (store.compare(at, one.position) >= 0) one.done(true);
    }
    asking = false;
  };
  const hear = () => void ask();
  client.on('notification', hear);
  await runner.query('LISTEN sunlit_projected');
  const poll = setInterval(hear, pollMs);
  poll.unref();

  return {
    until: (position, timeoutMs) =>
      new Promise((resolve) => {
        const late = setTimeout(() => one.done(false), timeoutMs);
        const one = {
          position,
          done(reached: boolean) {
            clearTimeout(late);
            waiting.delete(one);
            resolve(reached);
          },
        };
        waiting.add(one);
        void ask();
      }),
    async close() {
      clearInterval(poll);
      for (const one of waiting) one.done(false);
      client.off('notification', hear);
      await runner.query('UNLISTEN sunlit_projected').catch(() => {});
      await runner.release();
    },
  };
}

/** `watchProjector` for one position. */
export async function projected(
  ds: DataSource,
  store: Pick<EventStore, 'compare'>,
  position: string,
  timeoutMs: number,
): Promise<boolean> {
  const watch = await watchProjector(ds, store);
  try {
    return await watch.until(position, timeoutMs);
  } finally {
    await watch.close();
  }
}

/** Of the last event handled; null before the first, and before there are read models. */
async function position(ds: DataSource): Promise<string | null> {
  const rows: { position: string | null }[] = await ds.query('SELECT position FROM desk.projector');
  return rows[0]?.position ?? null;
}
