import { dataSource } from '@sunlit/postgres';
import { readSettings } from '@sunlit/web';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openOffice, openWritingRoom } from '../../apps/staff/src/writing-room.js';
import type { Officer } from '../../apps/staff/src/officers.js';
import { createStaffApp } from '../../apps/staff/src/staff.app.js';
import { submissionList } from '../../apps/staff/src/submission-list.js';
import { people } from '../../libs/ledger/src/testing/worked-people.js';
import type { Actor } from '@sunlit/ledger';
import { program, type Program } from '../programs.js';

/** Logins of the people of the worked example. */
export const officers: readonly Officer[] = Object.entries(people).map(([login, actor]) => ({
  ...{ login, actor: actor as Actor },
  token: `fault-token-of-${login}-0123456789`,
}));
export const tokenOf = (login: keyof typeof people): string =>
  officers.find((officer) => officer.login === login)!.token;

/** What the apps need to run on `folder` alone: a real ledger, these logins, a master key that the first one makes. */
async function settingsOf(folder: string): Promise<Record<string, string>> {
  const dataDir = join(folder, 'app');
  const logins = join(dataDir, 'officers.json');
  await mkdir(dataDir, { recursive: true });
  await writeFile(logins, JSON.stringify({ demo: false, officers }), { mode: 0o600 });
  return {
    ...{ SUNLIT_DATA_DIR: dataDir, SUNLIT_OFFICERS_FILE: logins, SUNLIT_SAMPLE: 'false', STAFF_PORT: '0' },
    // Two logins do the work of an office, from one address.
    ...{ LIMIT_LOGIN: '0', LIMIT_CONNECTIONS: '0' },
  };
}

/** The officers' API in this process. */
export interface Service {
  readonly url: string;
  readonly office: Awaited<ReturnType<typeof openOffice>>;
  readonly room: Awaited<ReturnType<typeof openWritingRoom>>;
  /** What it logged. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** `writerUrl` may lead through a wire that is damaged later; `now` is the clock on its wall. */
export async function serviceHere(
  folder: string,
  writerUrl: string,
  now: () => string = () => new Date().toISOString(),
): Promise<Service> {
  const settings = readSettings(await settingsOf(folder));
  const room = await openWritingRoom(settings, writerUrl);
  const office = await openOffice(settings, { ...room.desk, now });
  const reader = await dataSource(writerUrl, { applicationName: 'sunlit staff lists' }).initialize();
  const lines: string[] = [];
  const log = (facts: object, message: string) =>
    void lines.push(`${message} ${JSON.stringify(facts, (_, v) => (v instanceof Error ? v.stack : v))}`);
  const staff = await createStaffApp(
    { office, officers, documents: room.documents, submissions: submissionList(reader) },
    { info: log, warn: log, error: log },
  );
  const url = `http://127.0.0.1:${await staff.listen(0, '127.0.0.1')}`;
  return {
    ...{ url, office, room, lines },
    async close() {
      await staff.close();
      await reader.destroy();
      await room.close();
    },
  };
}

/** An app as a process of its own, run from source. `settings`: of the environment, beside those of every part. */
export const runApp = async (
  app: 'staff' | 'projector',
  folder: string,
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Program> =>
  program(`apps/${app}/src/main.ts`, {
    env: { ...(await settingsOf(folder)), ...settings, DATABASE_URL: databaseUrl },
    errors: 'shown',
  });
