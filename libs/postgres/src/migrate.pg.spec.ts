import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminUrl, freshDatabase } from '../../../test/postgres.js';
import { dataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';
import { createDatabase, dropDatabase } from './roles.js';

describe('migrate', () => {
  const name = 'spec_migrated_at_once';
  let url: string;

  beforeAll(async () => {
    await (await freshDatabase()).drop();
    url = await createDatabase(adminUrl(), name);
  });

  afterAll(() => dropDatabase(adminUrl(), name));

  it('runs every migration once, in the order of the list, when several starts come together', async () => {
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(runs.sort((a, b) => b.length - a.length)).toEqual([
      migrations.map((Migration) => new Migration().name),
      [],
      [],
    ]);
  });

  it('finds nothing to do the next time', async () => {
    expect(await migrate(url)).toEqual([]);
  });

  it('leaves a database that a data source can be opened on', async () => {
    const source = dataSource(url, { applicationName: 'spec' });
    await source.initialize();
    const rows = await source.query(
      `SELECT current_setting('application_name') AS name, date '2024-02-29' AS day`,
    );
    await source.destroy();
    expect(rows).toEqual([{ name: 'spec', day: '2024-02-29' }]);
  });
});
