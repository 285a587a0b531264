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
  const pages = opened(store.follow(at.bookmark, AbortSignal.any([signal, enough.signal])), ring);
  for await (const page of oneAhead(pages, () => enough.abort())) {
    at = await applyPage({ db: session.db, ring, store }, page, at);
    onProgress?.({ events: at.events, of });
    if (!behind()) break;
  }
  signal.throwIfAborted();
  return at.events;
}

async function* opened(
  pages: AsyncIterable<readonly StoredEvent[]>,
  ring: KeyRing,
): AsyncGenerator<OpenedPage> {
  for await (const page of pages) yield openPage(page, ring);
}

/** The next page is read and opened while this one is written: half the work is the database's. `stop` ends what is under way. */
async function* oneAhead<T>(pages: AsyncGenerator<T>, stop: () => void): AsyncGenerator<T> {
  let coming = pages.next();
  try {
    for (;;) {
      const { value, done } = await coming;
      if (done) return;
      coming = pages.next();
      coming.catch(() => {}); // Heard when it is its turn.
      yield value;
    }
  } finally {
    stop();
    await coming.catch(() => {});
  }
}
