import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from './client.js';
import { openCluster, ownerName, type Cluster } from './embedded/cluster.js';
import { livingLauncher, lockLauncher } from './embedded/lock.js';
import {
  freePort,
  hasEnded,
  livingPostmaster,
  startPostmaster,
  stopPostmaster,
} from './embedded/postmaster.js';
import { readIfThere, writePrivately } from './embedded/private-file.js';

/** A running PostgreSQL that belongs to this process. */
export interface Embedded {
  /** Owner's URL (a superuser of this server), with its password: 127.0.0.1, database `sunlit`. */
  readonly url: string;
  /** `orphan-stopped`: a server that outlived its killed launcher was shut down in order first. */
  readonly recovered: 'fresh' | 'started' | 'orphan-stopped';
  /** Resolves when the server has ended without `stop` having been called, with a sentence that says so. */
  readonly lost: Promise<string>;
  /** Shuts down in order and waits for it. May be called twice. */
  stop(): Promise<void>;
}

const databaseName = 'sunlit';

/** The owner's URL of the server that a living launcher runs on `dataDir`, or null: for a command beside it. */
export async function runningEmbedded(dataDir: string): Promise<string | null> {
  if ((await livingLauncher(dataDir)) === null) return null;
  const [port, password] = await Promise.all(
    ['port', 'owner.password'].map((name) => readIfThere(join(dataDir, name))),
  );
  return port && password ? urlOf(password.trim(), Number(port), databaseName) : null;
}

/**
 * Starts the PostgreSQL that came with npm on `dataDir`, making everything at the first start. The caller stops it.
 *
 * Errors: one clear sentence, when another launcher lives on this folder, the platform has no embedded PostgreSQL,
 * the cluster is gone or of another version, or the server does not start.
 */
export async function startEmbedded(options: {
  dataDir: string;
  log?: (line: string) => void;
}): Promise<Embedded> {
  const log = options.log ?? (() => {});
  // Root's server runs as another user, who must be able to pass through; the files inside stay private.
  await mkdir(options.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const dataDir = await realpath(options.dataDir);
  const unlock = await lockLauncher(dataDir);
  try {
    const cluster = await openCluster(dataDir);
    const orphan = await livingPostmaster(cluster.folder);
    if (orphan !== null) {
      log(`PostgreSQL (process ${orphan}) outlived its launcher: stopping it in order`);
      await stopPostmaster(cluster);
    }
    const { server, port } = await startOnFreePort(cluster, dataDir);
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= stopServer(cluster, server).then(unlock));
    const lost = new Promise<string>((tell) => {
      server.once('exit', (code, signal) => {
        if (stopped !== undefined) return;
        tell(
          `PostgreSQL ended by itself (${signal ?? `code ${code}`}): see ${join(dataDir, 'postgres.log')}`,
        );
      });
    });
    await ensureDatabase(urlOf(cluster.password, port, 'postgres')).catch(async (error) => {
      await stop();
      throw error;
    });
    log(`PostgreSQL ${cluster.binaries.major} is running on 127.0.0.1:${port}, data in ${cluster.folder}`);
    const recovered = cluster.fresh ? 'fresh' : orphan === null ? 'started' : 'orphan-stopped';
    return { url: urlOf(cluster.password, port, databaseName), recovered, lost, stop };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** What PostgreSQL says while processes of a killed server still end what they were at: on a busy machine seconds. */
const stillThere = 'pre-existing shared memory block';
const patienceMs = 15_000;

/**
 * More than one try: somebody may take the port between our look and the server's start, and processes of a server that
 * was killed may take a moment to let go of its memory.
 */
async function startOnFreePort(cluster: Cluster, dataDir: string) {
  const record = join(dataDir, 'port');
  const before = Number.parseInt((await readIfThere(record)) ?? '0', 10) || 0;
  const patience = AbortSignal.timeout(patienceMs);
  let wanted = before;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted);
    try {
      const server = await startPostmaster(cluster, port, join(dataDir, 'postgres.log'));
      if (port !== before) await writePrivately(record, `${port}\n`);
      return { server, port };
    } catch (error) {
      const lingers = (error as Error).message.includes(stillThere);
      if (attempt >= 3 && (patience.aborted || !lingers)) throw error;
      if (!lingers) wanted = 0;
      await pause(Math.min(200 * attempt, 1_000));
    }
  }
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = clientOf({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

async function stopServer(cluster: Cluster, server: ChildProcess): Promise<void> {
  await stopPostmaster(cluster);
  if (hasEnded(server)) return;
  server.ref();
  await once(server, 'exit');
}

const urlOf = (password: string, port: number, database: string) =>
  `postgres://${ownerName}:${password}@127.0.0.1:${port}/${database}`;
