import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createDatabase, dropDatabase, migrate, pg, prepareDatabase, type RoleUrls } from '@sunlit/postgres';
import { admitRoles, roleUrls } from '../libs/postgres/src/roles.js';

/** Roles belong to the whole server, so every worker of a run must know the same passwords. */
const passwords = { writer: 'test-writer', projector: 'test-projector', public: 'test-public' };

const templateLock = 7_860_549_311;

// Making and removing a database waits for the disk, which other workers keep busy too. The fault runs have no jest.
(import.meta as { jest?: { setTimeout(ms: number): void } }).jest?.setTimeout(60_000);

export interface FreshDatabase {
  readonly urls: RoleUrls;
  drop(): Promise<void>;
}

/** A database of its own for one spec: roles prepared, migrated, no rows. The server is the run's (`test/server.ts`). */
export async function freshDatabase(): Promise<FreshDatabase> {
  const admin = adminUrl();
  const name = `spec_${randomBytes(8).toString('hex')}`;
  const url = await createDatabase(admin, name, await migratedTemplate(admin));
  await admitRoles(url);
  return { urls: roleUrls(url, passwords), drop: () => dropDatabase(admin, name) };
}

/** The passwords of the roles, as `roles.json` in a data folder holds them: all programs of a run share the roles. */
export const passwordsOf = (urls: Omit<RoleUrls, 'owner'>): string =>
  JSON.stringify(
    Object.fromEntries(
      (['writer', 'projector', 'public'] as const).map((role) => [role, new URL(urls[role]).password]),
    ),
  );

/** The owner's URL of the server this run uses. */
export function adminUrl(): string {
  const url = process.env['SUNLIT_TEST_POSTGRES'];
  if (!url) throw new Error('SUNLIT_TEST_POSTGRES is not set: does the jest project list test/server.ts?');
  return url;
}

/**
 * Copying a migrated database is far faster than migrating one. The first worker that asks makes it while the others
 * wait; its name changes with the text of the migrations, for servers that outlive a run.
 */
async function migratedTemplate(admin: string): Promise<string> {
  const name = `sunlit_template_${await hashOfMigrations()}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 1) return name;
    const draft = `${name}_draft`;
    await dropDatabase(admin, draft);
    const url = await createDatabase(admin, draft);
    await prepareDatabase(url, passwords);
    await migrate(url);
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function hashOfMigrations(): Promise<string> {
  const folder = new URL('../libs/postgres/src/migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(new URL(file, folder)));
  return hash.digest('hex').slice(0, 16);
}
