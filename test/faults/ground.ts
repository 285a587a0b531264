import { migrate, prepareDatabase, startEmbedded, type Embedded, type RoleUrls } from '@sunlit/postgres';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startedAt } from '../../libs/postgres/src/embedded/processes.js';
import { endWithUs, postmasterIn } from '../leftovers.js';
import { until } from '../../libs/event-store/src/laws.tools.js';

const passwords = { writer: 'fault-writer', projector: 'fault-projector', public: 'fault-public' };

/** A PostgreSQL of one part's own, as `sunlit start` embeds it, to be damaged. */
export interface Ground {
  readonly folder: string;
  readonly urls: RoleUrls;
  /** `kill -9` of the postmaster; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts the server again on the same folder and port, as a supervisor would. */
  start(): Promise<void>;
  /** Whether the postmaster has ended, killed or by itself. */
  ended(): boolean;
  close(): Promise<void>;
}

/** On `folder`, or on a temporary one that is removed at the end. */
export async function openGround(given?: string): Promise<Ground> {
  const folder = given ?? (await temporaryFolder());
  let server: Embedded;
  let ended = true;
  const begin = async () => {
    server = await startEmbedded({ dataDir: folder });
    ended = false;
    void server.lost.then(() => (ended = true));
  };
  await begin();
  const taken = endWithUs(() => (ended ? undefined : postmasterIn(folder)), 'SIGQUIT');
  const { url } = server!;
  const urls = await prepareDatabase(url, passwords);
  await migrate(urls.owner);
  return {
    ...{ folder, urls },
    async kill() {
      const postmaster = postmasterIn(folder);
      process.kill(postmaster, 'SIGKILL');
      await until(async () => (await startedAt(postmaster)) === null);
    },
    async start() {
      // Whoever asks a port of 127.0.0.1 where nobody listens may be given that port himself, and keep it for a moment.
      for (let attempt = 1; ; attempt++) {
        await server.stop();
        await writeFile(join(folder, 'port'), `${new URL(url).port}\n`);
        await begin();
        if (server.url === url) return;
        if (attempt === 10) throw new Error('PostgreSQL came back at another address');
      }
    },
    ended: () => ended,
    async close() {
      await server.stop();
      taken();
      if (given === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Open for passing through: as root, the server runs as another user. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-fault-'));
  await chmod(folder, 0o711);
  return folder;
}
