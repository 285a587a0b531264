import { bell, type Bell } from './bell.js';
import { checkAppend } from './check-append.js';
import { conflict } from './conflict.js';
import { StoreRewound, StoreUnavailable } from './port.js';
import type { Appended, Bookmark, EventStore, ExpectedRevision, NewEvent, StoredEvent } from './port.js';

const pageLength = 2_000;

/** Everything in this process's memory: for specs and models. Passes the same laws as the durable stores. */
export function memoryEventStore(): EventStore {
  const all: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();
  const byId = new Map<string, StoredEvent>();
  const followers = new Set<Bell>();
  const closing = new AbortController();

  const open = (): void => {
    if (closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
  };

  return {
    async read(stream, from = 0) {
      open();
      return (streams.get(stream) ?? []).slice(from).map(copy);
    },

    async append(stream, expected, events) {
      checkAppend(stream, expected, events);
      open();
      const before = streams.get(stream) ?? [];
      const first = expected === 'no-stream' ? 0 : expected + 1;
      const known = events.map((event) => byId.get(event.id)).filter((event) => event !== undefined);
      if (known.length > 0) {
        const inPlace = known.every((event, i) => event.stream === stream && event.revision === first + i);
        if (known.length < events.length || !inPlace) throw conflict(stream, expected, lastRevision(before));
        return ended(known, true);
      }
      if (before.length !== first) throw conflict(stream, expected, lastRevision(before));

      const stored = events.map((event, i) => keep(event, stream, first + i, all.length + 1 + i));
      streams.set(stream, before);
      for (const event of stored) {
        all.push(event);
        before.push(event);
        byId.set(event.id, event);
      }
      for (const follower of followers) follower.ring();
      return ended(stored, false);
    },

    async *follow(from, signal, onCaughtUp) {
      const ends = AbortSignal.any([signal, closing.signal]);
      let seen = from === null ? 0 : Number(from.position);
      if (from !== null && all[seen - 1]?.id !== from.id)
        throw new StoreRewound(`the event store does not hold event ${from.id} at position ${from.position}`);
      const news = bell();
      followers.add(news);
      try {
        for (let announced = false; !ends.aborted;) {
          const page = all.slice(seen, seen + pageLength);
          if (page.length > 0) {
            seen += page.length;
            announced = false;
            yield page.map(copy);
            continue;
          }
          if (!announced) onCaughtUp?.();
          announced = true;
          await news.heard(ends);
        }
      } finally {
        followers.delete(news);
      }
    },

    async last(): Promise<Bookmark | null> {
      open();
      const event = all.at(-1);
      return event ? { position: event.position, id: event.id } : null;
    },

    async behind(from, atMost) {
      open();
      return Math.min(atMost, all.length - Number(from?.position ?? 0));
    },

    compare: (a, b) => Number(a) - Number(b),

    async close() {
      closing.abort();
    },
  };
}

function keep(event: NewEvent, stream: string, revision: number, position: number): StoredEvent {
  return copy({
    stream,
    revision,
    position: String(position),
    id: event.id,
    type: event.type,
    body: event.body,
  });
}

/** Bytes are copied on their way in and out: nobody's later scribbling reaches the store. */
function copy(event: StoredEvent): StoredEvent {
  return { ...event, body: new Uint8Array(event.body) };
}

function lastRevision(events: readonly StoredEvent[]): ExpectedRevision {
  return events.at(-1)?.revision ?? 'no-stream';
}

function ended(events: readonly StoredEvent[], replayed: boolean): Appended {
  const last = events.at(-1)!;
  return { revision: last.revision, position: last.position, replayed };
}
