/**
 * The port behind which every event is kept. Three operations, one set of laws (`laws.ts`) that
 * every adapter passes: memory, postgres, eventstoredb.
 */

/** One event as handed to the store. `id` is deterministic (UUIDv5); `body` is opaque bytes, at most 256 KiB. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly body: Uint8Array;
}

/** One event as the store keeps it. `revision` counts 0, 1, 2, ... within its stream; `position` is opaque and global. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

/** Exactly the revision of the stream's last event, or that the stream has none. Never "any". */
export type ExpectedRevision = number | 'no-stream';

/** Where an append ended: revision and position of its last event. `position` is good for `waitUntil`-style waiting only. */
export interface Appended {
  readonly revision: number;
  readonly position: string;
  /** True when these very ids were already stored by an earlier append: nothing was stored now. */
  readonly replayed: boolean;
}

/** The last event a follower has handled; the id proves that the store still has that event there. */
export interface Bookmark {
  readonly position: string;
  readonly id: string;
}

export interface EventStore {
  /** Events of one stream in order, from revision `from` (default 0, inclusive). An unknown stream is empty. */
  read(stream: string, from?: number): Promise<StoredEvent[]>;

  /**
   * Appends all events or none, at exactly `expected`. Repeating the same ids with the same expected
   * revision answers the first result, also after later appends, and stores nothing. An append is such a repetition
   * when each of its ids is stored at exactly the stream and revision it would get now; an id that is stored anywhere
   * else makes it a conflict.
   *
   * Errors: `WrongExpectedRevision`; `AppendTooLarge` (an event over 256 KiB, an append over 900 KiB, no event at all);
   * `OutcomeUnknown` (may or may not be stored: repeat the same ids, bytes and expected revision);
   * `StoreUnavailable` (certainly not stored); `TypeError` for what only a programming error hands over.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;

  /**
   * Non-empty pages (at most 2,000 events) of all streams in the store's one order, after `from` (null: from the start),
   * for ever, until `signal` aborts; survives a lost connection. Ends with `StoreRewound` when the store does not hold
   * the bookmark's event at its position. `onCaughtUp` is called each time the follower has seen all there is.
   */
  follow(
    from: Bookmark | null,
    signal: AbortSignal,
    onCaughtUp?: () => void,
  ): AsyncIterable<readonly StoredEvent[]>;

  /** The last event of all, or null for an empty store: for measuring a follower's lag and waiting for it. */
  last(): Promise<Bookmark | null>;

  /** How many events follow `from` (null: all there are), counted no further than `atMost`: a follower's lag. */
  behind(from: Bookmark | null, atMost: number): Promise<number>;

  /** Orders two positions of this store: negative, zero or positive. */
  compare(a: string, b: string): number;

  close(): Promise<void>;
}

export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`${stream}: expected revision ${expected}, found ${actual}`);
  }
}

export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
}

export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export class StoreRewound extends Error {
  override readonly name = 'StoreRewound';
}

export const maxEventBytes = 256 * 1024;
export const maxAppendBytes = 900 * 1024;
