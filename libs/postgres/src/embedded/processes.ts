import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process as it can be told from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** When process `pid` began, as opaque text that no later process of that number shares; null when none lives. */
export async function startedAt(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return startedOnLinux(pid);
  if (process.platform === 'win32') return exists(pid) ? 'unknown' : null;
  return (await ps(pid, 'lstart=')) || null;
}

/** The command line of process `pid`; null when it cannot be known. */
export async function commandOf(pid: number): Promise<string | null> {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return (await ps(pid, 'command=')) || null;
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.replaceAll('\0', ' ').trim() || null;
}

/** A zombie answers signals but has ended: only its state in /proc tells. */
async function startedOnLinux(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticksSinceBoot] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()} ${ticksSinceBoot}`;
}

async function ps(pid: number, column: string): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C' };
  return run('ps', ['-p', String(pid), '-o', column], { env }).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
