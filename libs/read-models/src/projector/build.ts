import type { KeyRing } from '@sunlit/envelope';
import type { EventStore, StoredEvent } from '@sunlit/event-store';
import { applyPage, openPage, type OpenedPage } from './apply-page.js';
import { progress } from './projector.table.js';
import { analyzeNext, createNext, standingEvents, swap, use } from './schemas.js';
import type { Session } from './session.js';

/** How a build goes: events applied, of how many as far as the standing read models know. */
export interface BuildProgress {
  readonly events: number;
  readonly of: number | null;
}

interface Building {
  readonly session: Session;
  readonly store: EventStore;
  readonly ring: KeyRing;
  readonly databaseUrl: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
}

/**
 * Builds the read models from the start of the store beside the standing ones, and swaps them. `beforeTheLast` is
 * called when all there was is applied: who lets another projector go on meanwhile stops it there.
 */
export async function build(building: Building, beforeTheLast = async () => {}): Promise<number> {
  const { session, databaseUrl } = building;
  const of = await standingEvents(session.db);
  await createNext(session.db, databaseUrl);
  await use(session.db, 'next');
  await catchUp(building, of);
  await analyzeNext(session.db);
  await beforeTheLast();
  const events = await catchUp(building, of);
  await swap(session.db);
  await use(session.db, 'standing');
  return events;
}

/** Applies all that the store holds by now. */
async function catchUp(
  { session, store, ring, signal, onProgress }: Building,
  of: number | null,
): Promise<number> {
  let at = await progress(session.db);
  const target = await store.last();
  const behind = () =>
    target !== null && (at.bookmark === null || store.compare(at.bookmark.position, target.position) < 0);
  if (!behind()) return at.events;
  const enough = new AbortController();
  const pages = store.follow(at.bookmark, AbortSignal.any([signal, enough.signal]));
  for await (const { page, meanwhile } of oneAhead(pages, ring, () => enough.abort())) {
    at = await applyPage({ db: session.db, ring, store, meanwhile }, page, at);
    onProgress?.({ events: at.events, of });
    if (!behind()) break;
  }
  signal.throwIfAborted();
  return at.events;
}

/**
 * The next page is read while this one is applied, and opened, which keeps this process busy, as soon as the one who applies
 * calls `meanwhile`: the database still writes then. `stop` ends what is under way.
 */
async function* oneAhead(
  stored: AsyncIterable<readonly StoredEvent[]>,
  ring: KeyRing,
  stop: () => void,
): AsyncGenerator<{ readonly page: OpenedPage; readonly meanwhile: () => void }> {
  const pages = stored[Symbol.asyncIterator]();
  let coming = pages.next();
  let next: Promise<OpenedPage | null> | null = null;
  const open = async () => {
    const { value, done } = await coming;
    return done ? null : openPage(value as readonly StoredEvent[], ring);
  };
  const meanwhile = () => {
    next ??= open();
    next.catch(() => {}); // Heard when it is its turn.
  };
  try {
    for (;;) {
      meanwhile();
      const page: OpenedPage | null = await next;
      if (!page) return;
      next = null;
      coming = pages.next();
      coming.catch(() => {}); // Heard when it is its turn.
      yield { page, meanwhile };
    }
  } finally {
    stop();
    await Promise.allSettled([coming, next]);
  }
}
