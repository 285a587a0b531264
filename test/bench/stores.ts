import { eventStoreDb, postgresEventStore, type EventStore } from '@sunlit/event-store';
import { randomBytes, randomUUID } from 'node:crypto';
import { nodesOf } from '../../libs/event-store/src/laws.tools.js';
import { bodyBytes, together } from './append.js';
import { openBench } from './ground.js';
import { spread, type Line, type Measured } from './measure.js';

/** Read in one go by a follower from the start. */
const eventsRead = 10_000;
const appendOfFill = 100;

/**
 * The speed of each store behind the same port, in the same process and of the same bytes: EventStoreDB at `EVENTSTORE_URL`
 * (one node or a cluster) beside the embedded PostgreSQL.
 */
export async function stores({
  rounds = Number(process.env['ROUNDS'] ?? 5),
  seconds = 3,
  url = process.env['EVENTSTORE_URL'],
} = {}): Promise<Measured> {
  if (!url) return { about: ['not run: EVENTSTORE_URL is not set'], lines: [] };
  const ground = await openBench();
  const body = randomBytes(bodyBytes);
  const both = [
    await eventStoreDb({ url, prefix: `bench-${randomUUID()}-` }),
    await postgresEventStore({ connection: ground.urls.writer, applicationName: 'bench' }),
  ];
  try {
    const newEvent = () => ({ id: randomUUID(), type: 'ProjectRegistered', body });
    for (const store of both)
      for (let filled = 0; filled < eventsRead; filled += appendOfFill)
        await store.append(`fill-${filled}`, 'no-stream', Array.from({ length: appendOfFill }, newEvent));
    const appends = (waiting: number) => (store: EventStore) =>
      together(waiting, seconds, () => store.append(`project-${randomUUID()}`, 'no-stream', [newEvent()]));
    const works: Record<string, (store: EventStore) => Promise<number>> = {
      'appends, 1 waiting': appends(1),
      'appends, 32 waiting': appends(32),
      'appends, 256 waiting': appends(256),
      'events read by a follower': read,
    };
    const lines: Line[] = [];
    for (const [what, work] of Object.entries(works)) {
      const rates: number[][] = both.map(() => []);
      for (let round = -1; round < rounds; round++)
        for (const [i, store] of both.entries()) {
          const rate = await work(store);
          if (round >= 0) rates[i]!.push(rate);
        }
      const [times, baseline] = rates.map(spread);
      lines.push({ what, unit: '/s', times: times!, baseline: baseline!, note: '' });
    }
    const nodes = nodesOf(url).length;
    return {
      about: [
        `EventStoreDB on ${nodes} ${nodes === 1 ? 'node' : 'nodes'}; baseline: the embedded PostgreSQL, same process, events of ${bodyBytes} bytes`,
        `an append is of one event to a stream of its own; ${rounds} rounds of ${seconds} s taking turns; a follower reads ${eventsRead} events from the start`,
      ],
      lines,
    };
  } finally {
    for (const store of both) await store.close();
    await ground.close();
  }
}

/** Events a second. */
async function read(store: EventStore): Promise<number> {
  const enough = new AbortController();
  const from = performance.now();
  let seen = 0;
  for await (const page of store.follow(null, enough.signal)) {
    seen += page.length;
    if (seen >= eventsRead) break;
  }
  return seen / ((performance.now() - from) / 1_000);
}
