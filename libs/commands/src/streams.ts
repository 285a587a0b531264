import { openAll, type KeyRing, type Opened } from '@sunlit/envelope';
import type { EventStore } from '@sunlit/event-store';
import { categoryOf, deciders, eventTypes, upcast, type Actor, type JsonObject } from '@sunlit/ledger';
import { LRUCache } from 'lru-cache';

/** Who recorded an event, and when. */
export interface Recorded {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly preparedBy: Actor;
  readonly recordedAt: string;
}

/** A stream folded up to `revision` (-1: it has no events). */
export interface Folded<State> {
  readonly stream: string;
  readonly state: State;
  readonly revision: number;
  /** Its first and last event; null when it has none. */
  readonly first: Recorded | null;
  readonly last: Recorded | null;
  /** Revisions of the first and last event that each command made. Shared by later foldings of the stream. */
  readonly commands: Map<string, { readonly first: number; readonly last: number }>;
}

/** An event as folding needs it: opened, or just appended by this process. */
export type Foldable = Pick<Opened, 'revision' | 'id' | 'type' | 'version' | 'data'> & {
  readonly meta: Pick<Opened['meta'], 'commandId' | 'preparedBy' | 'recordedAt' | 'overrides'>;
};

export interface Streams {
  /** The stream as the store has it now. */
  load<State>(stream: string): Promise<Folded<State>>;
  /** The stream as this process saw it last, without asking the store. */
  seen<State>(stream: string): Folded<State> | undefined;
  /** What this process appended at the revision of `from`: need not be read back and opened. */
  appended(from: Folded<unknown>, events: readonly Foldable[]): void;
  /** Opened events of the stream, in order. */
  events(stream: string, from: number, to: number): Promise<Opened[]>;
}

/** Folded streams, remembered by revision: a load reads only what is new. */
export function streams(store: EventStore, ring: KeyRing, remembered = 2_000): Streams {
  const cache = new LRUCache<string, Folded<unknown>>({ max: remembered });
  const remember = (folded: Folded<unknown>): void => {
    const newest = cache.get(folded.stream);
    if (!newest || newest.revision < folded.revision) cache.set(folded.stream, folded);
  };
  return {
    async load<State>(stream: string) {
      const known = cache.get(stream) ?? empty(stream);
      const stored = await store.read(stream, known.revision + 1);
      const folded = stored.length === 0 ? known : fold(known, await openAll(stored, ring));
      remember(folded);
      return folded as Folded<State>;
    },
    seen: <State>(stream: string) => cache.get(stream) as Folded<State> | undefined,
    appended: (from, events) => remember(fold(from, events)),
    async events(stream, from, to) {
      const stored = await store.read(stream, from);
      return openAll(
        stored.filter((event) => event.revision <= to),
        ring,
      );
    },
  };
}

function empty(stream: string): Folded<unknown> {
  const { initialState } = deciders[categoryOf(stream)]!;
  return {
    stream,
    state: initialState,
    revision: -1,
    first: null,
    last: null,
    commands: new Map(),
  };
}

function fold(from: Folded<unknown>, events: readonly Foldable[]): Folded<unknown> {
  const { evolve } = deciders[categoryOf(from.stream)]!;
  let { state } = from;
  for (const { type, version, data, meta, revision } of events) {
    const { overrides } = meta;
    state = evolve(state, { type, data: evolved(type, upcast(type, version, data)), overrides });
    const first = from.commands.get(meta.commandId)?.first ?? revision;
    from.commands.set(meta.commandId, { first, last: revision });
  }
  const last = recorded(events.at(-1)!);
  return { ...from, state, revision: last.revision, first: from.first ?? recorded(events[0]!), last };
}

const recorded = ({ revision, id, type, meta: { preparedBy, recordedAt } }: Foldable): Recorded => ({
  ...{ revision, id, type, preparedBy, recordedAt },
});

/** The data that `evolve` reads: personal fields left out, so that erasure changes no state. */
export function evolved(type: string, data: object): JsonObject {
  const personal = Object.entries(eventTypes[type]?.closed ?? {}).filter(
    ([, { kind }]) => kind === 'personal',
  );
  const rest = { ...data } as Record<string, never>;
  for (const [field] of personal) delete rest[field];
  return rest;
}
