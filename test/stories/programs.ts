import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of the product in a process of its own, run from its sources as its supervisor would run it. */
export interface Program {
  /** All that it said on both outputs, line by line. */
  readonly lines: readonly string[];
  /** The first line that holds what is looked for, also when it was said before; rejects when the program ends without it. */
  heard(what: RegExp): Promise<RegExpExecArray>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** `file` is of an app, such as `apps/staff/src/main.ts`. */
export function program(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Program {
  const child = spawn(process.execPath, ['--import', './test/typescript.mjs', file, ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...{ DATABASE_URL: '', EVENT_STORE: '', PUBLIC_PORT: '0', STAFF_PORT: '0', NODE_OPTIONS: '' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const output of [child.stdout, child.stderr])
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line);
      for (const hear of listeners) hear();
    });
  const ended = once(child, 'close').then(([code]) => {
    for (const hear of listeners) hear();
    return code as number | null;
  });
  const over = () => child.exitCode !== null || child.signalCode !== null;
  return {
    lines,
    ended,
    heard: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.map((line) => what.exec(line)).find((match) => match !== null);
          if (!found && !over()) return;
          listeners.delete(look);
          if (found) resolve(found);
          else
            reject(new Error(`${file} ended without ${what}: ${lines.slice(-5).join('\n').slice(0, 2_000)}`));
        };
        listeners.add(look);
        look();
      }),
    async end(signal = 'SIGTERM') {
      if (!over()) child.kill(signal);
      return ended;
    },
  };
}

/** `sunlit` with these arguments, to its end. */
export async function sunlit(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const run = program('apps/cli/src/main.ts', args, env);
  const code = await run.ended;
  return { code, said: run.lines.join('\n') };
}

/** The environment of a program on a database of the run, whose roles all programs of the run share. */
export const passwordsOf = (urls: {
  readonly writer: string;
  readonly projector: string;
  readonly public: string;
}): string =>
  JSON.stringify(
    Object.fromEntries(
      (['writer', 'projector', 'public'] as const).map((role) => [role, new URL(urls[role]).password]),
    ),
  );
