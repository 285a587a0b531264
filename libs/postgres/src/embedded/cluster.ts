import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { canReach, handOver, serverAccount, type Account } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import { readIfThere, syncFolder, writePrivately } from './private-file.js';
import { runProgram } from './programs.js';

/** A PostgreSQL data folder ready to be served. */
export interface Cluster {
  readonly folder: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly password: string;
  readonly fresh: boolean;
}

export const ownerName = 'sunlit_owner';

/**
 * Finds the cluster of `dataDir` or makes it. Errors: a cluster that was here and is gone (rather than showing
 * an empty ledger), one of another PostgreSQL version, a machine where the server cannot run.
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const record = join(dataDir, 'cluster.path');
  const recorded = await readIfThere(record);
  const candidate = await serverAccount(null);
  const folder = recorded === null ? await placeFor(dataDir, candidate) : resolve(dataDir, recorded.trim());
  const version = await readIfThere(join(folder, 'PG_VERSION'));
  if (version === null && recorded !== null) {
    throw new Error(
      `The database of ${dataDir} should be at ${folder} and is not: put it back, or restore a backup.`,
    );
  }
  const account = version === null ? candidate : await serverAccount(folder);
  const binaries = await findBinaries(account);
  if (version !== null && Number(version) !== binaries.major) {
    throw new Error(
      `The database at ${folder} was made by PostgreSQL ${version.trim()} and this is PostgreSQL ${binaries.major}: ` +
        'copy the ledger with the earlier release, or run pg_upgrade.',
    );
  }
  const password = await ownerPassword(dataDir, version === null);
  if (version === null) await makeCluster(folder, password, account, binaries);
  if (recorded === null) await writePrivately(record, `${pathFrom(dataDir, folder)}\n`);
  return { folder, account, binaries, password, fresh: version === null };
}

/**
 * Beside the rest, unless the server's account cannot get there (root's own home): then in a place of its own,
 * named at random so that no other data folder, not even a later one of the same name, takes it for its own.
 */
async function placeFor(dataDir: string, account: Account | null): Promise<string> {
  if (await canReach(dataDir, account)) return join(dataDir, 'cluster');
  const name = randomBytes(8).toString('hex');
  return join('/var/lib/sunlit-ledger', name, 'cluster');
}

/** A cluster inside the data folder is recorded relatively, so that the folder can be moved. */
const pathFrom = (dataDir: string, folder: string) => (dirname(folder) === dataDir ? 'cluster' : folder);

/** Made before the cluster and kept: a start that was interrupted goes on with the same one. */
async function ownerPassword(dataDir: string, mayMake: boolean): Promise<string> {
  const file = join(dataDir, 'owner.password');
  const kept = await readIfThere(file);
  if (kept !== null) return kept.trim();
  if (!mayMake)
    throw new Error(`${file} is missing, and without it nobody can log in to the database: put it back.`);
  const made = randomBytes(24).toString('base64url');
  await writePrivately(file, `${made}\n`);
  return made;
}

/**
 * Made aside and renamed, so that a cluster is there whole or not at all. The built-in locale sorts the same on every
 * machine, whatever its C library.
 */
async function makeCluster(folder: string, password: string, account: Account | null, binaries: Binaries) {
  const draft = `${folder}.making`;
  const passwordFile = `${folder}.password`;
  const home = dirname(folder);
  await mkdir(home, { recursive: true, mode: 0o711 });
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await handOver(draft, account);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await handOver(passwordFile, account);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const login = [`--username=${ownerName}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    await runProgram(binaries.initdb, [`--pgdata=${draft}`, ...locale, ...login], account, draft);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, folder);
  await syncFolder(home);
}
