import {
  eventStoreDb,
  OutcomeUnknown,
  StoreUnavailable,
  type EventStore,
  type StoredEvent,
} from '@sunlit/event-store';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { check, exactly, none, type Check } from './outcome.js';

/** What the parts share that need a real EventStoreDB. */
export const eventStoreUrl = process.env['EVENTSTORE_URL'];

export interface Opened {
  readonly store: EventStore;
  /** Attempts that failed, and subscriptions that were made anew. */
  readonly heard: readonly string[];
}

/** A store in a ledger of its own, at `url` or wherever a damaged wire leads. */
export async function openedAt(url: string, prefix: string): Promise<Opened> {
  const heard: string[] = [];
  const log = (message: string) => void heard.push(message);
  return { store: await eventStoreDb({ url, prefix, appendTimeoutMs: 20_000, log }), heard };
}

/** Runs a command of whoever owns the server; answers what it printed, in one line. */
export async function commanded(command: string): Promise<string> {
  // A server reads every variable EVENTSTORE_* as an option of its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('EVENTSTORE')),
  );
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { env });
  return stdout.trim().replaceAll('\n', '; ');
}

/** Writers, each with streams of its own, one append after another, and the outside record of what was acknowledged. */
export interface Writing {
  /** Ids by stream, in the order of revisions. */
  readonly acknowledged: ReadonlyMap<string, readonly string[]>;
  /** Milliseconds of each append, with all its repetitions. */
  readonly waits: readonly number[];
  readonly counts: { events: number; unknown: number; replayed: number };
  /** Finishes what is under way. Rejects when an append was answered wrongly. */
  stop(): Promise<void>;
}

interface Load {
  readonly writers: number;
  /** Of one append; default 1. */
  readonly eventsEach?: number;
  /** Between two appends of a writer; default none. */
  readonly pauseMs?: number;
}

/** What is not known is asked again with the same ids until it is. */
export function writing(store: EventStore, { writers, eventsEach = 1, pauseMs = 0 }: Load): Writing {
  const name = randomUUID().slice(0, 8);
  const acknowledged = new Map<string, string[]>();
  const waits: number[] = [];
  const counts = { events: 0, unknown: 0, replayed: 0 };
  let stopping = false;

  async function settled(stream: string, revision: number): Promise<readonly string[]> {
    const events = Array.from({ length: eventsEach }, (_, i) => ({
      ...{ id: randomUUID(), type: 'Written' },
      body: Buffer.alloc(600, `${stream} ${revision + i + 1} `),
    }));
    for (;;) {
      try {
        const answer = await store.append(stream, revision < 0 ? 'no-stream' : revision, events);
        if (answer.revision !== revision + eventsEach)
          throw new Error(`${stream}: revision ${answer.revision}, not ${revision + eventsEach}`);
        if (answer.replayed) counts.replayed += 1;
        return events.map(({ id }) => id);
      } catch (error) {
        if (!(error instanceof OutcomeUnknown || error instanceof StoreUnavailable)) throw error;
        counts.unknown += 1;
      }
    }
  }
  async function write(writer: number): Promise<void> {
    let [stream, mine] = ['', [] as string[]];
    for (let appends = 0; !stopping; appends++) {
      if (appends % 1_000 === 0) acknowledged.set((stream = `${name}-${writer}-${appends}`), (mine = []));
      const from = performance.now();
      const ids = await settled(stream, mine.length - 1);
      waits.push(performance.now() - from);
      mine.push(...ids);
      counts.events += ids.length;
      if (pauseMs > 0) await pause(pauseMs);
    }
  }

  const done = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  done.catch(() => {}); // Whoever stops it hears it.
  return {
    ...{ acknowledged, waits, counts },
    async stop() {
      stopping = true;
      await done;
    },
  };
}

/** A follower that keeps all it sees. */
export interface Watching {
  readonly seen: readonly StoredEvent[];
  /** How often it was told that it has caught up, and how much it had seen when it was told last. */
  readonly caughtUp: { times: number; at: number };
  /** Takes nothing more until `readOn`. */
  hold(): void;
  readOn(): void;
  stop(): Promise<void>;
}

export function watching(store: EventStore): Watching {
  const abort = new AbortController();
  const seen: StoredEvent[] = [];
  const caughtUp = { times: 0, at: -1 };
  let [held, readOn] = [Promise.resolve(), () => {}];
  const told = () => {
    caughtUp.times += 1;
    caughtUp.at = seen.length;
  };
  const done = (async () => {
    for await (const page of store.follow(null, abort.signal, told)) {
      seen.push(...page);
      await held;
    }
  })();
  done.catch(() => {});
  return {
    ...{ seen, caughtUp },
    hold: () => void (held = new Promise((resolve) => (readOn = resolve))),
    readOn: () => readOn(),
    async stop() {
      readOn();
      abort.abort();
      await done;
    },
  };
}

/** What is stored, read by a client of its own, is what was acknowledged: each event once, in its place. */
export async function storedAsAcknowledged(fresh: EventStore, loads: readonly Writing[]): Promise<Check[]> {
  const [lost, doubled, elsewhere]: string[][] = [[], [], []];
  for (const [stream, mine] of loads.flatMap(({ acknowledged }) => [...acknowledged])) {
    const stored = (await fresh.read(stream)).map(({ id }) => id);
    const there = new Set(stored);
    lost!.push(...mine.filter((id) => !there.has(id)));
    doubled!.push(...stored.filter((id, i) => stored.indexOf(id) !== i));
    if (stored.join() !== mine.join()) elsewhere!.push(stream);
  }
  return [
    none('acknowledged and lost', lost!),
    none('stored twice', doubled!),
    none('streams that are not what was acknowledged, in its order', elsewhere!),
  ];
}

/** What a follower saw is all there is: each event once, in the one order. */
export function sawAll(
  store: EventStore,
  seen: readonly StoredEvent[],
  all: readonly StoredEvent[],
): Check[] {
  const ids = new Set(seen.map(({ id }) => id));
  const wrong = seen.filter((event, i) => i > 0 && store.compare(seen[i - 1]!.position, event.position) >= 0);
  return [
    exactly('skipped by the follower', all.filter(({ id }) => !ids.has(id)).length, 0),
    exactly('seen twice', seen.length - ids.size, 0),
    exactly('seen out of order', wrong.length, 0),
    check('seen event for event as a reader finds it', same(seen, all), `${seen.length} of ${all.length}`),
  ];
}

const same = (seen: readonly StoredEvent[], all: readonly StoredEvent[]): boolean =>
  seen.length === all.length &&
  seen.every(({ id, position, stream, revision }, i) => {
    const other = all[i]!;
    return (
      id === other.id && position === other.position && stream === other.stream && revision === other.revision
    );
  });

export const spreadOf = (waits: readonly number[]): string => {
  const sorted = [...waits].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return `${at(0.5).toFixed(1)} ms median, ${at(0.99).toFixed(0)} ms p99, ${at(1).toFixed(0)} ms at most, n ${sorted.length}`;
};
