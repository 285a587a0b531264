import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { readIfThere } from './private-file.js';
import { commandOf, startedAt } from './processes.js';
import { launchOptions, runProgram } from './programs.js';

const startLimitMs = 5 * 60_000;
const largestLog = 10 * 1024 * 1024;

/** Not what a test of speed would choose: an answered append must survive a power cut. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
};

/**
 * Starts the server of `cluster` and waits until it takes connections, however long it has to recover after a crash.
 * It leads a process group of its own: a Ctrl-C in the terminal reaches the apps, which still need their database
 * to finish, and not the server.
 *
 * Errors: one sentence with the end of the server's log.
 */
export async function startPostmaster(
  cluster: Cluster,
  port: number,
  logFile: string,
): Promise<ChildProcess> {
  const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
    `-c`,
    `${name}=${value}`,
  ]);
  const log = await openLog(logFile);
  const logStart = (await log.stat()).size;
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder, ...options], {
    ...launchOptions(cluster.account, cluster.folder),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<string>((tell) => {
    child.once('error', (error) => tell(error.message));
    child.once('exit', (code, signal) => tell(`it ended with ${signal ?? `code ${code}`}`));
  });
  await log.close();
  const problem = await Promise.race([ended, ready(cluster.folder, child)]);
  child.unref();
  if (problem === null) return child;
  throw new Error(`PostgreSQL did not start: ${problem}.\n${await since(logFile, logStart)}`.trimEnd());
}

export const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Ends the server as `pg_ctl stop -m fast` does: clients are cut off, everything answered is on disk. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const stop = (mode: string) =>
    runProgram(
      cluster.binaries.pgCtl,
      ['stop', '-D', cluster.folder, '-m', mode, '-w', '-t', '60'],
      cluster.account,
      cluster.folder,
    );
  try {
    await stop('fast');
  } catch (error) {
    if ((await livingPostmaster(cluster.folder)) === null) return;
    await stop('immediate').catch(() => {
      throw error;
    });
  }
}

/**
 * The process id of the server that is running on `folder`, or null. A pid file whose process has ended, or whose
 * number now belongs to something else, would keep the server from starting; it is given a number that no process
 * has. The file itself stays: PostgreSQL reads in it which shared memory must be free before it may start.
 */
export async function livingPostmaster(folder: string): Promise<number | null> {
  const file = join(folder, 'postmaster.pid');
  const content = await readIfThere(file);
  if (content === null) return null;
  const [first = '', ...rest] = content.split('\n');
  const pid = Math.abs(Number.parseInt(first, 10));
  if (pid > 0 && (await serves(pid, folder))) return pid;
  await writeFile(file, [String(noProcess), ...rest].join('\n'));
  return null;
}

const noProcess = 2 ** 31 - 1;

async function serves(pid: number, folder: string): Promise<boolean> {
  if ((await startedAt(pid)) === null) return false;
  const command = await commandOf(pid);
  return command === null || command.includes(folder);
}

/** A port nobody listens on: `wanted` (0: any) when it is free, so that addresses stay the same from start to start. */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  return new Promise((found, failed) => {
    server.once('error', (error) => (wanted === 0 ? failed(error) : found(freePort(0))));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}

/** Null once the server says in its pid file that it is ready. */
async function ready(folder: string, child: ChildProcess): Promise<string | null> {
  const file = join(folder, 'postmaster.pid');
  const deadline = Date.now() + startLimitMs;
  while (child.pid !== undefined && !hasEnded(child) && Date.now() < deadline) {
    const lines = ((await readIfThere(file)) ?? '').split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return null;
    await pause(10);
  }
  if (!hasEnded(child)) child.kill('SIGINT');
  return `it was not ready after ${startLimitMs / 60_000} minutes`;
}

async function openLog(file: string) {
  const size = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  if (size > largestLog) await rename(file, `${file}.old`);
  return open(file, 'a', 0o600);
}

async function since(file: string, offset: number): Promise<string> {
  const log = await readFile(file);
  return log.subarray(offset).toString('utf8').trimEnd().split('\n').slice(-5).join('\n');
}
