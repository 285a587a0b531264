import { pool } from '@sunlit/postgres';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { followed, until } from '../../libs/event-store/src/laws.tools.js';
import { freshDatabase } from '../postgres.js';
import { addressOf } from '../programs.js';
import { openBook } from './book.js';
import { eventStoreUrl, openedAt } from './eventstoredb.js';
import { temporaryFolder } from './ground.js';
import { killLeader, leaderNotRun, leadersKilled } from './leader.js';
import { working } from './load.js';
import { exactly, type How, type Outcome } from './outcome.js';
import { equalToRebuild } from './rows.js';
import { runApp } from './service.js';
import { heldAgainst, type Row } from './stored.js';
import { wireTo } from './wire.js';

/** The wire between officers and app breaks this often. */
const breakMs = 1_300;

/**
 * Officers' commands over HTTP, prepared and confirmed, while the leader of the EventStoreDB cluster is killed again and
 * again, and the officers' own connections break meanwhile: what was answered is stored once, what was not is repeated with
 * its key and then stored once. The officers' app and the projector are processes of their own that nobody restarts.
 *
 * `EVENTSTORE_URL=esdb://... KILL_LEADER='command' KILLS=5 npm run faults leader-commands`.
 */
export async function leaderCommands(how: How): Promise<Outcome> {
  if (!eventStoreUrl || !killLeader) return { about: [], checks: [], notRun: leaderNotRun };
  const [folder, database] = await Promise.all([temporaryFolder(), freshDatabase()]);
  const prefix = `commands-${randomUUID()}-`;
  const settings = {
    EVENT_STORE: 'eventstoredb',
    EVENTSTORE_URL: eventStoreUrl,
    EVENTSTORE_PREFIX: prefix,
  };
  const { store } = await openedAt(eventStoreUrl, prefix);
  const owner = pool(database.urls.owner, 'faults', 2);
  const staff = await runApp('staff', folder, database.urls.writer, settings);
  const listening = await addressOf(staff); // It makes the master key that the projector needs.
  const projector = await runApp('projector', folder, database.urls.projector, settings);
  const book = openBook('leader-commands');
  try {
    const { proxy, url } = await wireTo(listening);
    const breaking = setInterval(() => proxy.cut(), breakMs);
    let stopping = false;
    const done = working({ book, url: () => url.replace(/\/$/, '') }, 12, () => stopping);
    const lines = await leadersKilled(how, () => book.acknowledged);
    stopping = true;
    const wrong = await done;
    clearInterval(breaking);
    await proxy.close();
    const from = performance.now();
    const { position } = (await store.last())!;
    await until(async () => projector.over() || (await reached(owner)) === position);
    const seconds = ((performance.now() - from) / 1_000).toFixed(1);
    const alarms = projector.lines.filter((line) => line.includes('ALARM')).length;
    const ended = [staff, projector].filter((app) => app.over()).length;
    await Promise.all([staff, projector].map((app) => app.end()));

    const rows: Row[] = (await followed(store)).map(({ stream, revision, id, type, body }, i) => ({
      ...{ position: String(i + 1), stream, revision, id, type },
      body: Buffer.from(body),
    }));
    return {
      about: [
        ...lines,
        `${book.acknowledged} commands acknowledged, ${book.unknown} times no answer, each repeated with its key; the projector was level ${seconds} s after the last`,
      ],
      checks: [
        ...(await heldAgainst(book, rows, wrong)),
        exactly('alarms of the projector', alarms, 0),
        exactly('apps that ended by themselves', ended, 0),
        ...(await equalToRebuild(
          owner,
          database.urls,
          folder,
          async () => (await openedAt(eventStoreUrl!, prefix)).store,
        )),
      ],
    };
  } finally {
    await Promise.all([staff, projector].map((app) => app.end('SIGKILL')));
    await Promise.all([store.close(), owner.end()]);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the read models are; nothing before they are built. */
async function reached(owner: ReturnType<typeof pool>): Promise<string | null> {
  const { rows } = await owner
    .query<{ position: string }>('SELECT position FROM desk.projector')
    .catch(() => ({ rows: [] }));
  return rows[0]?.position ?? null;
}
