import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type pg, pool } from '@sunlit/postgres';
import { type FreshDatabase, freshDatabase } from '../../../test/postgres.js';
import { keyRing } from './key-ring.js';
import { openAll } from './open.js';
import { postgresKeyStore } from './postgres.key-store.js';
import { seal } from './seal.js';
import { keyStoreLaws } from './testing/key-store.laws.js';
import { masterKey, payment, paymentData } from './testing/samples.js';

keyStoreLaws('postgres', async () => {
  const database = await freshDatabase();
  const pools = [1, 2].map(() => pool(database.urls.writer, 'key-store spec'));
  const [store, second] = pools.map(postgresKeyStore);
  if (!store || !second) throw new Error('two pools make two stores');
  return {
    store,
    second,
    async close() {
      await Promise.all(pools.map((each) => each.end()));
      await database.drop();
    },
  };
});

describe('keys in PostgreSQL', () => {
  let database: FreshDatabase;
  let writer: pg.Pool;
  let projector: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase();
    writer = pool(database.urls.writer, 'key-store spec');
    projector = pool(database.urls.projector, 'key-store spec');
  });
  afterAll(async () => {
    await Promise.all([writer.end(), projector.end()]);
    await database.drop();
  });

  it('close for the writer and open for the projector, which only reads', async () => {
    const sealed = await seal(payment(), keyRing(postgresKeyStore(writer), masterKey));
    const reader = keyRing(postgresKeyStore(projector), masterKey);
    await reader.prove();
    const [opened] = await openAll([sealed], reader);
    expect(opened?.data).toEqual(paymentData);
    await expect(reader.forStream('project-new')).rejects.toThrow(/permission denied/);
  });

  it('leave no trace of a person in the clear', async () => {
    await seal(payment(), keyRing(postgresKeyStore(writer), masterKey));
    const { rows } = await writer.query(
      `select subject, id, encode(wrapped, 'escape') from keys.subject, keys.key`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('6222 0000');
  });
});
