import { pg, pool } from '@sunlit/postgres';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { openBook } from './book.js';
import { openGround } from './ground.js';
import { working, type Reply } from './load.js';
import { check, type How, type Outcome } from './outcome.js';
import { serviceHere } from './service.js';
import { nothingLostOrDoubled } from './stored.js';

/**
 * Somebody else takes every connection that PostgreSQL has, while those of the service are cut: it answers 503 with
 * Retry-After, and goes on by itself when there are connections again.
 */
export async function connections({ times, say }: How): Promise<Outcome> {
  const ground = await openGround();
  const owner = pool(ground.urls.owner, 'faults', 1);
  const service = await serviceHere(ground.folder, ground.urls.writer);
  const book = openBook('connections');
  const refusals: Reply[] = [];
  let stopping = false;
  const heard = (_: unknown, reply: Reply) => void (reply.status >= 400 && refusals.push(reply));
  const done = working({ book, url: () => service.url, heard }, 8, () => stopping);
  const refused: number[] = [];
  for (let round = 0; round < times; round++) {
    const target = book.acknowledged + 20;
    await until(() => book.acknowledged >= target);
    const before = refusals.length;
    const taken = await exhaust(ground.urls.writer, owner);
    await until(() => refusals.length >= before + 10);
    refused.push(refusals.length - before);
    say(
      `round ${round + 1} of ${times}: ${taken.length} connections taken, ${refusals.length - before} refusals`,
    );
    await Promise.all(taken.map((client) => client.end()));
    const after = book.acknowledged + 20;
    await until(() => book.acknowledged >= after);
  }
  stopping = true;
  const wrong = await done;
  await service.close();
  await owner.end();
  const checks = await nothingLostOrDoubled(book, ground.urls.owner, wrong);
  await ground.close();
  const unclear = refusals.filter(
    ({ status, retryAfter, body }) => status !== 503 || !retryAfter || !body.type,
  );
  return {
    about: [
      `${times} times every connection of PostgreSQL taken from outside: ${refusals.length} refusals, ${book.acknowledged} acknowledged without a restart`,
    ],
    checks: [
      check(
        'each refusal was a 503 problem with Retry-After',
        unclear.length === 0,
        [...new Set(unclear.map(({ status, retryAfter }) => `${status} ${retryAfter}`))].join() ||
          refusals.length,
      ),
      ...checks,
    ],
  };
}

/** Cuts the service's sessions again and again while it takes every free connection of the writer's role. */
async function exhaust(url: string, owner: pg.Pool): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sunlit staff%'`;
  const service = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name LIKE 'sunlit staff%'`;
  do {
    await owner.query(cut);
    for (let free = true; free;) {
      const tries = await Promise.all(Array.from({ length: 16 }, () => connected(url)));
      taken.push(...tries.flatMap((client) => client ?? []));
      free = tries.every((client) => client !== null);
    }
  } while ((await owner.query(service)).rows[0].n > 0);
  return taken;
}

async function connected(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'somebody else' });
  client.on('error', () => {});
  return client.connect().then(
    () => client,
    () => null,
  );
}
