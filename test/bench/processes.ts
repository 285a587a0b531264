import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { program, typescript } from '../programs.js';
import { askOwner } from './ground.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface App {
  readonly port: number;
  readonly pid: number;
  /** Asks it to end as its supervisor would, and waits. */
  stop(): Promise<void>;
}

export interface Starting {
  readonly env: Readonly<Record<string, string>>;
  /** A folder for a CPU profile of the process, written when it ends. */
  readonly profile?: string | undefined;
}

/** One app of the product in a process of its own, from the sources; answers once it says that it is open. */
export async function startApp(
  app: 'staff' | 'public' | 'projector',
  { env, profile }: Starting,
): Promise<App> {
  const started = program(`apps/${app}/src/main.ts`, {
    env: { LOG_LEVEL: 'info', ...env },
    ...{ profile, errors: 'shown' },
  });
  const [, port] = await started.heard(app === 'projector' ? /./ : /"port":(\d+)/);
  started.unheard();
  return { port: Number(port ?? 0), pid: started.pid, stop: async () => void (await started.end()) };
}

/** A child that is told jobs and answers each: the load, or the bare server that pages are held against. */
export function helper(file: string): {
  readonly pid: number;
  ask<Answer>(job: object): Promise<Answer>;
  stop(): Promise<void>;
} {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    cwd: root,
    execArgv: typescript,
    serialization: 'advanced',
  });
  return {
    pid: child.pid!,
    async ask<Answer>(job: object) {
      child.send(job);
      const stopped = new AbortController();
      const died = once(child, 'exit', { signal: stopped.signal }).then(([code]) => {
        throw new Error(`${file} ended with ${code}`);
      });
      const [answer] = (await Promise.race([once(child, 'message'), died])) as [Answer & { failed?: string }];
      died.catch(() => {});
      stopped.abort();
      if (answer.failed) throw new Error(`${file}: ${answer.failed}`);
      return answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** Seconds of CPU that processes have used so far, those of their ended and living children included. */
export function cpuSeconds(pids: readonly number[]): number {
  const wanted = new Set(pids);
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const fields = statOf(name);
    if (!fields) continue;
    const [own, parent] = [Number(name), Number(fields[1])];
    const [user, system, childrensUser, childrensSystem] = fields.slice(11, 15).map(Number);
    if (wanted.has(own) || wanted.has(parent)) ticks += user! + system!;
    if (wanted.has(own)) ticks += childrensUser! + childrensSystem!;
  }
  return ticks / 100;
}

/** What stands behind the name in `/proc/<pid>/stat`; null for a process that is gone. */
function statOf(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** The process of the server behind an owner's URL, where it runs on this machine; its children are its sessions. */
export const postmasterOf = async (ownerUrl: string): Promise<number> =>
  Number(await askOwner<string>(ownerUrl, `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)`));

/** Counts the CPU of named processes while `work` runs. Null where there is no `/proc`. */
export async function withCpu<T>(
  named: Readonly<Record<string, readonly number[]>>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpu: Cpu }> {
  const read = () =>
    Object.entries(named).map(([name, pids]) => [name, countable ? cpuSeconds(pids) : 0] as const);
  const before = new Map(read());
  const from = performance.now();
  const result = await work();
  const seconds = (performance.now() - from) / 1_000;
  return {
    result,
    cpu: { seconds, used: Object.fromEntries(read().map(([n, s]) => [n, s - before.get(n)!])) },
  };
}

const countable = process.platform === 'linux';

export interface Cpu {
  /** Of the clock. */
  readonly seconds: number;
  /** Of CPU, by who used it. */
  readonly used: Readonly<Record<string, number>>;
}

export const addCpu = (all: readonly Cpu[]): Cpu => ({
  seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
  used: all.reduce<Record<string, number>>((sum, { used }) => {
    for (const [name, seconds] of Object.entries(used)) sum[name] = (sum[name] ?? 0) + seconds;
    return sum;
  }, {}),
});

/** `generator 0.31, service 0.98, database 0.42 of 2 cores`. */
export const cpuShares = ({ seconds, used }: Cpu, cores: number): string =>
  !countable
    ? 'CPU not counted on this platform'
    : `CPU: ${Object.entries(used)
        .map(([name, s]) => `${name} ${(s / seconds).toFixed(2)}`)
        .join(', ')} of ${cores} cores`;

/** CPU of one of `n` pieces of work: `service 1.23 ms, database 0.42 ms`. */
export const cpuEach = ({ used }: Cpu, n: number): string =>
  Object.entries(used)
    .map(([name, s]) => `${name} ${((1_000 * s) / n).toFixed(2)} ms`)
    .join(', ');
