import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { followed, until } from '../../libs/event-store/src/laws.tools.js';
import {
  commanded,
  eventStoreUrl,
  openedAt,
  sawAll,
  spreadOf,
  storedAsAcknowledged,
  watching,
  writing,
} from './eventstoredb.js';
import { exactly, type How, type Outcome } from './outcome.js';

/** Between two kills the cluster is whole and busy. */
const betweenMs = 3_000;

/** Kills the leader of a cluster, starts it again, and ends. */
export const killLeader = process.env['KILL_LEADER'];
export const leaderNotRun =
  'EVENTSTORE_URL of a cluster and KILL_LEADER, a command that kills its leader and starts it again, are needed';

/** So many kills, one after another; answers a line for each. `acknowledged` is asked before and after. */
export async function leadersKilled(
  { times, say }: Pick<How, 'times' | 'say'>,
  acknowledged: () => number,
): Promise<string[]> {
  const lines: string[] = [];
  for (let kill = 1; kill <= times; kill++) {
    await pause(betweenMs);
    const before = acknowledged();
    const said = await commanded(killLeader!);
    lines.push(`kill ${kill}: ${said}; ${before} acknowledged before, ${acknowledged()} after`);
    say(lines.at(-1)!);
  }
  const enough = acknowledged() + 20;
  await until(() => acknowledged() >= enough);
  return lines;
}

/**
 * Kills the leader of an EventStoreDB cluster under load, again and again: is every acknowledged event there, none twice, in
 * the order of its stream, and has the follower that ran all the while seen each of them once?
 *
 * `EVENTSTORE_URL=esdb://... KILL_LEADER='command' KILLS=5 npm run faults leader`.
 */
export async function leader(how: How): Promise<Outcome> {
  if (!eventStoreUrl || !killLeader) return { about: [], checks: [], notRun: leaderNotRun };
  const prefix = `leader-${randomUUID()}-`;
  const [writer, reader, fresh] = await Promise.all([1, 2, 3].map(() => openedAt(eventStoreUrl!, prefix)));
  const follower = watching(reader!.store);
  const load = writing(writer!.store, { writers: 16 });
  try {
    const lines = await leadersKilled(how, () => load.counts.events);
    await load.stop();
    const all = await followed(fresh!.store);
    await until(() => follower.seen.length >= all.length && follower.caughtUp.at === all.length);
    const { events, unknown, replayed } = load.counts;
    return {
      about: [
        ...lines,
        `${events} events acknowledged to 16 writers, an append ${spreadOf(load.waits)}`,
        `${writer!.heard.length} attempts failed, ${unknown} answers unknown and asked again, ${replayed} found to be stored`,
      ],
      checks: [
        ...(await storedAsAcknowledged(fresh!.store, [load])),
        exactly('events stored', all.length, events),
        ...sawAll(fresh!.store, follower.seen, all),
      ],
    };
  } finally {
    await Promise.allSettled([load.stop(), follower.stop()]);
    await Promise.all([writer, reader, fresh].map((one) => one!.store.close()));
  }
}
