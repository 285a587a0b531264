import { dataSource } from './data-source.js';
import { migrations } from './migrations/index.js';
import { clientOf } from './client.js';

const migrationLock = 7_860_549_310;

/**
 * Brings the database to the present schema, all or nothing; answers the names of what was run, in order. Two starts
 * at once are safe: the second waits, then finds nothing to do. Run it as the same owner every time: default
 * privileges hold for the tables of the role that granted them.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const lock = clientOf({ connectionString: ownerUrl, application_name: 'sunlit migrate' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const source = dataSource(ownerUrl, { migrations, poolSize: 2, applicationName: 'sunlit migrate' });
    await source.initialize();
    try {
      const run = await source.runMigrations({ transaction: 'all' });
      return run.map(({ name }) => name);
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}
