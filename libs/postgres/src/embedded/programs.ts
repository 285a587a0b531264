import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Account } from './account.js';

/** How to start a PostgreSQL program: as whom, where, and without any PG... setting of the caller's shell. */
export function launchOptions(account: Account | null, cwd: string) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  const as = account === null ? {} : { uid: account.uid, gid: account.gid };
  return { ...as, cwd, env: { ...Object.fromEntries(inherited), LC_ALL: 'C' }, windowsHide: true };
}

/**
 * Runs one of PostgreSQL's programs to its end, out of reach of the terminal's Ctrl-C: a second, impatient one must not
 * cut a shutdown short. Errors: one sentence with what the program said.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  account: Account | null,
  cwd: string,
): Promise<void> {
  const child = spawn(program, args, {
    ...launchOptions(account, cwd),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  const [code, signal] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`${program} ended with ${signal ?? `code ${code}`}: ${(await said).trim()}`);
}
