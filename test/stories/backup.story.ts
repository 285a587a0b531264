import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjectIdentity } from '@sunlit/envelope';
import { openEventStore, storeChoice } from '@sunlit/event-store';
import { pool } from '@sunlit/postgres';
import { readSettings, type Settings } from '@sunlit/web';
import { cp, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allEvents } from '../../libs/read-models/src/testing/ledger.js';
import { stepOf, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { restore } from '../../apps/cli/src/restore.js';
import { openBook } from '../faults/book.js';
import { working } from '../faults/load.js';
import { officers as loadOfficers } from '../faults/service.js';
import { freshDatabase, passwordsOf, type FreshDatabase } from '../postgres.js';
import { program, sunlit } from '../programs.js';
import { officers, startLedger, storeOfRun, tell, uploadPapers, type Ledger, type Told } from './ledger.js';
import { rowsOfEverything } from './rows.js';

let ledger: Ledger;
let told: Told;
let folder: string;
/** Empty ledgers to restore into. */
const grounds: { readonly database: FreshDatabase; readonly env: Record<string, string> }[] = [];

/** What a program beside the ledger is told. */
const environment = (dataDir: string, urls: FreshDatabase['urls'], store: Record<string, string>) => ({
  ...{ SUNLIT_DATA_DIR: dataDir, DATABASE_URL: urls.owner, SUNLIT_SAMPLE: 'true' },
  SUNLIT_OFFICERS_FILE: join(folder, 'officers.json'),
  SUNLIT_DISTRICTS: '', // As the pages of a story have it.
  ...store,
});
let here: Record<string, string>;

/** An empty database and a folder with the ledger's master key alone, as an operator would lay it there. */
async function emptyGround() {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(folder, 'target-'));
  await writeFile(join(dataDir, 'roles.json'), passwordsOf(database.urls), { mode: 0o600 });
  await copyFile(join(ledger.settings.dataDir, 'master.key'), join(dataDir, 'master.key'));
  const ground = { database, dataDir, env: environment(dataDir, database.urls, storeOfRun()) };
  grounds.push(ground);
  return ground;
}

async function eventsOf(settings: Settings, urls: FreshDatabase['urls']) {
  const store = await openEventStore(storeChoice(settings), {
    ...{ databaseUrl: urls.writer, applicationName: 'story' },
  });
  try {
    return (await allEvents(store)).map(({ stream, revision, id, type, body }) =>
      [stream, revision, id, type, Buffer.from(body).toString('base64')].join(' '),
    );
  } finally {
    await store.close();
  }
}
const countIn = async (backup: string): Promise<number> =>
  JSON.parse(await readFile(join(backup, 'ledger', 'manifest.json'), 'utf8')).events.count;
