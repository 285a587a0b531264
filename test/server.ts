import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Before laws and stories: one PostgreSQL for the whole run, in a process of its own that ends (and removes its
 * folder) when jest does, even when jest is killed. Set SUNLIT_TEST_POSTGRES to an owner's URL to use a server of yours.
 */
export default async function startServer(_run: unknown, project: { rootDir: string }): Promise<void> {
  if (process.env['SUNLIT_TEST_POSTGRES']) return;
  const launcher = spawn(
    process.execPath,
    ['--import', './test/typescript.mjs', './test/embedded.ts'],
    // A group of its own: Ctrl-C is for jest; the launcher notices by its stdin.
    { cwd: project.rootDir, stdio: ['pipe', 'pipe', 'inherit'], detached: true },
  );
  const [line] = await once(createInterface(launcher.stdout), 'line');
  const { url, refused } = JSON.parse(line);
  if (refused) throw new Error(refused);
  process.env['SUNLIT_TEST_POSTGRES'] = url;
  launcher.unref();
  for (const pipe of [launcher.stdin, launcher.stdout]) (pipe as unknown as { unref(): void }).unref();
}
