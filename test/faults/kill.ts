import { pool } from '@sunlit/postgres';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { addressOf, type Program } from '../programs.js';
import { openBook, readBook } from './book.js';
import { openGround, type Ground } from './ground.js';
import { working, type Load } from './load.js';
import { check, none, type How, type Outcome } from './outcome.js';
import { runApp } from './service.js';
import { nothingLostOrDoubled } from './stored.js';

type Victim = 'service' | 'backend' | 'postmaster';

interface Kill {
  readonly victim: Victim;
  /** After so many more acknowledgements, and so many milliseconds: an instant at random under load. */
  readonly acknowledged: number;
  readonly ms: number;
  /** Which of several. */
  readonly which: number;
}

/**
 * `kill -9` again and again under load: of one of the officers' apps (processes of their own against one PostgreSQL,
 * started again at once), of a server process of theirs, and of PostgreSQL's postmaster. Whoever got no answer asks
 * again with the same key, whichever app is alive then.
 */
export async function kill(how: How): Promise<Outcome> {
  const { draw, times, short, say } = how;
  const plan: Kill[] = Array.from({ length: times }, (_, i) => ({
    victim: draw.one<Victim>(i < 3 ? [(['service', 'backend', 'postmaster'] as const)[i]!] : victims),
    ...{ acknowledged: draw.whole(1, 20), ms: draw.whole(0, 60), which: draw.whole(0, 99) },
  }));
  const ground = await openGround();
  const book = openBook('kill');
  const services = await supervised(ground, short ? 2 : 3);
  let stopping = false;
  const turn = { at: 0 };
  const load: Load = {
    book,
    url() {
      const living = services.addresses();
      return living[turn.at++ % living.length] ?? null;
    },
  };
  await until(() => services.addresses().length > 0);
  const from = performance.now();
  const done = working(load, 12, () => stopping);
  for (const [i, { victim, acknowledged, ms, which }] of plan.entries()) {
    const target = book.acknowledged + acknowledged;
    await until(() => book.acknowledged >= target);
    await pause(ms);
    if (victim === 'service') await services.kill(which);
    else if (victim === 'backend') await killBackend(ground, which);
    else await ground.kill().then(() => ground.start());
    if (i % 20 === 19)
      say(`kill ${i + 1} of ${times}: ${book.acknowledged} acknowledged, ${book.unknown} times without`);
  }
  const after = book.acknowledged + 20;
  await until(() => book.acknowledged >= after);
  stopping = true;
  const wrong = await done;
  const seconds = (performance.now() - from) / 1_000;
  await services.close();
  const checks = await nothingLostOrDoubled(book, ground.urls.owner, wrong);
  await ground.close();

  const count = (victim: Victim) => plan.filter((kill) => kill.victim === victim).length;
  const { sent, retried, found } = retries(book.file);
  return {
    about: [
      `kill -9: ${count('service')} of an app, ${count('backend')} of a server process, ${count('postmaster')} of the postmaster, in ${seconds.toFixed(0)} s under 12 writers`,
      `${sent} commands sent, ${book.acknowledged} acknowledged; ${book.unknown} times no answer or "come again", to ${retried} commands, all repeated with the same key: ${found} of them were stored already`,
      'kill -9 is not a power failure: what the operating system holds in memory is written all the same',
    ],
    checks: [
      ...checks,
      none('apps that ended when PostgreSQL did', services.fallen),
      check('what was unknown was asked again', retried > 0 || short, `${retried} commands`),
    ],
  };
}

const victims: readonly Victim[] = ['service', 'service', 'service', 'backend', 'backend', 'postmaster'];

/** Commands whose answer once did not come, and how many of them the service said it had stored already. */
function retries(file: string): { sent: number; retried: number; found: number } {
  const notes = readBook(file);
  const keys = (what: string) => notes.filter((note) => note.what === what).map(({ key }) => key);
  const retried = new Set(keys('unknown'));
  const found = notes.filter(
    ({ what, key, replayed }) => what === 'acknowledged' && replayed && retried.has(key),
  );
  return { sent: new Set(keys('sent')).size, retried: retried.size, found: found.length };
}

/** Kills a server process that works for an app; PostgreSQL then ends all of them and recovers by itself. */
async function killBackend({ urls }: Ground, which: number): Promise<void> {
  const owner = pool(urls.owner, 'faults kill', 1);
  const working = () =>
    owner.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'sunlit staff%' ORDER BY pid`,
    );
  let pids: readonly { readonly pid: number }[] = [];
  // It may be at its recovery from the kill before.
  await until(
    async () =>
      (pids = await working().then(
        ({ rows }) => rows,
        () => [],
      )).length > 0,
  );
  process.kill(pids[which % pids.length]!.pid, 'SIGKILL');
  await owner.end().catch(() => {});
}

/** So many officers' apps, each started again when it has ended, as `restart: always` does. */
async function supervised({ folder, urls }: Ground, many: number) {
  const living = new Map<Program, string>();
  const all = new Set<Program>();
  const fallen: string[] = [];
  let closing = false;
  const keepOne = async () => {
    while (!closing) {
      const app = await runApp('staff', folder, urls.writer);
      all.add(app);
      const address = await addressOf(app).catch(() => null);
      if (address !== null) living.set(app, address);
      await app.ended;
      // Killed by us it is no longer among the living. One that cannot start without its database is only tried again.
      if (living.delete(app) && !closing) fallen.push(app.lines.at(-1) ?? 'without a word');
      all.delete(app);
    }
  };
  const first = keepOne();
  // The first one makes the master key and opens the ledger.
  await until(() => living.size > 0);
  const keeping = [first, ...Array.from({ length: many - 1 }, keepOne)];
  return {
    /** The last words of apps that served and ended although nobody killed them. */
    fallen,
    addresses: () => [...living.values()],
    async kill(which: number) {
      await until(() => living.size > 0);
      const [app] = [...living.keys()].slice(which % living.size);
      living.delete(app!);
      await app!.end('SIGKILL');
    },
    async close() {
      closing = true;
      await Promise.all([...all].map((app) => app.end()));
      await Promise.all(keeping);
    },
  };
}
