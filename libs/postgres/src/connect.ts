import { clientOf } from './client.js';
import { pg } from './types.js';

const oldestMajor = 15;

/**
 * Resolves when the PostgreSQL at `url` can be used, `as` its owner (who makes roles and tables) or as an app.
 *
 * Errors: one sentence for a person to act on, never with the password in it.
 */
export async function checkReachable(url: string, as: 'owner' | 'app' = 'owner'): Promise<void> {
  const client = clientFor(url);
  try {
    await client.connect();
  } catch (error) {
    // The driver leaves a half-open login behind, on which the server's DROP DATABASE would wait for a minute.
    await client.end().catch(() => {});
    throw new Error(whyNot(error as ConnectError, new URL(url)));
  }
  try {
    const { rows } = await client.query<Found>(`
      SELECT current_setting('server_version_num')::int AS version, pg_is_in_recovery() AS standby,
             rolsuper OR rolcreaterole AS "createsRoles", rolname AS role
      FROM pg_roles WHERE rolname = current_user`);
    const problem = unfit(rows[0]!, as, place(new URL(url)));
    if (problem !== null) throw new Error(problem);
  } finally {
    await client.end();
  }
}

interface Found {
  readonly version: number;
  readonly standby: boolean;
  readonly createsRoles: boolean;
  readonly role: string;
}

type ConnectError = Error & { code?: string };

function unfit({ version, standby, createsRoles, role }: Found, as: 'owner' | 'app', where: string) {
  const major = Math.trunc(version / 10_000);
  if (major < oldestMajor) return `${where} is PostgreSQL ${major}; ${oldestMajor} or later is needed.`;
  if (standby) return `${where} is a read-only standby: name the primary server.`;
  if (as === 'owner' && !createsRoles) {
    return `The role "${role}" at ${where} may not create roles: ALTER ROLE "${role}" CREATEROLE, as an administrator.`;
  }
  return null;
}

function clientFor(url: string): pg.Client {
  try {
    if (!/^postgres(ql)?:$/.test(new URL(url).protocol)) throw new TypeError();
    return clientOf({ connectionString: url, connectionTimeoutMillis: 10_000 });
  } catch {
    throw new Error('The database address is not of the form postgres://user:password@host:port/database.');
  }
}

/** Sentences by PostgreSQL's and the network's codes; what is left shows the code and the server's own words. */
function whyNot(error: ConnectError, url: URL): string {
  const where = place(url);
  const user = decodeURIComponent(url.username);
  switch (error.code) {
    case 'ECONNREFUSED':
      return `Nothing answers at ${where}: is PostgreSQL running there?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${where} is not known.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `${where} cannot be reached over the network.`;
    case '28P01':
      return `${where} does not accept this password for the user "${user}".`;
    case '28000':
      return `${where} does not let the user "${user}" in from here (see its pg_hba.conf).`;
    case '3D000':
      return `There is no database "${databaseOf(url)}" at ${where}: create it first.`;
    case '53300':
      return `${where} has no connection left: raise max_connections, or stop what holds them.`;
    case '57P03':
      return `${where} is starting or stopping: try again in a moment.`;
  }
  if (/password must be a string/.test(error.message)) {
    return `${where} asks for a password and the address has none for the user "${user}".`;
  }
  if (/timeout/i.test(error.message)) return `${where} did not answer within 10 seconds.`;
  return `${where} cannot be used${error.code ? ` (${error.code})` : ''}: ${withoutPassword(error.message, url)}`;
}

const place = (url: URL) => `${url.hostname || 'localhost'}:${url.port || '5432'}`;
const databaseOf = (url: URL) =>
  decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);

function withoutPassword(message: string, url: URL): string {
  const secrets = [url.password, decodeURIComponent(url.password)].filter((secret) => secret !== '');
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message);
}
