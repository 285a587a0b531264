import {
  openEventStore,
  storeChoice,
  type EventStore,
  type NewEvent,
  type StoredEvent,
} from '@sunlit/event-store';
import type { Settings } from '@sunlit/web';
import { createHash } from 'node:crypto';
import { Failure } from './failure.js';
import { openGround } from './ground.js';
import { withProgress } from './sample.js';

export const stores = ['postgres', 'eventstoredb'] as const;
type StoreName = (typeof stores)[number];

/** What is copied or compared: read from the start to the end that it has by then. */
export type Source = Pick<EventStore, 'follow' | 'last'> & {
  /** Where it is known without counting. */
  readonly total?: number;
};

export interface Copied {
  /** In the target by now. */
  readonly events: number;
  /** Of these, there before. */
  readonly before: number;
}

/**
 * `sunlit copy --from postgres --to eventstoredb`: every event into an empty store, or one that a copy was cut short in.
 * Order, streams, revisions, ids and bytes stay; then both are read from the start and compared event by event.
 */
export async function copyLedger(
  settings: Settings,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const [source, target] = [storeNamed(from), storeNamed(to)];
  if (source === target) throw new Failure('--from and --to are the same store');
  const ground = await openGround(settings, { beside: true });
  const opened: EventStore[] = [];
  try {
    for (const eventStore of [source, target])
      opened.push(
        await openEventStore(
          { ...storeChoice(settings), eventStore },
          { databaseUrl: ground.urls.writer, applicationName: 'sunlit copy' },
        ),
      );
    const [reading, writing] = opened as [EventStore, EventStore];
    const { events, before } = await withProgress((onProgress) => copy(reading, writing, onProgress));
    const compared = await withProgress((onProgress) => verify(reading, writing, events, onProgress));
    process.stdout.write(
      `已复制 copied ${events - before} events (${before} were there); compared ${compared.events}, sha256 ${compared.digest}\n`,
    );
  } finally {
    for (const store of opened) await store.close();
    await ground.close();
  }
}

function storeNamed(name: string): StoreName {
  const found = stores.find((store) => store === name);
  if (!found) throw new Failure(`"${name}" is no event store: ${stores.join(' or ')}`);
  return found;
}

/** Events in the order of the source; those of one stream that follow each other in one append. Goes on where it stopped. */
export async function copy(
  source: Source,
  target: EventStore,
  onProgress: (done: number, total: number, label: string) => void = () => {},
): Promise<Copied> {
  const total = source.total ?? (await count(source));
  const there = await target.last();
  let [seen, before] = [0, 0];
  let reached = there === null;
  for await (const page of all(source)) {
    for (const run of runsOf(page)) {
      let fresh = run;
      if (!reached) {
        const at = run.findIndex(({ id }) => id === there!.id);
        reached = at >= 0;
        before += reached ? at + 1 : run.length;
        fresh = reached ? run.slice(at + 1) : [];
      }
      const [first] = fresh;
      if (first)
        await target.append(first.stream, first.revision === 0 ? 'no-stream' : first.revision - 1, fresh);
      seen += run.length;
    }
    onProgress(seen, Math.max(total, seen), '复制 copying');
  }
  if (!reached) throw new Failure('the target holds another ledger: its last event is not in the source');
  return { events: seen, before };
}

/** Reads both from the start; throws at the first event that differs. Answers how many, and one digest of all. */
export async function verify(
  source: Source,
  target: Source,
  total: number,
  onProgress: (done: number, total: number, label: string) => void = () => {},
): Promise<{ readonly events: number; readonly digest: string }> {
  const whole = createHash('sha256');
  let events = 0;
  const others = eachOf(all(target));
  for await (const page of all(source))
    for (const event of page) {
      const { value: other } = await others.next();
      const digest = digestOf(event);
      if (!other || digestOf(other) !== digest)
        throw new Failure(
          `event ${events} (${event.stream} ${event.revision}) is not the same in the target`,
        );
      whole.update(digest);
      events += 1;
      if (events % 1_000 === 0) onProgress(events, total, '核对 comparing');
    }
  if (!(await others.next()).done) throw new Failure('the target holds more events than the source');
  return { events, digest: whole.digest('hex') };
}

/** Of one event: everything but its position, which is the store's own. */
export const digestOf = ({ stream, revision, id, type, body }: Omit<StoredEvent, 'position'>): string =>
  createHash('sha256').update(`${stream}\n${revision}\n${id}\n${type}\n`).update(body).digest('hex');

/** All that a store holds by now, page by page. */
export async function* all(store: Source): AsyncGenerator<readonly StoredEvent[]> {
  const last = await store.last();
  if (last === null) return;
  const enough = new AbortController();
  for await (const page of store.follow(null, enough.signal)) {
    yield page;
    if (page.some(({ id }) => id === last.id)) break;
  }
  enough.abort();
}

async function* eachOf(pages: AsyncIterable<readonly StoredEvent[]>): AsyncGenerator<StoredEvent> {
  for await (const page of pages) yield* page;
}

export async function count(store: Source): Promise<number> {
  let events = 0;
  for await (const page of all(store)) events += page.length;
  return events;
}

/** As many bytes as one append may hold, with some to spare. */
const together = { events: 200, bytes: 500_000 };

function* runsOf(page: readonly StoredEvent[]): Generator<readonly (StoredEvent & NewEvent)[]> {
  let run: StoredEvent[] = [];
  let bytes = 0;
  for (const event of page) {
    const goesOn = run.length > 0 && run.at(-1)!.stream === event.stream;
    const fits = run.length < together.events && bytes + event.body.byteLength <= together.bytes;
    if (run.length > 0 && !(goesOn && fits)) {
      yield run;
      [run, bytes] = [[], 0];
    }
    run.push(event);
    bytes += event.body.byteLength;
  }
  if (run.length > 0) yield run;
}
