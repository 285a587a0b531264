import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadPasswords } from './passwords.js';
import { startEmbedded, type Embedded } from './embedded.js';
import { livingPostmaster } from './embedded/postmaster.js';
import { pg } from './types.js';

jest.setTimeout(120_000);

const isRoot = process.getuid?.() === 0;
let folder: string;
let dataDir: string;
let launchers: ChildProcess[];
let servers: Embedded[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-spec-'));
  await chmod(folder, 0o711);
  dataDir = join(folder, 'data');
  launchers = [];
  servers = [];
});

afterEach(async () => {
  for (const launcher of launchers) await ended(launcher, () => launcher.kill('SIGKILL'));
  for (const server of servers) await server.stop();
  const orphan = await livingPostmaster(join(dataDir, 'cluster'));
  if (orphan !== null) await (await start()).stop();
  await rm(folder, { recursive: true, force: true });
});

/** Stopped after the spec in any case. */
async function start(folder = dataDir): Promise<Embedded> {
  const server = await startEmbedded({ dataDir: folder });
  servers.push(server);
  return server;
}

interface Said {
  readonly url: string;
  readonly recovered: string;
  readonly refused: string;
}

/** Another process that launches the server, as `sunlit start` would. */
async function launch(): Promise<{ launcher: ChildProcess; said: Said }> {
  const launcher = spawn(
    process.execPath,
    ['--import', './test/typescript.mjs', './test/embedded.ts', dataDir],
    { stdio: ['pipe', 'pipe', 'inherit'], detached: true },
  );
  launchers.push(launcher);
  const [line] = await once(createInterface(launcher.stdout!), 'line');
  return { launcher, said: JSON.parse(line) };
}

async function ended(process: ChildProcess, end: () => void): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exit = once(process, 'exit');
  end();
  await exit;
}

const kill = (launcher: ChildProcess) => ended(launcher, () => launcher.kill('SIGKILL'));
const finish = (launcher: ChildProcess) => ended(launcher, () => launcher.stdin!.end());

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

