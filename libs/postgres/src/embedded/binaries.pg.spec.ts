import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverAccount } from './account.js';
import { findBinaries, usableBinaries, type Binaries } from './binaries.js';
import { launchOptions } from './programs.js';

let folder: string;
let pkg: string;
let cache: string;

/** The package as npm leaves it when it blocks install scripts: without library links. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-spec-'));
  await chmod(folder, 0o755);
  pkg = join(folder, 'hidden', 'linux-x64');
  cache = join(folder, 'cache');
  const { postgres } = await findBinaries(await serverAccount(null));
  await cp(join(postgres, '../../..'), pkg, { recursive: true, verbatimSymlinks: true });
  for (const { target } of await links()) await rm(join(pkg, target));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function links(): Promise<{ target: string }[]> {
  return JSON.parse(await readFile(join(pkg, 'native/pg-symlinks.json'), 'utf8'));
}

async function version({ initdb, postgres }: Binaries): Promise<string> {
  const options = launchOptions(await serverAccount(null), folder);
  await promisify(execFile)(initdb, ['--version'], options);
  const { stdout } = await promisify(execFile)(postgres, ['--version'], options);
  return stdout;
}

describe('PostgreSQL as npm leaves it when it blocks install scripts', () => {
  it('gets its library links and runs in place', async () => {
    const binaries = await usableBinaries(pkg, await serverAccount(null), cache);
    expect(binaries.postgres.startsWith(pkg)).toBe(true);
    expect(await version(binaries)).toMatch(new RegExp(`^postgres \\(PostgreSQL\\) ${binaries.major}\\.`));
    await expect(stat(cache)).rejects.toThrow();
  });

  // Root may write anywhere; what it cannot do is let the server's user into a closed folder.
  it('is copied out, once and even by several starts together, where the package cannot be completed or reached', async () => {
    const account = await serverAccount(null);
    await chmod(
      account === null ? join(pkg, 'native/lib') : join(folder, 'hidden'),
      account === null ? 0o500 : 0o700,
    );
    const all = await Promise.all([1, 2, 3].map(() => usableBinaries(pkg, account, cache)));
    expect(all.every(({ postgres }) => postgres.startsWith(cache))).toBe(true);
    expect(await version(all[0]!)).toMatch(/^postgres \(PostgreSQL\)/);
    const { ino } = await stat(all[0]!.postgres);
    const later = await usableBinaries(pkg, account, cache);
    expect((await stat(later.postgres)).ino).toBe(ino);
    await chmod(join(pkg, 'native/lib'), 0o755);
  });
});