/** All that is shown; how far the projector came in the store's own positions is not of the ledger. */
const rowsOf = async (owner: Parameters<typeof rowsOfEverything>[0]) => {
  const { 'desk.projector': _, ...rows } = await rowsOfEverything(owner);
  return rows;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-backup-'));
  ledger = await startLedger({ logins: [...officers, ...loadOfficers] });
  await writeFile(join(ledger.settings.dataDir, 'roles.json'), passwordsOf(ledger.database.urls), {
    mode: 0o600,
  });
  await writeFile(join(folder, 'officers.json'), JSON.stringify({ demo: true, officers }), { mode: 0o600 });
  const { eventStore, eventStoreUrl, eventStorePrefix } = ledger.settings;
  here = environment(ledger.settings.dataDir, ledger.database.urls, {
    EVENT_STORE: eventStore,
    ...(eventStoreUrl && { EVENTSTORE_URL: eventStoreUrl, EVENTSTORE_PREFIX: eventStorePrefix }),
  });
  await uploadPapers(ledger);
  told = await tell(ledger, workedExample.slice(0, workedExample.indexOf(stepOf('progress-1')) + 1));
}, 180_000);
afterAll(async () => {
  for (const { database } of grounds) await database.drop();
  await ledger?.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('A backup while the ledger is written to', () => {
  const name = () => join(folder, 'under-load');

  it('is whole: its events are those of the ledger, from the first on, and its keys are apart', async () => {
    let stopping = false;
    const book = openBook('backup');
    const url = `http://127.0.0.1:${ledger.staffPort}`;
    const load = working({ book, url: () => url }, 4, () => stopping);
    await until(() => book.acknowledged >= 10);
    const { code, said } = await sunlit(['backup', name()], here);
    const during = book.acknowledged;
    stopping = true;
    expect([await load, code, during > 10]).toEqual([[], 0, true]);
    book.close();
    const digest = /sha256 ([0-9a-f]{64})/.exec(said)![1];
    const all = await eventsOf(ledger.settings, ledger.database.urls);
    expect(await countIn(name())).toBeLessThan(all.length);

    const files = await Promise.all(
      (await readdir(name(), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async (entry) => ({
          at: entry.name,
          bytes: await readFile(join(entry.parentPath, entry.name)),
        })),
    );
    const masterKey = await readFile(join(ledger.settings.dataDir, 'master.key'));
    expect(files.filter(({ bytes }) => bytes.includes(masterKey.toString().trim()))).toEqual([]);
    expect(await readdir(join(name(), 'keys'))).toEqual(['keys.ndjson.gz', 'manifest.json']);

    // The person is forgotten after the backup: what the operator keeps beside it erases him again.
    const account = String(stepOf('progress-1').body.payeeAccount);
    const key = (await ledger.room.ring.subjectKeyId(subjectIdentity('payeeAccount', account)))!;
    const { env, dataDir, database } = await emptyGround();
    await writeFile(join(dataDir, 'erasures.txt'), `${key}\n`);
    const restored = await sunlit(['restore', name(), '--sha256', digest!], env);
    expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('erased again')]);
    const there = await eventsOf(readSettings(env), database.urls);
    expect(there.length).toBe((await countIn(name())) + 1); // And that it was erased.
    expect(there.slice(0, -1).every((event, i) => event === all[i])).toBe(true);
    const owner = pool(database.urls.owner, 'story', 1);
    const { rows } = await owner.query('SELECT id FROM keys.key WHERE id = $1', [key]);
    await owner.end();
    expect(rows).toEqual([]);
  }, 240_000);
});

describe('A restored ledger', () => {
  const name = () => join(folder, 'quiet');
  const keys = () => join(folder, 'keys-elsewhere');

  it('shows the same, row for row and page for page', async () => {
    await ledger.caughtUp();
    expect((await sunlit(['backup', name(), '--keys', keys()], here)).code).toBe(0);
    const { env, database } = await emptyGround();
    const { code, said } = await sunlit(['restore', name(), '--keys', keys()], env);
    expect([code, said]).toEqual([0, expect.stringContaining('compared one by one')]);

    const owner = pool(database.urls.owner, 'story', 1);
    try {
      const [mine, theirs] = [await rowsOf(ledger.owner), await rowsOf(owner)];
      for (const table of Object.keys(mine))
        expect([table, theirs[table]?.length, theirs[table]?.join('\n') === mine[table]!.join('\n')]).toEqual(
          [table, mine[table]!.length, true],
        );
    } finally {
      await owner.end();
    }

    await writeFile(join(env['SUNLIT_DATA_DIR']!, 'sample-loaded'), '{}\n'); // This ledger is no sample city.
    const started = program('apps/cli/src/main.ts', { args: ['start'], env });
    try {
      const [, address] = await started.heard(/public pages +(http:\/\/[^/]+)\//);
      await started.heard(/Ctrl-C/);
      for (const path of [
        `/projects/${told.project}`,
        '/projects',
        '/rules',
        `/projects/${told.project}/trail`,
      ]) {
        const theirs = await fetch(`${address}${path}.json`);
        const mine = await ledger.pages.get(`${path}.json`);
        expect([path, theirs.status, (await theirs.text()) === mine.text]).toEqual([path, 200, true]);
      }
    } finally {
      expect(await started.end('SIGTERM')).toBe(0);
    }
  }, 240_000);

  it('is refused, and nothing is written, for a flipped byte, another master key, keys that are not there, and a ledger that is not empty', async () => {
    const { env, dataDir, database } = await emptyGround();
    const settings = readSettings(env);
    const attempt = (backup: string, keysAt = keys(), given = settings) =>
      restore(given, backup, { keys: keysAt });

    const damaged = join(folder, 'damaged');
    await cp(name(), damaged, { recursive: true });
    const file = join(damaged, 'ledger', 'events.ndjson.gz');
    const bytes = await readFile(file);
    bytes[bytes.length >> 1]! ^= 4;
    await writeFile(file, bytes);
    await expect(attempt(damaged)).rejects.toThrow(/The backup is not as it was made: event \d+/);

    const [document] = await readdir(join(name(), 'ledger', 'documents'));
    await cp(name(), damaged, { recursive: true });
    await writeFile(join(damaged, 'ledger', 'documents', document!), 'another paper');
    await expect(attempt(damaged)).rejects.toThrow(`document ${document} is damaged`);

    await expect(attempt(name(), join(folder, 'nowhere'))).rejects.toThrow('with --keys where its keys are');
    await expect(restore(settings, name(), { keys: keys(), sha256: 'f'.repeat(64) })).rejects.toThrow(
      'This is not the backup of',
    );

    const masterKey = await readFile(join(dataDir, 'master.key'));
    await rm(join(dataDir, 'master.key'));
    await expect(attempt(name())).rejects.toThrow('There is no master key');
    await writeFile(join(dataDir, 'master.key'), `${Buffer.alloc(32, 7).toString('base64url')}\n`, {
      mode: 0o600,
    });
    await expect(attempt(name())).rejects.toThrow('is not the one of this backup');
    await writeFile(join(dataDir, 'master.key'), masterKey);

    expect(await eventsOf(settings, database.urls)).toEqual([]);
    expect((await readdir(dataDir)).sort()).toEqual(['master.key', 'roles.json']);
    const full = readSettings({ ...here });
    await expect(attempt(name(), keys(), full)).rejects.toThrow('The event store is not empty');
  }, 120_000);
});
