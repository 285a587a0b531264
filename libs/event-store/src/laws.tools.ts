import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bookmark, EventStore, NewEvent, StoredEvent } from './port.js';

export function event(body: Uint8Array = Buffer.from('{"format":1}')): NewEvent {
  return { id: randomUUID(), type: 'PaymentRecorded', body };
}

export function events(count: number, body?: Uint8Array): NewEvent[] {
  return Array.from({ length: count }, () => event(body));
}

/** Everything after `from` until the follower has caught up. */
export async function followed(store: EventStore, from: Bookmark | null = null): Promise<StoredEvent[]> {
  const abort = new AbortController();
  const all: StoredEvent[] = [];
  for await (const page of store.follow(from, abort.signal, () => abort.abort())) all.push(...page);
  return all;
}

/** What a follower sees until `enough` of it, or until `signal` aborts. */
export async function collect(
  store: EventStore,
  from: Bookmark | null,
  signal: AbortSignal,
  enough: (seen: readonly StoredEvent[]) => boolean,
): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for await (const page of store.follow(from, signal)) {
    all.push(...page);
    if (enough(all)) break;
  }
  return all;
}

/** The reason of a promise that must not succeed. */
export function rejected(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('should have been refused');
    },
    (reason: unknown) => reason,
  );
}

/** The nodes that an address `esdb://user:password@host:port,host:port?...` names, without who asks them. */
export const nodesOf = (url: string): string[] =>
  (/^[^:]+:\/\/(?:[^@/]*@)?([^/?]*)/.exec(url)?.[1] ?? '').split(',');

/** Asks until the answer is yes; the test's own time limit ends it otherwise. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await pause(5);
}
