import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startedAt, type ProcessIdentity } from './processes.js';

/**
 * Makes this process the only launcher on `dataDir`; answers the function that gives the place up again.
 * A lock left by a process that has ended is taken over.
 *
 * Errors: one sentence naming the living launcher.
 */
export async function lockLauncher(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'launcher.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    started: await startedAt(process.pid),
    token: randomUUID(),
  });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o644 });
  try {
    while (!(await linked(draft, file))) {
      const holder = await holderOf(file);
      if (holder !== null) throw new Error(refusal(holder, dataDir));
      await removeStale(file);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await text(file)) === mine) await rm(file, { force: true });
  };
}

/** The process id of the living launcher on `dataDir`, if there is one. */
export async function livingLauncher(dataDir: string): Promise<number | null> {
  return (await holderOf(join(dataDir, 'launcher.lock')))?.pid ?? null;
}

/** `link` makes the lock appear whole or not at all, and never over another. */
async function linked(draft: string, file: string): Promise<boolean> {
  return link(draft, file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

/**
 * Another launcher may have replaced the stale lock a moment ago, so what was moved away is looked at
 * again and put back when somebody living holds it.
 */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await holderOf(aside)) !== null) await linked(aside, file);
  await rm(aside, { force: true });
}

async function holderOf(file: string): Promise<ProcessIdentity | null> {
  const lock = parsed(await text(file));
  return lock !== null && (await startedAt(lock.pid)) === lock.started ? lock : null;
}

function parsed(content: string): ProcessIdentity | null {
  try {
    const { pid, started } = JSON.parse(content);
    return Number.isSafeInteger(pid) ? { pid, started } : null;
  } catch {
    return null;
  }
}

const text = (file: string) => readFile(file, 'utf8').catch(() => '');

const refusal = (holder: ProcessIdentity, dataDir: string) =>
  `Another Sunlit Ledger (process ${holder.pid}) is running on ${dataDir}: stop it, or choose another data folder.`;
