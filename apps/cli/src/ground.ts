import {
  checkReachable,
  loadPasswords,
  migrate,
  prepareDatabase,
  runningEmbedded,
  startEmbedded,
  type RoleUrls,
} from '@sunlit/postgres';
import type { Settings } from '@sunlit/web';
import { accessSync, constants, mkdirSync } from 'node:fs';

/** What everything stands on: the database, prepared, with a URL for each role. */
export interface Ground {
  readonly urls: RoleUrls;
  /** Resolves with a sentence when the embedded server ends by itself; never for a server of somebody else. */
  readonly lost: Promise<string>;
  readonly embedded: boolean;
  close(): Promise<void>;
}

const never = new Promise<string>(() => {});

export function prepareDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  accessSync(dataDir, constants.W_OK);
}

/**
 * The database of the settings: the server at `DATABASE_URL`, or the embedded one. `beside` a running launcher its
 * server is used as it is. Migrated, and with its roles, when this answers.
 */
export async function openGround(settings: Settings, { beside = false } = {}): Promise<Ground> {
  const { dataDir, databaseUrl } = settings;
  prepareDataDir(dataDir);
  const running = databaseUrl ?? (beside ? await runningEmbedded(dataDir) : null);
  const server = running
    ? { url: running, lost: never, stop: async () => {} }
    : await startEmbedded({ dataDir });
  try {
    await checkReachable(server.url);
    const urls = await prepareDatabase(server.url, await loadPasswords(dataDir));
    await migrate(urls.owner);
    return { urls, lost: server.lost, embedded: !running, close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
