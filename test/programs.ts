import { spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endWithUs } from './leftovers.js';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Options of Node with which it runs our sources. */
export const typescript = ['--disable-warning=ExperimentalWarning', '--import', './test/typescript.mjs'];

/** A program in a process of its own, as its supervisor runs it. It ends with us, however we end but by `kill -9`. */
export interface Program {
  readonly pid: number;
  /** What it said, line by line: on both outputs, or on the first where its errors are shown. */
  readonly lines: readonly string[];
  /** The first line that holds what is looked for, also when it was said before; rejects when the program ends without it. */
  heard(what: RegExp): Promise<RegExpExecArray>;
  /** From now on what it says is thrown away: a line for each request is work for whoever reads it. */
  unheard(): void;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Whether it is gone. */
  over(): boolean;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Starting {
  readonly args?: readonly string[];
  /** Beside our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** `shown`: what it says on its second output is said by us at once, and is not among its lines. */
  readonly errors?: 'heard' | 'shown';
}

/** Any command. */
export function running(command: string, { args = [], env, errors = 'heard' }: Starting): Program {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', errors === 'shown' ? 'inherit' : 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<(line: string | null) => void>();
  const tell = (line: string | null) => {
    for (const hear of listeners) hear(line);
  };
  const outputs = [child.stdout!, child.stderr].filter((output) => output !== null);
  const read = outputs.map((input): Interface =>
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      tell(line);
    }),
  );
  let closed = false;
  const over = () => closed || child.exitCode !== null || child.signalCode !== null;
  const taken = endWithUs(() => (over() ? undefined : child.pid), 'SIGTERM');
  child.once('exit', taken);
  child.once('error', (error) => lines.push(error.message));
  const ended = new Promise<number | null>((resolve) => {
    // Not at its exit, when its last lines may be on their way.
    child.once('close', () => {
      closed = true;
      taken();
      tell(null);
      resolve(child.exitCode);
    });
  });
  const last = () => lines.slice(-5).join('\n').slice(0, 2_000);
  return {
    pid: child.pid ?? 0,
    ...{ lines, ended, over },
    heard: (what) =>
      new Promise((resolve, reject) => {
        const hear = (line: string | null) => {
          const found = line === null ? null : what.exec(line);
          if (!found && line !== null) return;
          listeners.delete(hear);
          if (found) resolve(found);
          else reject(new Error(`${[command, ...args].join(' ')} ended without ${what}: ${last()}`));
        };
        listeners.add(hear);
        for (const line of lines) if (listeners.has(hear)) hear(line);
        if (closed && listeners.has(hear)) hear(null);
      }),
    unheard() {
      for (const reader of read) reader.close();
      for (const output of outputs) output.resume();
    },
    async end(signal = 'SIGTERM') {
      if (!over()) child.kill(signal);
      return ended;
    },
  };
}

/**
 * A program of the product under Node: `apps/staff/src/main.ts` from its sources, `dist/apps/cli/src/main.js` as built.
 * On free ports, and of our own environment it has no store, no database and no options of Node's.
 */
export function program(
  file: string,
  { args = [], env, errors, profile }: Starting & { readonly profile?: string | undefined } = {},
): Program {
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const sources = file.endsWith('.ts') ? typescript : [];
  return running(process.execPath, {
    args: [...profiling, ...sources, file, ...args],
    env: {
      ...{ DATABASE_URL: '', EVENT_STORE: '', PUBLIC_PORT: '0', STAFF_PORT: '0', NODE_OPTIONS: '' },
      ...env,
    },
    ...(errors && { errors }),
  });
}

/** Where an app says that it listens; rejects when it ends before. */
export const addressOf = async (app: Program): Promise<string> =>
  `http://127.0.0.1:${(await app.heard(/"port":(\d+)/))[1]}`;

/** `sunlit` with these arguments, to its end. */
export async function sunlit(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const run = program('apps/cli/src/main.ts', { args, env });
  const code = await run.ended;
  return { code, said: run.lines.join('\n') };
}
