import { pool } from '@sunlit/postgres';
import { rm } from 'node:fs/promises';
import { holdHead } from '../../libs/event-store/src/laws.head.js';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { freshDatabase } from '../postgres.js';
import { openBook, readBook } from './book.js';
import { temporaryFolder } from './ground.js';
import { working } from './load.js';
import { check, type How, type Outcome } from './outcome.js';
import { serviceHere } from './service.js';
import { nothingLostOrDoubled } from './stored.js';
import { wireTo } from './wire.js';

/**
 * The connection breaks after COMMIT was sent and done, before its answer came: nobody in the service knows whether it is
 * stored. Each round holds appends up at the head row, mutes the server's answers, lets the appends commit, and breaks
 * the wire.
 */
export async function commitReset({ times }: How): Promise<Outcome> {
  const [folder, database] = await Promise.all([temporaryFolder(), freshDatabase()]);
  const { proxy, url } = await wireTo(database.urls.writer);
  const service = await serviceHere(folder, url);
  const owner = pool(database.urls.owner, 'faults', 1);
  const book = openBook('commit-reset');
  let stopping = false;
  const done = working({ book, url: () => service.url }, 8, () => stopping);
  const last = async () =>
    Number((await owner.query('SELECT max(position) AS last FROM store.event')).rows[0].last);
  for (let round = 0; round < times; round++) {
    const target = book.acknowledged + 3;
    await until(() => book.acknowledged >= target);
    const head = await holdHead(database.urls.owner);
    await until(head.waiting);
    const before = await last();
    proxy.mode = 'mute';
    await head.release();
    // What waited may be a repetition, which stores nothing: then there is no more than its answer to lose.
    const patience = AbortSignal.timeout(2_000);
    await until(async () => patience.aborted || (await last()) > before);
    proxy.mode = 'pass';
    proxy.cut();
  }
  stopping = true;
  const wrong = await done;
  await service.close();
  await proxy.close();
  await owner.end();
  const checks = await nothingLostOrDoubled(book, database.urls.owner, wrong);
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);

  const found = readBook(book.file).filter(({ what, replayed }) => what === 'acknowledged' && replayed);
  return {
    about: [
      `${times} resets between COMMIT and its answer; ${book.acknowledged} acknowledged, ${found.length} of them found to be stored already when they were repeated`,
    ],
    checks: [...checks, check('something was stored and found by repeating', found.length > 0, found.length)],
  };
}
