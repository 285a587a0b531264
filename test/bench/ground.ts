import { readSettings, type Settings } from '@sunlit/web';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pg, type RoleUrls } from '@sunlit/postgres';
import { openGround } from '../../apps/cli/src/ground.js';
import type { Officer } from '../../apps/staff/src/officers.js';
import { openOffice, openWritingRoom, type WritingRoom } from '../../apps/staff/src/writing-room.js';
import { people } from '../../libs/ledger/src/testing/worked-people.js';
import { endWithUs, postmasterIn } from '../leftovers.js';

/** The one value that a statement answers, asked as the owner of the database. */
export async function askOwner<T>(ownerUrl: string, text: string): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query({ text, rowMode: 'array' });
    return rows[0]![0] as T;
  } finally {
    await owner.end();
  }
}

/** A database, a folder and logins for one part of the benchmark. */
export interface BenchGround {
  readonly urls: RoleUrls;
  readonly settings: Settings;
  readonly officers: readonly Officer[];
  /** Ends what was started on the ground before the ground goes, whatever happens. */
  keep<T extends { stop(): Promise<void> }>(started: T): T;
  /** What an app in a process of its own is told: no bound on callers, since one caller asks for all. */
  env(role: 'writer' | 'projector' | 'public'): Record<string, string>;
  close(): Promise<void>;
}

/**
 * A ledger's database on `folder`, kept; or, without one, a new embedded server on a folder of its own, removed at the
 * end. A spec hands over a database of its run instead.
 */
export async function openBench(given: { folder?: string; urls?: RoleUrls } = {}): Promise<BenchGround> {
  const folder = given.folder ?? resolve('.sunlit', `bench-run-${randomUUID()}`);
  const officersFile = join(folder, 'bench-officers.json');
  const settings = readSettings({
    ...{ SUNLIT_DATA_DIR: folder, SUNLIT_SAMPLE: 'true', SUNLIT_OFFICERS_FILE: officersFile },
    ...(given.urls && { DATABASE_URL: given.urls.owner }),
  });
  const ground = given.urls ? null : await openGround(settings);
  const taken = ground && endWithUs(() => postmasterIn(folder), 'SIGINT');
  mkdirSync(folder, { recursive: true });
  writeFileSync(officersFile, JSON.stringify({ demo: true, officers }), { mode: 0o600 });
  const urls = given.urls ?? ground!.urls;
  const started: { stop(): Promise<void> }[] = [];
  let closed: Promise<void> | undefined;
  const close = async () => {
    for (const one of started) await one.stop();
    await ground?.close();
    taken?.();
    if (!given.folder) await rm(folder, { recursive: true, force: true });
  };
  return {
    ...{ urls, settings, officers },
    keep: (one) => (started.unshift(one), one),
    env: (role) => ({
      ...{ DATABASE_URL: urls[role], SUNLIT_DATA_DIR: folder, SUNLIT_OFFICERS_FILE: officersFile },
      ...{ SUNLIT_SAMPLE: 'true', NODE_ENV: '', LOG_LEVEL: 'info' },
      ...unbounded,
    }),
    close: () => (closed ??= close()),
  };
}

const unbounded = Object.fromEntries(
  ['LOGIN', 'GUEST', 'DENIED', 'PAGES', 'SEARCH', 'UNDER_WAY', 'CONNECTIONS'].map((of) => [
    `LIMIT_${of}`,
    '0',
  ]),
);

const officers: Officer[] = Object.entries(people).map(([login, actor]) => ({
  ...{ login, actor, token: randomUUID() },
}));

/** The writing room of a ground, its ledger opened: to store events without the API. */
export async function openRoom({ settings, urls }: BenchGround): Promise<WritingRoom> {
  const room = await openWritingRoom(settings, urls.writer);
  await openOffice(settings, room.desk);
  return room;
}
