import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataSource } from '@sunlit/postgres';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/postgres.js';
import { prepared } from './prepared.js';

let base: Awaited<ReturnType<typeof freshDatabase>>;
let ds: DataSource;
beforeEach(async () => {
  base = await freshDatabase();
  ds = await dataSource(base.urls.owner, { applicationName: 'spec', poolSize: 1 }).initialize();
  await ds.query('CREATE TABLE kept (id int PRIMARY KEY, said text)');
  await ds.query(`INSERT INTO kept VALUES (1, 'one'), (2, 'two')`);
});
afterEach(async () => {
  await ds.destroy();
  await base.drop();
});

const statement = 'SELECT * FROM kept WHERE id = $1';

describe('A prepared statement', () => {
  it('is planned by its connection once, whatever it is asked for', async () => {
    expect(await prepared(ds, statement, [1])).toEqual([{ id: 1, said: 'one' }]);
    expect(await prepared(ds, statement, [2])).toEqual([{ id: 2, said: 'two' }]);
    expect(await prepared(ds, statement, [3])).toEqual([]);
    const plans = await ds.query('SELECT statement FROM pg_prepared_statements');
    expect(plans).toEqual([{ statement }]);
  });

  it('answers also where its table was made anew with other columns', async () => {
    await prepared(ds, statement, [1]);
    await ds.query('ALTER TABLE kept ALTER COLUMN said TYPE char(5), ADD COLUMN more int DEFAULT 7');
    expect(await prepared(ds, statement, [1])).toEqual([{ id: 1, said: 'one  ', more: 7 }]);
  });

  it('says what is wrong with it as any other', async () => {
    await expect(prepared(ds, statement, ['no number'])).rejects.toThrow(/invalid input syntax/);
    await expect(prepared(ds, 'SELECT nothing FROM kept WHERE id = $1', [1])).rejects.toThrow(/nothing/);
  });
});
