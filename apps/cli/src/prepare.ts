import { loadMasterKey } from '@sunlit/envelope';
import { checkReachable, loadPasswords, migrate, prepareDatabase } from '@sunlit/postgres';
import type { Settings } from '@sunlit/web';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { masterKeyFile } from '../../staff/src/writing-room.js';
import { Failure } from './failure.js';

interface Preparing {
  /** Folder in which each role gets `<role>/database-url`, for nobody else to read. */
  readonly access: string;
  /** Holds the password of the owner that DATABASE_URL leaves out. */
  readonly passwordFile?: string;
}

/**
 * `sunlit prepare`: roles, migrations and the master key, as the owner of DATABASE_URL, for apps that run alone. Safe to
 * repeat: it is also how a new version migrates.
 */
export async function prepare(settings: Settings, { access, passwordFile }: Preparing): Promise<void> {
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl === null)
    throw new Failure('DATABASE_URL is not set: the address of the database, as its owner');
  const owner = new URL(databaseUrl);
  if (passwordFile) owner.password = encodeURIComponent((await readFile(passwordFile, 'utf8')).trim());
  await checkReachable(owner.href);
  const { owner: url, ...roles } = await prepareDatabase(owner.href, await loadPasswords(dataDir));
  await migrate(url);
  await loadMasterKey(masterKeyFile(settings), { create: true });
  for (const [role, address] of Object.entries(roles)) {
    await mkdir(join(access, role), { recursive: true, mode: 0o700 });
    await writeFile(join(access, role, 'database-url'), `${address}\n`, { mode: 0o600 });
  }
  process.stdout.write(`prepared: ${Object.keys(roles).join(', ')} in ${access}\n`);
}
