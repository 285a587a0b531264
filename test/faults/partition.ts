import { pool } from '@sunlit/postgres';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createProjectorApp, type ProjectorApp } from '../../apps/projector/src/projector.app.js';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { freshDatabase } from '../postgres.js';
import { openBook } from './book.js';
import { temporaryFolder } from './ground.js';
import { working } from './load.js';
import { check, type How, type Outcome } from './outcome.js';
import { caughtUp, equalToRebuild, masterKeyIn, onePen, watchPages } from './rows.js';
import { serviceHere } from './service.js';
import { nothingLostOrDoubled } from './stored.js';
import { wireTo } from './wire.js';

const writers = 8;

/**
 * No byte passes for five seconds: between the service and PostgreSQL, or between a projector and PostgreSQL, while a
 * second projector stands by. It ends in three ways: what was on the way arrives; the wire is broken; or the server has
 * given the projector up meanwhile, and the one standing by has taken over when the first one's words arrive.
 */
export async function partition({ times, draw, short, say }: How): Promise<Outcome> {
  const ms = short ? 300 : 5_000;
  const [folder, database] = await Promise.all([temporaryFolder(), freshDatabase()]);
  const owner = pool(database.urls.owner, 'faults', 3);
  const ofService = await wireTo(database.urls.writer);
  const ofProjectors = await Promise.all([0, 1].map(() => wireTo(database.urls.projector)));
  const service = await serviceHere(folder, ofService.url);
  const quiet = { info() {}, warn() {}, error() {} };
  const projectors: ProjectorApp[] = [];
  for (const { url: databaseUrl } of ofProjectors)
    projectors.push(
      await createProjectorApp({
        ...{ databaseUrl, masterKeyFile: masterKeyIn(folder), log: quiet },
        ...{ eventStore: 'postgres', eventStoreUrl: null, eventStorePrefix: '' },
      }),
    );
  const following = () => projectors.findIndex(({ state }) => state === 'following');
  await until(() => following() >= 0);
  await watchPages(owner);

  const book = openBook('partition');
  let stopping = false;
  const done = working({ book, url: () => service.url }, writers, () => stopping);
  const acknowledged = async (more: number) => {
    const target = book.acknowledged + more;
    await until(() => book.acknowledged >= target);
  };
  const sessionOfPen = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1398099532 AND objid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  const whileParted: number[] = [];
  let takenOver = 0;
  const kinds = ['service heals', 'service breaks', 'projector heals', 'projector given up'] as const;
  for (let round = 0; round < times; round++) {
    const kind = round < kinds.length ? kinds[round]! : draw.one(kinds);
    await acknowledged(draw.whole(5, 25));
    // Who was given up may not have noticed yet.
    await until(() => projectors.filter(({ state }) => state === 'following').length === 1);
    const pen = following();
    const { proxy } = kind.startsWith('service') ? ofService : ofProjectors[pen]!;
    proxy.part();
    const before = book.acknowledged;
    if (kind === 'projector given up') {
      await owner.query(`SELECT pg_terminate_backend(pid) FROM (${sessionOfPen}) holder`);
      await until(() => projectors[1 - pen]!.state === 'following');
      takenOver += 1;
    }
    await pause(ms);
    if (kind.startsWith('service')) whileParted.push(book.acknowledged - before);
    if (kind === 'service breaks') proxy.cut();
    proxy.heal();
    await acknowledged(20);
    say(`partition ${round + 1} of ${times}: ${kind}; ${book.acknowledged} acknowledged`);
  }
  stopping = true;
  const wrong = await done;
  await caughtUp(owner);
  await Promise.all(projectors.map((app) => app.close()));
  const pages = await onePen(owner);
  const rebuilt = await equalToRebuild(owner, database.urls, folder);
  await service.close();
  await Promise.all([ofService, ...ofProjectors].map(({ proxy }) => proxy.close()));
  const checks = await nothingLostOrDoubled(book, database.urls.owner, wrong);
  await owner.end();
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  return {
    about: [
      `${times} partitions of ${ms / 1_000} s under ${writers} writers: ${book.acknowledged} acknowledged, ${book.unknown} asked again; ${pages.pages} pages written by ${pages.sessions} sessions of two projectors`,
    ],
    checks: [
      ...checks,
      ...pages.checks,
      ...rebuilt,
      // Each of them may have had one answer on its way already; the next needs the database.
      check(
        'cut off, the service acknowledged nothing new',
        whileParted.every((n) => n <= writers),
        whileParted.join(' '),
      ),
      check('the projector standing by took over from the one given up', takenOver > 0, `${takenOver} times`),
    ],
  };
}