describe('the embedded server', () => {
  it('keeps data and address from start to start', async () => {
    const first = await start();
    expect(first.recovered).toBe('fresh');
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    expect(await livingPostmaster(join(dataDir, 'cluster'))).toBeNull();

    const second = await start();
    expect(second.recovered).toBe('started');
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([7]);
    await second.stop();
    await second.stop();
  });

  it('is durable, speaks UTF-8, sorts by code point and listens to this machine only', async () => {
    const server = await start();
    const shown = await query(
      server.url,
      `SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
              current_setting('server_encoding'), current_setting('listen_addresses'),
              current_setting('unix_socket_directories'), current_setting('password_encryption'),
              (SELECT datlocale FROM pg_database WHERE datname = current_database()),
              (SELECT string_agg(auth_method, ',') FROM (SELECT DISTINCT auth_method FROM pg_hba_file_rules) AS hba),
              'Ä' < '中', upper('ä')`,
    );
    expect(shown).toEqual([
      'on',
      'on',
      'on',
      'UTF8',
      '127.0.0.1',
      '',
      'scram-sha-256',
      'C.UTF-8',
      'scram-sha-256',
      true,
      'Ä',
    ]);
    await server.stop();
  });

  it('keeps its passwords to the owner of the data folder', async () => {
    const server = await start();
    await server.stop();
    const passwords = await loadPasswords(dataDir);
    expect(await loadPasswords(dataDir)).toEqual(passwords);
    for (const file of ['owner.password', 'roles.json', 'postgres.log']) {
      expect((await stat(join(dataDir, file))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(dataDir, 'cluster'))).mode & 0o777).toBe(0o700);
  });

  it('stops in order a server that outlived its killed launcher, and loses nothing', async () => {
    const { launcher, said } = await launch();
    await query(said.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const orphan = await postmasterPid();
    await kill(launcher);
    expect(await livingPostmaster(join(dataDir, 'cluster'))).toBe(orphan);

    const server = await start();
    expect(server.recovered).toBe('orphan-stopped');
    expect(await postmasterPid()).not.toBe(orphan);
    expect(await query(server.url, 'SELECT n FROM kept')).toEqual([7]);
    await server.stop();
  });

  it('recovers what was committed when launcher and server are killed together', async () => {
    const { launcher, said } = await launch();
    await query(said.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    process.kill(await postmasterPid(), 'SIGKILL');
    await kill(launcher);

    const server = await start();
    expect(server.recovered).toBe('started');
    expect(await query(server.url, 'SELECT n FROM kept')).toEqual([7]);
    await server.stop();
  });

  it('tells its launcher when the server ends by itself', async () => {
    const server = await start();
    process.kill(await postmasterPid(), 'SIGKILL');
    expect(await server.lost).toMatch(/^PostgreSQL ended by itself \(SIGKILL\): see .*postgres\.log$/);
    await server.stop();
    const again = await start();
    await again.stop();
  });

  it('starts although a stale pid file has a number that belongs to another process now', async () => {
    const first = await start();
    const pidFile = join(dataDir, 'cluster/postmaster.pid');
    const left = await readFile(pidFile, 'utf8');
    const { uid, gid } = await stat(pidFile);
    await first.stop();
    await writeFile(pidFile, left.replace(/^\d+/, String(process.pid)));
    await chown(pidFile, uid, gid);
    const second = await start();
    expect(second.recovered).toBe('started');
    await second.stop();
  });

  it('outlives a Ctrl-C in the terminal until its launcher stops it', async () => {
    const { launcher, said } = await launch();
    process.kill(-launcher.pid!, 'SIGINT');
    expect(await query(said.url, 'SELECT 1')).toEqual([1]);
    await finish(launcher);
    expect(await livingPostmaster(join(dataDir, 'cluster'))).toBeNull();
  });
});

describe('a data folder', () => {
  it('refuses a second living launcher in one sentence, and lets the first go on', async () => {
    const { launcher, said } = await launch();
    await expect(start()).rejects.toThrow(
      `Another Sunlit Ledger (process ${launcher.pid}) is running on ${dataDir}: stop it, or choose another data folder.`,
    );
    expect(await query(said.url, 'SELECT 1')).toEqual([1]);
  });

  it('refuses a second launch within one process', async () => {
    const server = await start();
    await expect(start()).rejects.toThrow(/^Another Sunlit Ledger \(process \d+\)/);
    await server.stop();
  });

  it('goes to exactly one of several launchers that find a dead one’s lock together', async () => {
    const { launcher } = await launch();
    await kill(launcher);
    const all = await Promise.all([launch(), launch(), launch(), launch()]);
    expect(all.filter(({ said }) => said.url)).toHaveLength(1);
    expect(all.filter(({ said }) => said.refused?.startsWith('Another Sunlit Ledger'))).toHaveLength(3);
  });

  it('is not believed empty when its cluster is gone', async () => {
    const server = await start();
    await server.stop();
    await rename(join(dataDir, 'cluster'), join(dataDir, 'elsewhere'));
    await expect(start()).rejects.toThrow(/should be at .*cluster and is not/);
  });

  it('does not go on with a new password when the old one is gone', async () => {
    const server = await start();
    await server.stop();
    await rm(join(dataDir, 'owner.password'));
    await expect(start()).rejects.toThrow(/owner\.password is missing/);
  });

  it('may be moved', async () => {
    const server = await start();
    await query(server.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await server.stop();
    await rename(dataDir, join(folder, 'moved'));
    const moved = await start(join(folder, 'moved'));
    expect(await query(moved.url, 'SELECT n FROM kept')).toEqual([7]);
    await moved.stop();
  });

  it('of another PostgreSQL version is refused untouched', async () => {
    const server = await start();
    await server.stop();
    await writeFile(join(dataDir, 'cluster/PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17 and this is PostgreSQL 18/);
  });

  it('whose first start was interrupted is made anew', async () => {
    const server = await start();
    await server.stop();
    await rename(join(dataDir, 'cluster'), join(dataDir, 'cluster.making'));
    await rm(join(dataDir, 'cluster.path'));
    const again = await start();
    expect(again.recovered).toBe('fresh');
    await again.stop();
  });

  if (isRoot) {
    it('of root that the server’s user cannot reach has its cluster in a place of its own', async () => {
      await chmod(folder, 0o700);
      const server = await start();
      const [place] = (await query(server.url, 'SHOW data_directory')) as [string];
      await server.stop();
      expect(place).toMatch(/^\/var\/lib\/sunlit-ledger\/[0-9a-f]{16}\/cluster$/);
      const again = await start();
      expect(again.recovered).toBe('started');
      await again.stop();
      await rm(dirname(place), { recursive: true });
    });
  }
});
