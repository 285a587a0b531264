import {
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  excludeSystemEvents,
  FORWARDS,
  NO_STREAM,
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type Credentials,
  type Position,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { bell } from './bell.js';
import { checkAppend } from './check-append.js';
import { conflict } from './conflict.js';
import {
  OutcomeUnknown,
  StoreRewound,
  StoreUnavailable,
  type Appended,
  type Bookmark,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
} from './port.js';

/*
 * One file, so that moving to the successor client (`@kurrent/kurrentdb-client`: `streamState` for `expectedRevision`)
 * stays one small change. What the client and the server really do, and why each line is as it is, stands in README.md.
 */

export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113?tls=true&tlsCAFile=...`, several hosts for a cluster. */
  readonly url: string;
  /** After this long an append is `OutcomeUnknown`; retries within it repeat ids, bytes and expected revision. Default 30,000. */
  readonly appendTimeoutMs?: number;
  /** One attempt, or the next event of a read: what a dying leader left unanswered is asked anew. Default 5,000. */
  readonly attemptTimeoutMs?: number;
  /** A read is tried again for this long. Default 30,000. */
  readonly readTimeoutMs?: number;
  /** A subscription silent for this long is compared with the log, and given up when it has fallen behind. Default 10,000. */
  readonly silenceMs?: number;
  /** Pauses between attempts double up to this, with jitter. Default 2,000. */
  readonly longestPauseMs?: number;
  /** What the names of this ledger's streams begin with on the server, where several ledgers share one. Default none. */
  readonly prefix?: string;
  /** Hears when an attempt failed or a follower lost its subscription. */
  readonly log?: (message: string) => void;
}

const pageLength = 2_000;
/** Looked at in the first step for the last event: there are the server's own between ours. */
const backwards = 100;
/** Of all streams together: 36 bytes each and some. */
const idsRemembered = 500_000;

/**
 * The event store in EventStoreDB 23.10 or later (or KurrentDB), one node or a cluster. Throws `StoreUnavailable` with one
 * sentence that says what to do when it cannot be reached, does not let us in, or is no leader in sight.
 */
export async function eventStoreDb(options: EventStoreDbOptions): Promise<EventStore> {
  const {
    url,
    appendTimeoutMs = 30_000,
    readTimeoutMs = 30_000,
    attemptTimeoutMs = 5_000,
    silenceMs = 10_000,
    longestPauseMs = 2_000,
    prefix = '',
  } = options;
  const log = options.log ?? (() => {});
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // One for each read and pause under way: many, and none of them leaks.
  let client = connected(url);
  let givenUp = new AbortController();
  /**
   * The client stays with a node that takes calls and answers none, as one does that came back and is no part of its cluster
   * yet: whoever got no answer through it asks the cluster anew, and its subscriptions go with it.
   */
  function renew(used: EventStoreDBClient, error: unknown): void {
    if (used !== client || closing.signal.aborted || !unanswered(error)) return;
    log(`the event store is asked anew for its leader: ${sentence(error)}`);
    const left = givenUp;
    client = connected(url);
    givenUp = new AbortController();
    left.abort();
    void used.dispose().catch(() => {});
  }
  /**
   * Handed over with each call: so the client uses the plain Append, whose pending calls are its own. Its batch append
   * keeps them in one map for the whole process, where another client's lost connection rejects them.
   */
  const credentials = credentialsOf(url);
  const leader = { credentials, requiresLeader: true } as const;

  /** The server's own events stay with the server. */
  const filter = prefix === '' ? excludeSystemEvents() : streamNameFilter({ prefixes: [prefix] });

  const open = (): void => {
    if (closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
  };

  /** Ids by stream, in the order of revisions: as far as this process has seen the stream. */
  const seen = new LRUCache<string, Seen>({
    maxSize: idsRemembered,
    sizeCalculation: (s) => 1 + s.ids.length,
  });
  function remember(
    stream: string,
    events: readonly { readonly id: string; readonly revision: number }[],
  ): void {
    const known = seen.get(stream) ?? { ids: [], revisions: new Map<string, number>() };
    for (const { id, revision } of events)
      if (revision === known.ids.length) {
        known.ids.push(id);
        known.revisions.set(id, revision);
      }
    // A new object each time: the cache weighs a value anew only when it is another one.
    seen.set(stream, { ...known });
  }

  /** Hears one answer of the server to its end, or fails when nothing comes for long. */
  async function heard(
    reading: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent> & {
      destroy(error: Error): unknown;
      cancel(): Promise<void>;
    },
    hear: (resolved: ResolvedEvent | AllStreamResolvedEvent) => void,
  ): Promise<void> {
    const ms = Math.min(attemptTimeoutMs, readTimeoutMs);
    const late = () => void reading.destroy(new Unanswered(ms));
    const close = () => void reading.destroy(new StoreUnavailable('the event store is closed'));
    let timer = setTimeout(late, ms);
    closing.signal.addEventListener('abort', close);
    try {
      for await (const resolved of reading) {
        clearTimeout(timer);
        timer = setTimeout(late, ms);
        hear(resolved);
      }
    } finally {
      clearTimeout(timer);
      closing.signal.removeEventListener('abort', close);
    }
  }

  async function readStream(stream: string, from: number, maxCount?: number): Promise<StoredEvent[]> {
    const reading = client.readStream(prefix + stream, {
      ...{ direction: FORWARDS, fromRevision: BigInt(from), ...leader },
      ...(maxCount === undefined ? {} : { maxCount }),
    });
    const events: StoredEvent[] = [];
    try {
      await heard(reading, (resolved) => {
        const event = storedEvent(resolved, prefix);
        if (event) events.push(event);
      });
      return events;
    } catch (error) {
      if (typeOf(error) === 'stream-not-found') return [];
      throw error;
    }
  }

  /** What passes is tried again until the time is over; then, and otherwise at once, one sentence that says what to do. */
  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    const until = Date.now() + readTimeoutMs;
    for (let failures = 0; ; failures++) {
      open();
      const used = client;
      try {
        return await work();
      } catch (error) {
        open();
        renew(used, error);
        if (!passes(error) || Date.now() >= until) throw unavailable(error);
        log(`the event store did not answer: ${sentence(error)}`);
        await backOff(failures);
      }
    }
  }

  const backOff = async (failures: number): Promise<void> => {
    const longest = Math.min(longestPauseMs, 50 * 2 ** failures);
    await pause(longest / 2 + (Math.random() * longest) / 2, undefined, { signal: closing.signal }).catch(
      () => {},
    );
  };

  /** Reads what this process has not seen of the stream yet. */
  async function look(stream: string): Promise<Seen> {
    const known = seen.get(stream)?.ids.length ?? 0;
    remember(stream, await readStream(stream, known));
    return seen.get(stream)!;
  }

  async function append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const until = Date.now() + appendTimeoutMs;
    /** Tells our own write from an earlier one of the same ids: the server answers both alike. */
    const attempt = randomUUID();
    const prepared = events.map(({ id, type, body }) =>
      binaryEvent({
        id,
        type,
        data: new Uint8Array(body),
        metadata: Buffer.from(JSON.stringify({ attempt })),
      }),
    );
    let sent = false;
    for (let failures = 0; ; failures++) {
      open();
      const used = client;
      try {
        let known = seen.get(stream);
        if (known?.ids.length !== first) known = await look(stream);
        const stored = events.map(({ id }) => known.revisions.get(id));
        if (stored.some((revision) => revision !== undefined)) {
          if (stored.some((revision, i) => revision !== first + i)) throw refused(stream, expected, known);
          return await answer(stream, first + events.length - 1, attempt);
        }
        // Sent before and not there: the server may still be at it, so the stream must be as expected.
        if (known.ids.length !== first) throw refused(stream, expected, await look(stream));
        sent = true;
        const late = Math.min(until, Date.now() + attemptTimeoutMs);
        await within(
          late,
          client.appendToStream(prefix + stream, prepared, {
            ...leader,
            expectedRevision: expected === 'no-stream' ? NO_STREAM : BigInt(expected),
            deadline: Math.max(1, late - Date.now()),
          }),
        );
        remember(
          stream,
          events.map(({ id }, i) => ({ id, revision: first + i })),
        );
        return await answer(stream, first + events.length - 1, attempt);
      } catch (error) {
        if ((error as Error).name === 'WrongExpectedRevision') throw error;
        renew(used, error);
        if (typeOf(error) === 'wrong-expected-version') {
          // What is stored decides: it may be this very append.
          seen.delete(stream);
        } else if (!passes(error) && !closing.signal.aborted) {
          throw sent ? unknown(stream, error) : unavailable(error);
        } else log(`${stream}: an append was not answered: ${sentence(error)}`);
        if (Date.now() >= until || closing.signal.aborted)
          throw sent ? unknown(stream, error) : unavailable(error);
        await backOff(failures);
      }
    }
  }

  /** What is stored at the last revision of an append. */
  async function answer(stream: string, revision: number, attempt: string): Promise<Appended> {
    const [last] = await readStream(stream, revision, 1);
    if (!last) throw new StoreUnavailable(`${stream}: what was appended cannot be read yet`);
    return { revision, position: last.position, replayed: attempts.get(last) !== attempt };
  }

  /** Appends to one stream take turns, so that what this process knows of it is never behind its own writes. */
  const turns = new Map<string, Promise<unknown>>();
  function inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(stream) ?? Promise.resolve()).then(work, work);
    turns.set(stream, turn);
    const over = () => void (turns.get(stream) === turn && turns.delete(stream));
    turn.then(over, over);
    return turn;
  }

  async function provenAt(bookmark: Bookmark): Promise<Position> {
    const rewound = () =>
      new StoreRewound(`the event store does not hold event ${bookmark.id} at position ${bookmark.position}`);
    const at = positionOf(bookmark.position);
    if (at === null) throw rewound();
    const found = await patiently(async () => {
      let event: StoredEvent | null = null;
      const reading = client.readAll({ direction: FORWARDS, fromPosition: at, maxCount: 1, ...leader });
      try {
        await heard(reading, (resolved) => (event = storedEvent(resolved, prefix)));
      } catch (error) {
        if (passes(error)) throw error;
        return null; // A position that is none of this server's.
      }
      return event as StoredEvent | null;
    });
    if (found?.id !== bookmark.id || found.position !== bookmark.position) throw rewound();
    return at;
  }

  /** Where the last look ended and what it found: the next one goes back no further, since other ledgers may write much. */
  let looked: { readonly newest: Bookmark; readonly last: Bookmark | null } | null = null;

  const lastOf = (): Promise<Bookmark | null> =>
    patiently(async () => {
      const before = looked;
      let [newest, last, again] = [null as Bookmark | null, null as Bookmark | null, false];
      for (let from: Position | typeof END = END, maxCount = backwards; ; maxCount = pageLength) {
        let seen = 0;
        const reading = client.readAll({ direction: BACKWARDS, fromPosition: from, maxCount, ...leader });
        await heard(reading, (resolved) => {
          seen += 1;
          const { event } = resolved;
          if (!event?.position) return;
          from = event.position;
          const here = { position: textOf(event.position), id: event.id };
          newest ??= here;
          again ||= here.position === before?.newest.position && here.id === before.newest.id;
          if (!again && last === null && storedEvent(resolved, prefix)) last = here;
        });
        if (last === null && !again && seen === maxCount) {
          if (maxCount === backwards || prefix === '') continue;
          last = await lastOfOurs();
        } else if (last === null && again) last = before!.last;
        if (newest !== null) looked = { newest, last };
        return last;
      }
    });

  /**
   * Where others have written much since: a subscription from the start, of which the server leaves out what is not ours. What
   * it may still miss of the newest events when it says that it has caught up, the look back has seen.
   */
  function lastOfOurs(): Promise<Bookmark | null> {
    const ms = Math.min(attemptTimeoutMs, readTimeoutMs);
    return new Promise((resolve, reject) => {
      let last: Bookmark | null = null;
      const end = (settle: () => void) => {
        clearTimeout(timer);
        closing.signal.removeEventListener('abort', close);
        void subscription.unsubscribe().catch(() => {});
        settle();
      };
      const late = () => end(() => reject(new Unanswered(ms)));
      const close = () => end(() => reject(new StoreUnavailable('the event store is closed')));
      let timer = setTimeout(late, ms);
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(late, ms);
      };
      closing.signal.addEventListener('abort', close);
      const subscription = client.subscribeToAll(
        { fromPosition: START, filter: { ...filter, checkpointReached: alive }, credentials },
        { highWaterMark: pageLength },
      );
      subscription.on('data', (resolved: AllStreamResolvedEvent) => {
        alive();
        const event = storedEvent(resolved, prefix);
        if (event) last = { position: event.position, id: event.id };
      });
      subscription.on('error', (error) => end(() => reject(error)));
      // What came before may still be on its way to us.
      const done = () =>
        void (subscription.readableLength > 0 ? setImmediate(done) : end(() => resolve(last)));
      subscription.on('caughtUp', () => setImmediate(done));
    });
  }

  async function* subscribed(
    from: Position | null,
    ends: AbortSignal,
    onCaughtUp: (() => void) | undefined,
  ): AsyncGenerator<readonly StoredEvent[]> {
    let at = from && textOf(from);
    let lifeSign = Date.now();
    const alive = () => void (lifeSign = Date.now());
    const subscription = client.subscribeToAll(
      // Checkpoints come while the server passes over what is not ours.
      { fromPosition: from ?? START, filter: { ...filter, checkpointReached: alive }, credentials },
      { highWaterMark: pageLength },
    );
    const news = bell();
    let waiting: StoredEvent[] = [];
    let failed: unknown = null;
    let live = false;
    /** Where the log ended when the subscription had been silent for long. */
    let ahead: string | null = null;
    subscription.on('data', (resolved: AllStreamResolvedEvent) => {
      alive();
      const event = storedEvent(resolved, prefix);
      if (event) waiting.push(event);
      if (waiting.length >= pageLength) subscription.pause();
      news.ring();
    });
    subscription.on('caughtUp', () => {
      live = true;
      news.ring();
    });
    subscription.on('fellBehind', () => (live = false));
    const fail = (error: unknown) => {
      failed ??= error;
      news.ring();
    };
    // Nothing else is emitted when the server drops us; a server that goes in order may end without an error.
    subscription.on('error', fail);
    subscription.on('end', () => fail(new StoreUnavailable('the server ended the subscription')));
    const left = () => fail(new StoreUnavailable('another connection is made'));
    const connection = givenUp.signal;
    connection.addEventListener('abort', left);

    try {
      for (let announced = false; !ends.aborted;) {
        if (waiting.length > 0) {
          const page = waiting.slice(0, pageLength);
          waiting = waiting.slice(pageLength);
          at = page.at(-1)!.position;
          announced = false;
          yield page;
          subscription.resume();
          continue;
        }
        if (failed !== null) throw failed;
        // Events of one append come one by one: only the end of the log tells that there is nothing more.
        if (onCaughtUp && live && !announced) {
          const last = await lastOf();
          if (waiting.length > 0) continue;
          announced = last === null || last.position === at;
          if (announced) onCaughtUp();
          if (announced) continue;
        }
        await news.heard(ends, silenceMs);
        // A node cut off from its cluster keeps its subscriptions and has nothing to tell them.
        if (Date.now() - lifeSign < silenceMs) ahead = null;
        else if (ahead !== null && (at === null || store.compare(at, ahead) < 0))
          throw new StoreUnavailable('the subscription stays behind the log');
        else ahead = (await lastOf())?.position ?? null;
      }
    } finally {
      connection.removeEventListener('abort', left);
      subscription.removeAllListeners('data');
      void subscription.unsubscribe().catch(() => {});
    }
  }

  const store: EventStore = {
    async read(stream, from = 0) {
      open();
      const events = await patiently(() => readStream(stream, from));
      remember(stream, events);
      return events;
    },

    async append(stream, expected, events) {
      checkAppend(stream, expected, events);
      open();
      const own = events.map((event) => ({ ...event, body: new Uint8Array(event.body) }));
      return inTurn(stream, () => append(stream, expected, own));
    },

    async *follow(from, signal, onCaughtUp) {
      const ends = AbortSignal.any([signal, closing.signal]);
      if (ends.aborted) return;
      let at = from && (await provenAt(from));
      for (let failures = 0; !ends.aborted; failures++) {
        try {
          for await (const page of subscribed(at, ends, onCaughtUp)) {
            failures = 0;
            at = positionOf(page.at(-1)!.position);
            yield page;
          }
        } catch (error) {
          if (ends.aborted) return;
          if (!passes(error)) throw unavailable(error);
          log(`the subscription was dropped, subscribes again: ${sentence(error)}`);
          await backOff(failures);
        }
      }
    },

    async last() {
      open();
      return lastOf();
    },

    /** Asked of a short subscription: the server leaves out what is not ours, as it does in no read of the whole log. */
    async behind(from, atMost) {
      open();
      const last = await lastOf();
      if (last === null || (from !== null && store.compare(from.position, last.position) >= 0)) return 0;
      return patiently(async () => {
        let events = 0;
        for await (const page of subscribed(from && positionOf(from.position), closing.signal, undefined)) {
          events += page.filter(({ position }) => store.compare(position, last.position) <= 0).length;
          if (events >= atMost || store.compare(page.at(-1)!.position, last.position) >= 0) break;
        }
        return Math.min(atMost, events);
      });
    },

    compare(a, b) {
      const [one, other] = [positionOf(a), positionOf(b)];
      if (one === null || other === null) throw new TypeError(`${a} and ${b} are no positions of this store`);
      const by = (x: bigint, y: bigint) => (x < y ? -1 : x > y ? 1 : 0);
      return by(one.commit, other.commit) || by(one.prepare, other.prepare);
    },

    async close() {
      closing.abort();
      await client.dispose();
    },
  };

  try {
    await store.last();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

interface Seen {
  readonly ids: string[];
  readonly revisions: Map<string, number>;
}

/** Which attempt wrote an event, as its metadata say. */
const attempts = new WeakMap<StoredEvent, string>();

/** An event of ours; null for the server's own. */
function storedEvent({ event }: ResolvedEvent | AllStreamResolvedEvent, prefix: string): StoredEvent | null {
  if (!event || event.type.startsWith('$') || !event.position || !event.streamId.startsWith(prefix))
    return null;
  const stream = event.streamId.slice(prefix.length);
  const { revision, id, type, data, metadata } = event;
  const { commit, prepare } = event.position;
  const stored = {
    ...{ stream, revision: Number(revision), id, type },
    ...{ position: textOf({ commit, prepare }), body: new Uint8Array(data as unknown as Uint8Array) },
  };
  attempts.set(stored, String((metadata as { attempt?: unknown } | undefined)?.attempt ?? ''));
  return stored;
}

const textOf = ({ commit, prepare }: Position): string => `${commit}/${prepare}`;

function positionOf(text: string): Position | null {
  const found = /^(\d{1,19})\/(\d{1,19})$/.exec(text);
  return found ? { commit: BigInt(found[1]!), prepare: BigInt(found[2]!) } : null;
}

function connected(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    throw new StoreUnavailable(`EVENTSTORE_URL cannot be used: ${(error as Error).message}`);
  }
}

/** Those of the address; without any (an insecure server) such as nobody looks at. */
function credentialsOf(url: string): Credentials {
  const [, username = 'nobody', password = ''] = /^[^:]+:\/\/([^:@/]+):([^@/]*)@/.exec(url) ?? [];
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

const typeOf = (error: unknown): string => String((error as { type?: unknown } | null)?.type ?? '');

/** Nothing came in time, neither an answer nor an error. */
class Unanswered extends StoreUnavailable {
  constructor(ms: number) {
    super(`the event store did not answer within ${ms} ms`);
  }
}

const unanswered = (error: unknown): boolean =>
  error instanceof Unanswered ||
  ['deadline-exceeded', 'timeout'].includes(typeOf(error)) ||
  (error as { code?: unknown }).code === 4;

/** Errors after which the same may succeed: by what they mean, since their classes do not tell. */
function passes(error: unknown): boolean {
  const { name, code, message = '' } = error as Error & { code?: unknown };
  if (['StoreRewound', 'TypeError', 'AppendTooLarge', 'OutcomeUnknown'].includes(name)) return false;
  if (/certificate|self.signed|unable to verify|wrong version number/i.test(message)) return false;
  const passing = [
    'timeout',
    'deadline-exceeded',
    'unavailable',
    'cancelled',
    'not-leader',
    'wrong-expected-version',
  ];
  if (passing.includes(typeOf(error))) return true;
  if (typeOf(error) === 'unknown')
    return /not ready|write after end|stream closed|goaway|reset|internal/i.test(message);
  if (name === 'StoreUnavailable') return true;
  if (code === 14 || code === 4 || code === 1) return true;
  return /failed to discover|ECONN|ETIMEDOUT|EPIPE|no connection established|channel has been shut down/i.test(
    message,
  );
}

/** One sentence that says what to do, by what the error means. */
function sentence(error: unknown): string {
  const { message = '', name } = error as Error;
  if (name === 'StoreUnavailable' || name === 'OutcomeUnknown') return message;
  switch (typeOf(error)) {
    case 'access-denied':
      return 'the event store does not let us in: check user and password in EVENTSTORE_URL';
    case 'not-leader':
      return 'the node asked is not the leader: the cluster may be electing one; name all its nodes in EVENTSTORE_URL';
    case 'unsupported':
      return 'the event store is too old: EventStoreDB 23.10 or later is needed';
    case 'wrong-expected-version':
      return 'the stream is not where it was expected';
  }
  if (/too slow/i.test(message)) return `the server dropped a follower that read too slowly (${message})`;
  if (/certificate|self.signed|unable to verify|wrong version number/i.test(message))
    return `TLS failed (${message}): check tls and tlsCAFile in EVENTSTORE_URL`;
  return `the event store cannot be reached (${message || name}): check EVENTSTORE_URL and whether the server runs`;
}

const unavailable = (cause: unknown): StoreUnavailable =>
  cause instanceof StoreUnavailable ? cause : new StoreUnavailable(sentence(cause), { cause });

const unknown = (stream: string, cause: unknown): OutcomeUnknown =>
  new OutcomeUnknown(`${stream}: whether the append was stored is not known: ${sentence(cause)}`, { cause });

const refused = (stream: string, expected: ExpectedRevision, { ids }: Seen) =>
  conflict(stream, expected, ids.length === 0 ? 'no-stream' : ids.length - 1);

/** A timer of our own: the client's deadlines are not kept by every call. */
async function within<T>(until: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const ms = Math.max(1, until - Date.now());
    timer = setTimeout(() => reject(new Unanswered(ms)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {}); // Heard too late.
  }
}
