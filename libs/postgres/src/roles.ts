import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Passwords } from './passwords.js';
import { clientOf } from './client.js';
import { pg } from './types.js';

/** One URL for each role on one database. The owner makes tables and grants; no app serves requests as the owner. */
export interface RoleUrls {
  readonly owner: string;
  readonly writer: string;
  readonly projector: string;
  readonly public: string;
}

const roles = {
  writer: { name: 'sunlit_writer', settings: {} },
  projector: { name: 'sunlit_projector', settings: {} },
  // Anybody on the internet reaches this role's queries: it cannot write, and cannot hold the server up.
  public: {
    name: 'sunlit_public',
    settings: {
      default_transaction_read_only: 'on',
      statement_timeout: '5s',
      idle_in_transaction_session_timeout: '10s',
    },
  },
} as const;

const roleNames = Object.values(roles).map(({ name }) => name);

/**
 * Makes the roles where missing, gives them these passwords, and lets only them into the database of `adminUrl`.
 * What they may do inside is granted by the migrations. Safe to repeat, and to run from several processes at once.
 *
 * Errors: one sentence when the administrator may not; PostgreSQL's own otherwise.
 */
export async function prepareDatabase(adminUrl: string, passwords: Passwords): Promise<RoleUrls> {
  await withClient(adminUrl, async (client) => {
    for (const [role, { name, settings }] of Object.entries(roles)) {
      await settled(() => createRole(client, name, passwords[role as keyof Passwords], settings)).catch(
        (error) => {
          throw error.code === '42501' ? new Error(mayNotChange(name, adminUrl), { cause: error }) : error;
        },
      );
    }
  });
  await admitRoles(adminUrl);
  return roleUrls(adminUrl, passwords);
}

/** Creates the database `name` on the server of `adminUrl`, as a copy of `template` if named; answers its URL. */
export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<string> {
  const source = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
  await withClient(adminUrl, (client) =>
    client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${source}`),
  );
  return withDatabase(adminUrl, name);
}

/** Removes the database `name`, cutting off whoever is still connected. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
  );
}

/** Only changes what differs: writing a role's row again, from several sides, is what makes them collide. */
async function createRole(
  client: pg.Client,
  name: string,
  password: string,
  settings: Record<string, string>,
): Promise<void> {
  const found = await client.query('SELECT rolconfig FROM pg_roles WHERE rolname = $1', [name]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${name} NOINHERIT`);
  // The verifier, not the password, travels: statements may be logged.
  await client.query(`ALTER ROLE ${name} LOGIN PASSWORD '${scramVerifier(password)}'`);
  const current: string[] = found.rows[0]?.rolconfig ?? [];
  for (const [setting, value] of Object.entries(settings)) {
    if (current.includes(`${setting}=${value}`)) continue;
    await client.query(`ALTER ROLE ${name} SET ${setting} = '${value}'`);
  }
}

const mayNotChange = (role: string, adminUrl: string) => {
  const admin = decodeURIComponent(new URL(adminUrl).username);
  return `"${admin}" may not create or change the role ${role}: GRANT ${role} TO "${admin}" WITH ADMIN OPTION, as who made it.`;
};

/** Lets the roles, and nobody else but its owner, into the database of `adminUrl`. */
export async function admitRoles(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query('SELECT current_database() AS name');
    const database = pg.escapeIdentifier(rows[0].name);
    const admit = `
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${database} TO ${roleNames.join(', ')};
      GRANT CREATE ON DATABASE ${database} TO ${roles.projector.name};
      REVOKE ALL ON SCHEMA public FROM PUBLIC`;
    await settled(() => client.query(admit));
  });
}

/**
 * Roles belong to the whole server and a lock would only cover one database, so whoever is overtaken
 * looks again: "tuple concurrently updated" or "role already exists" mean that another process was doing the same.
 */
async function settled(change: () => Promise<unknown>): Promise<void> {
  const overtaken = new Set(['XX000', '23505', '42710']);
  for (let attempt = 1; ; attempt++) {
    try {
      await change();
      return;
    } catch (error) {
      if (attempt === 20 || !overtaken.has((error as pg.DatabaseError).code ?? '')) throw error;
      await pause(Math.random() * 20 * attempt);
    }
  }
}

/** What PostgreSQL keeps of a password (RFC 5803), for passwords in ASCII. */
function scramVerifier(password: string): string {
  const iterations = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/** The address of the database of `adminUrl` for each role. */
export function roleUrls(adminUrl: string, passwords: Passwords): RoleUrls {
  const as = (role: keyof Passwords) => {
    const url = new URL(adminUrl);
    url.username = roles[role].name;
    url.password = passwords[role];
    return url.href;
  };
  return { owner: adminUrl, writer: as('writer'), projector: as('projector'), public: as('public') };
}

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = clientOf({ connectionString: url, application_name: 'sunlit prepare' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
