import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../libs/postgres/src/embedded.js';

/**
 * A process that launches the embedded server on the folder named (none: a temporary one, removed at the end), says
 * `{ url, recovered }` or `{ refused }` in one line, and stops the server when its stdin ends, as happens when
 * whoever started it is gone, in whatever way.
 */
const given = process.argv[2];
const dataDir = given ?? (await temporaryFolder());

// As an app does that finishes its work first.
process.on('SIGINT', () => {});

try {
  const server = await startEmbedded({ dataDir });
  say({ url: server.url, recovered: server.recovered });
  process.stdin.resume();
  await new Promise((ended) => process.stdin.once('close', ended));
  await server.stop();
} catch (error) {
  say({ refused: (error as Error).message });
} finally {
  if (given === undefined) await rm(dataDir, { recursive: true, force: true });
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Open for passing through: as root, the server runs as another user. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-'));
  await chmod(folder, 0o711);
  return folder;
}
