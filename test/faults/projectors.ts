import { pool } from '@sunlit/postgres';
import { rm } from 'node:fs/promises';
import type { Pool } from 'pg';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { freshDatabase } from '../postgres.js';
import type { Program } from '../programs.js';
import { openBook } from './book.js';
import { temporaryFolder } from './ground.js';
import { working } from './load.js';
import { check, type How, type Outcome } from './outcome.js';
import { caughtUp, equalToRebuild, onePen, watchPages } from './rows.js';
import { runApp, serviceHere } from './service.js';
import { nothingLostOrDoubled } from './stored.js';

/**
 * Two projectors, processes of their own, on one ledger under load. The one that writes is killed with `kill -9` by turns
 * within a page (it waits in the midst of its transaction, for a table that is held) and just after one; the other takes
 * over, and a new one stands by.
 */
export async function projectors({ times, say }: How): Promise<Outcome> {
  const [folder, database] = await Promise.all([temporaryFolder(), freshDatabase()]);
  const owner = pool(database.urls.owner, 'faults', 3);
  const service = await serviceHere(folder, database.urls.writer);
  const run = () => runApp('projector', folder, database.urls.projector);
  const running: Program[] = [await run(), await run()];
  await until(() => running.some(follows));
  await watchPages(owner);

  const book = openBook('projectors');
  let stopping = false;
  const done = working({ book, url: () => service.url }, 4, () => stopping);
  let within = 0;
  for (let round = 0; round < times; round++) {
    const pen = await penOf(owner, running);
    if (round % 2 === 0) {
      const held = await holdTable(owner);
      await until(held.waitedFor);
      await pen.end('SIGKILL');
      await held.release();
      within += 1;
    } else {
      const pages = await pagesWritten(owner);
      await until(async () => (await pagesWritten(owner)) > pages);
      await pen.end('SIGKILL');
    }
    running.splice(running.indexOf(pen), 1, await run());
    say(`kill ${round + 1} of ${times}; ${book.acknowledged} acknowledged`);
  }
  await penOf(owner, running);
  stopping = true;
  const wrong = await done;
  await caughtUp(owner);
  const alarms = running.flatMap(({ lines }) => lines.filter((line) => line.includes('ALARM')));
  await Promise.all(running.map((app) => app.end()));
  const pages = await onePen(owner);
  const rebuilt = await equalToRebuild(owner, database.urls, folder);
  await service.close();
  const checks = await nothingLostOrDoubled(book, database.urls.owner, wrong);
  await owner.end();
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  return {
    about: [
      `${within} kills within a page, ${times - within} between pages, of the projector that wrote; another stood by: ${pages.pages} pages by ${pages.sessions} sessions`,
    ],
    checks: [
      ...pages.checks,
      ...rebuilt,
      check('no alarm was raised', alarms.length === 0, alarms.length),
      ...checks,
    ],
  };
}

const follows = ({ lines }: Program): boolean =>
  lines.some((line) => line.includes('follows the event store'));

/** The process that writes now: of those that follow, the only one alive. The other stands by and has not said so. */
async function penOf(owner: Pool, running: readonly Program[]): Promise<Program> {
  const pen = () => running.find((app) => follows(app) && !app.over());
  await until(() => pen() !== undefined);
  const pages = await pagesWritten(owner);
  await until(async () => (await pagesWritten(owner)) > pages);
  return pen()!;
}

const pagesWritten = async (owner: Pool): Promise<number> =>
  (await owner.query('SELECT count(*)::int AS pages FROM public.page')).rows[0].pages;

/** Holds the last table that a page of the projector touches, so that it waits with the rest of the page written. */
async function holdTable(owner: Pool) {
  const holder = await owner.connect();
  await holder.query('BEGIN; LOCK TABLE desk.projector IN SHARE MODE');
  return {
    async waitedFor() {
      const { rowCount } = await owner.query(
        `SELECT FROM pg_locks WHERE NOT granted AND relation = 'desk.projector'::regclass
           AND pid IN (SELECT pid FROM pg_stat_activity WHERE application_name = 'sunlit projector')`,
      );
      return (rowCount ?? 0) > 0;
    },
    async release() {
      await holder.query('COMMIT');
      holder.release();
    },
  };
}
