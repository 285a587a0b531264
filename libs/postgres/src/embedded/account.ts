import { chown, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The operating system's account that the server runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Null when this process may run it itself, else the account to use:
 * the one that owns the cluster already, else `postgres`, else `nobody`.
 */
export async function serverAccount(cluster: string | null): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const accounts = await knownAccounts();
  const owner = cluster === null ? null : await stat(cluster);
  const account =
    (owner && owner.uid !== 0 && { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }) ||
    accounts.find(({ name }) => name === 'postgres') ||
    accounts.find(({ name }) => name === 'nobody');
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root and this machine has neither a user "postgres" nor "nobody": ' +
      'start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Hands `path` to the account; nothing to do where the server runs as this very process's user. */
export async function handOver(path: string, account: Account | null): Promise<void> {
  if (account !== null) await chown(path, account.uid, account.gid);
}

/** Whether the account can get to what lies in `folder`, judged by the mode bits of every folder above. */
export async function canReach(folder: string, account: Account | null): Promise<boolean> {
  if (account === null) return true;
  const { mode, uid, gid } = await stat(folder);
  const mayEnter = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
  const above = dirname(folder);
  return mayEnter !== 0 && (above === folder || canReach(above, account));
}

async function knownAccounts(): Promise<Account[]> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
