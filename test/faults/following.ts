import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { tcpProxy, type Proxy } from '../../libs/event-store/src/laws.proxy.js';
import { followed, nodesOf, until } from '../../libs/event-store/src/laws.tools.js';
import {
  commanded,
  eventStoreUrl,
  openedAt,
  sawAll,
  spreadOf,
  storedAsAcknowledged,
  watching,
  writing,
  type Watching,
} from './eventstoredb.js';
import { check, exactly, none, type Check, type How, type Outcome } from './outcome.js';

/** More than every buffer between the server and a follower holds. */
const backlog = 25_000;
/** Longer than the client waits for a sign of life from the server. */
const longMs = 25_000;

/**
 * A follower of a real EventStoreDB behind a wire that is damaged: broken, cut off for 5 s and for 25 s, away, too slow to
 * read while thousands are written, a server that restarts or freezes, all under writers who reach the server directly. It must
 * see each event once and in order, and say how far it is.
 *
 * `EVENTSTORE_URL=esdb://host:2113?tls=false npm run faults following`: one node without TLS, so that a proxy can stand in
 * between. `RESTART=command` restarts the server; `FREEZE=command THAW=command` stop and continue it.
 */
export async function following({ times, draw, say }: How): Promise<Outcome> {
  if (!eventStoreUrl) return notRun('EVENTSTORE_URL is not set');
  const nodes = nodesOf(eventStoreUrl);
  if (nodes.length > 1 || !eventStoreUrl.includes('tls=false'))
    return notRun('EVENTSTORE_URL must name one node without TLS: a proxy stands in between');

  const [host = '', port = '2113'] = nodes[0]!.split(':');
  const wire = await tcpProxy({ host, port: Number(port) });
  const prefix = `following-${randomUUID()}-`;
  const direct = await openedAt(eventStoreUrl, prefix);
  const damaged = await openedAt(`esdb://127.0.0.1:${wire.port}?tls=false`, prefix);
  const follower = watching(damaged.store);
  const unsupervised = unrenewed(wire, prefix);
  const loads = [writing(direct.store, { writers: 4, pauseMs: 5 })];
  const about: string[] = [];
  const lags: Check[] = [];
  const written = () => loads.reduce((sum, { counts }) => sum + counts.events, 0);
  const scene: Scene = {
    ...{ wire, follower },
    async burst(events) {
      const load = writing(direct.store, { writers: 4, eventsEach: 50 });
      loads.push(load);
      await until(() => load.counts.events >= events);
      await load.stop();
    },
    /** Counted outside before and after the store is asked: its answer must lie between. */
    async lag() {
      const least = written() - follower.seen.length;
      const told = await direct.store.behind(follower.seen.at(-1)!, 1_000_000);
      const most = written() + 4 - follower.seen.length;
      if (told < least || told > most) lags.push(check('lag', false, `${told}, not ${least} to ${most}`));
      return told;
    },
  };

  try {
    await until(() => follower.seen.length > 0);
    for (let round = 0; round < times; round++)
      for (const [name, trouble] of draw.shuffled(Object.entries(troubles()))) {
        say(name);
        const before = damaged.heard.length;
        const from = performance.now();
        const lag = await trouble(scene);
        const ended = performance.now();
        const { position } = (await direct.store.last())!;
        await until(() => direct.store.compare(follower.seen.at(-1)!.position, position) >= 0);
        const [took, level] = [ended - from, performance.now() - ended].map((ms) => (ms / 1_000).toFixed(1));
        const anew = damaged.heard.slice(before).filter((line) => line.includes('subscribes again'));
        about.push(
          `${name}: ${took} s, ${lag} events behind at its end, level ${level} s later, subscribed anew ${anew.length} times`,
        );
        say(`${about.at(-1)} ${anew.at(-1) ?? ''}`);
      }
    for (const load of loads) await load.stop();
    const all = await followed(direct.store);
    await until(() => follower.seen.length >= all.length && follower.caughtUp.at === all.length);
    const unseen = follower.seen.filter(({ id }) => unsupervised.seen.has(id));
    about.push(
      `${all.length} events; an append beside all this ${spreadOf(loads.flatMap(({ waits }) => waits))}`,
    );
    const checks = [
      ...sawAll(direct.store, follower.seen, all),
      ...(await storedAsAcknowledged(direct.store, loads)),
      none('times that the lag told was not the lag counted', lags),
      exactly('lag at the end', await direct.store.behind(follower.seen.at(-1)!, 100), 0),
      check(
        'told that it has caught up',
        follower.caughtUp.at === all.length,
        `${follower.caughtUp.times} times, at last with all seen`,
      ),
      check(
        'control: a subscription that nobody renews skips, and these checks see it',
        !sawAll(direct.store, unseen, all).every(({ passed }) => passed),
        `${all.length - unsupervised.seen.size} skipped`,
      ),
    ];
    return { about, checks };
  } finally {
    await Promise.allSettled([...loads, follower, unsupervised].map((one) => one.stop()));
    await Promise.all([direct, damaged].map(({ store }) => store.close()));
    await wire.close();
  }
}

const notRun = (why: string): Outcome => ({ about: [], checks: [], notRun: why });

interface Scene {
  readonly wire: Proxy;
  readonly follower: Watching;
  /** Writes so many, as fast as it goes. */
  burst(events: number): Promise<void>;
  /** How many events the follower is behind, as the store tells. */
  lag(): Promise<number>;
}

/** Each answers how many events the follower was behind at its end. */
function troubles(): Record<string, (scene: Scene) => Promise<number>> {
  const parted =
    (ms: number) =>
    async ({ wire, lag }: Scene) => {
      wire.part();
      await pause(ms);
      const behind = await lag();
      wire.heal();
      return behind;
    };
  const { RESTART: restart, FREEZE: freeze, THAW: thaw } = process.env;
  return {
    'the connection is broken, five times': async ({ wire, lag }) => {
      for (let i = 0; i < 5; i++) {
        wire.cut();
        await pause(300);
      }
      return lag();
    },
    'a partition of 5 s': parted(5_000),
    [`a partition of ${longMs / 1_000} s`]: parted(longMs),
    'the server is away for 5 s': async ({ wire, lag }) => {
      wire.mode = 'refuse';
      wire.cut();
      await pause(5_000);
      const behind = await lag();
      wire.mode = 'pass';
      return behind;
    },
    [`a follower that reads nothing while ${backlog} are written`]: async ({ follower, burst, lag }) => {
      follower.hold();
      await burst(backlog);
      const behind = await lag();
      follower.readOn();
      return behind;
    },
    ...(restart && {
      'the server is restarted': async ({ lag }: Scene) => {
        await commanded(restart);
        return lag();
      },
    }),
    ...(freeze &&
      thaw && {
        'the server is frozen for 5 s': async ({ lag }: Scene) => {
          await commanded(freeze);
          await pause(5_000);
          await commanded(thaw);
          return lag();
        },
      }),
  };
}

/** What a subscription sees that nobody makes anew when it is dropped. */
function unrenewed(wire: Proxy, prefix: string) {
  const seen = new Set<string>();
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${wire.port}?tls=false`);
  const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: [prefix] }) });
  subscription.on('data', ({ event }) => event && seen.add(event.id));
  subscription.on('error', () => {});
  return {
    seen,
    async stop() {
      await subscription.unsubscribe();
      await client.dispose();
    },
  };
}
