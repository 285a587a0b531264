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

/**
 * Kills the leader of an EventStoreDB cluster under load, again and again, and asks at the end: is every acknowledged event
 * there, none twice, in the order of its stream, and has the follower that ran all the while seen each of them once?
 *
 * `EVENTSTORE_URL=esdb://... KILL_LEADER='command' KILLS=5 node --import ./test/typescript.mjs test/faults/leader.ts`;
 * the command kills the node that leads now with SIGKILL, starts it again after a while, and ends.
 */
const url = process.env['EVENTSTORE_URL'];
const killLeader = process.env['KILL_LEADER'];
const kills = Number(process.env['KILLS'] ?? 5);
const writers = Number(process.env['WRITERS'] ?? 16);
if (!url || !killLeader) {
  console.error('EVENTSTORE_URL and KILL_LEADER are needed: see the head of this file');
  process.exit(2);
}

const run = promisify(execFile);
const prefix = `kill-${randomUUID()}-`;
let retried = 0;
const open = (): Promise<EventStore> =>
  eventStoreDb({ url, prefix, appendTimeoutMs: 20_000, log: () => void (retried += 1) });
const store = await open();

const acknowledged = new Map<string, string[]>();
const waits: number[] = [];
let [stopping, unknown, replayed] = [false, 0, 0];

/** One stream, one event after another; what is not known is asked again with the same id until it is. */
async function write(writer: number): Promise<void> {
  const stream = `w${writer}`;
  const mine: string[] = [];
  acknowledged.set(stream, mine);
  while (!stopping) {
    const event = { id: randomUUID(), type: 'Written', body: Buffer.from(`${writer} ${mine.length}`) };
    const from = performance.now();
    for (;;) {
      try {
        const answer = await store.append(stream, mine.length === 0 ? 'no-stream' : mine.length - 1, [event]);
        if (answer.revision !== mine.length)
          throw new Error(`${stream}: revision ${answer.revision}, not ${mine.length}`);
        if (answer.replayed) replayed += 1;
        break;
      } catch (error) {
        if (!(error instanceof OutcomeUnknown || error instanceof StoreUnavailable)) throw error;
        unknown += 1;
      }
    }
    waits.push(performance.now() - from);
    mine.push(event.id);
  }
}

const follower = await open();
const seen: StoredEvent[] = [];
const following = new AbortController();
const followed = (async () => {
  for await (const page of follower.follow(null, following.signal)) seen.push(...page);
})();

const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
for (let kill = 1; kill <= kills; kill++) {
  await pause(3_000);
  const before = waits.length;
  const { stdout } = await run('bash', ['-c', killLeader]);
  console.log(
    `kill ${kill}: ${stdout.trim().replaceAll('\n', '; ')}; ${before} acknowledged before, ${waits.length} after`,
  );
}
await pause(3_000);
stopping = true;
await writing;

const all = [...acknowledged.values()].reduce((sum, mine) => sum + mine.length, 0);
while (seen.length < all) await pause(100);
await pause(500);
following.abort();
await followed;

let [lost, doubled] = [0, 0];
const fresh = await open();
for (const [stream, mine] of acknowledged) {
  const stored = (await fresh.read(stream)).map(({ id }) => id);
  lost += mine.filter((id) => !stored.includes(id)).length;
  doubled += stored.length - new Set(stored).size;
  if (stored.join() !== mine.join()) console.error(`${stream}: what is stored is not what was acknowledged`);
}
const inOrder = seen.every(
  (event, i) => i === 0 || follower.compare(seen[i - 1]!.position, event.position) < 0,
);
const [skipped, twice] = [
  all - new Set(seen.map(({ id }) => id)).size,
  seen.length - new Set(seen.map(({ id }) => id)).size,
];
waits.sort((a, b) => a - b);
console.log(
  [
    `${kills} kills, ${all} acknowledged: ${lost} lost, ${doubled} doubled; ${retried} attempts failed, ${unknown} answers unknown and asked again, ${replayed} found to be stored`,
    `the follower saw ${seen.length}: ${skipped} skipped, ${twice} twice, ${inOrder ? 'in order' : 'OUT OF ORDER'}`,
    `an append took ${waits[Math.floor(waits.length / 2)]!.toFixed(1)} ms (median), ${waits.at(-1)!.toFixed(0)} ms at most`,
  ].join('\n'),
);
await Promise.all([store.close(), follower.close(), fresh.close()]);
process.exit(lost + doubled + skipped + twice === 0 && inOrder ? 0 : 1);
