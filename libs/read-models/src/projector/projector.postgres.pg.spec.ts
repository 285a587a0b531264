import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyRing, postgresKeyStore } from '@sunlit/envelope';
import { postgresEventStore, type EventStore } from '@sunlit/event-store';
import { pool } from '@sunlit/postgres';
import { projectQuery } from '../project-page/project.query.js';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { prepared as preparation } from '../testing/submissions.js';
import { readModels, type ReadModels } from '../testing/projected.js';
import { projected, watchProjector } from './projected.js';

const masterKey = Buffer.alloc(32, 7);
let models: ReadModels;
let stores: EventStore[];
let pools: ReturnType<typeof pool>[];

beforeEach(async () => {
  models = await readModels();
  const { writer, projector } = models.urls;
  stores = await Promise.all(
    [writer, projector].map((connection) =>
      postgresEventStore({ connection, applicationName: 'spec store' }),
    ),
  );
  pools = [writer, projector].map((url) => pool(url, 'spec keys', 2));
});
afterEach(async () => {
  await models.close();
  await Promise.all([...stores.map((store) => store.close()), ...pools.map((keys) => keys.end())]);
});

/** To write to, as staff; and as the projector has it, with its own role. */
const both = () => {
  const [writing, following] = stores.map((store, i) =>
    specLedger(store, keyRing(postgresKeyStore(pools[i]!), masterKey)),
  );
  return { writing: writing!, following: following! };
};

describe('On PostgreSQL', () => {
  it('the projector needs no more than its own role may: it reads events and keys, and owns the read models', async () => {
    const { writing, following } = both();
    models.start(following);
    await openLedger(writing);
    const project = await storeWorkedExample(writing);
    await models.caughtUp(writing);
    expect(await projectQuery(models.public).view(project)).toMatchObject({
      stage: 'closed',
      figures: { audited: '10960000.00' },
    });
  });

  it('whoever wrote something can wait until it is shown', async () => {
    const { writing, following } = both();
    models.start(following);
    const position = await openLedger(writing);
    expect(await projected(models.staff, writing.store, position, 30_000)).toBe(true);
    expect(await models.query('SELECT entries::int FROM published.ledger')).toEqual([{ entries: 1 }]);
  });

  it('many wait over one connection, each for its own', async () => {
    const { writing, following } = both();
    models.start(following);
    const watch = await watchProjector(models.staff, writing.store);
    const positions: string[] = [];
    for (let i = 0; i < 20; i++)
      positions.push(
        await writing.append(`submission-00000000-0000-5000-8000-0000000001${i + 10}`, preparation),
      );
    expect(await Promise.all(positions.map((position) => watch.until(position, 30_000)))).toEqual(
      positions.map(() => true),
    );
    await watch.close();
  });

  it('who waits for a projector that is not there is told so in time', async () => {
    const { writing } = both();
    const position = await openLedger(writing);
    expect(await projected(models.staff, writing.store, position, 1)).toBe(false);
  });
});
