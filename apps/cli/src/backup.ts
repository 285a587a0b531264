import { openEventStore, storeChoice, type EventStore } from '@sunlit/event-store';
import { pool, readIfThere, syncFolder, writePrivately } from '@sunlit/postgres';
import type { Settings } from '@sunlit/web';
import type { Pool } from 'pg';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { documents, events, keys, type KeptDocument, type KeptRow } from './backup/kinds.js';
import { files, format, partsOf, type KeysManifest, type LedgerManifest } from './backup/parts.js';
import { readRecords, writeRecords } from './backup/records.js';
import { all, count } from './copy.js';
import { Failure } from './failure.js';
import { openGround } from './ground.js';
import { sampleMark, withProgress } from './sample.js';

type OnProgress = (done: number, total: number, label: string) => void;

/**
 * `sunlit backup <folder>`: all that cannot be made again, beside a running ledger or alone: events in their order,
 * documents, and in a part of its own (`keysFolder`, default `<folder>/keys`) the wrapped keys. Whole or not there: it is
 * written aside, put on disk, read back, and then gets its name.
 */
export async function backUp(
  settings: Settings,
  folder: string,
  { keys: keysFolder }: { keys?: string } = {},
): Promise<void> {
  const parts = partsOf(resolve(folder), keysFolder && resolve(keysFolder));
  for (const part of Object.values(parts))
    if (existsSync(part)) throw new Failure(`${part} is there already: name a new folder.`);
  const aside = { ledger: `${parts.ledger}.unfinished`, keys: `${parts.keys}.unfinished` };
  const ground = await openGround(settings, { beside: true });
  const database = pool(ground.urls.writer, 'sunlit backup', 2);
  let store: EventStore | undefined;
  try {
    store = await openEventStore(storeChoice(settings), {
      databaseUrl: ground.urls.writer,
      applicationName: 'sunlit backup',
    });
    for (const part of Object.values(aside)) {
      await rm(part, { recursive: true, force: true }); // Of one that was cut short.
      await mkdir(part, { recursive: true, mode: 0o700 });
    }
    const reading = store;
    const made = await withProgress(async (onProgress) => {
      const ledger = await writeLedger(
        settings,
        { store: reading, database, folder: aside.ledger },
        onProgress,
      );
      // After the events: a key is kept before the first event that needs it.
      const keysPart = await writeKeys(ledger, database, aside.keys);
      await readBack(aside, { ledger, keys: keysPart }, onProgress);
      return { ledger, keys: keysPart };
    });
    // The keys first: a ledger part without them is of no use.
    for (const part of ['keys', 'ledger'] as const) {
      await rename(aside[part], parts[part]);
      await syncFolder(dirname(parts[part]));
    }
    const { ledger } = made;
    process.stdout.write(
      [
        `已备份 backed up ${ledger.events.count} events, ${ledger.documents.count} documents, sha256 ${ledger.events.digest}`,
        `  ${parts.ledger}`,
        `  ${parts.keys}  (${made.keys.keys.count} keys: keep them apart from the rest, and master.key apart from both)`,
        '',
      ].join('\n'),
    );
  } catch (error) {
    for (const part of Object.values(aside)) await rm(part, { recursive: true, force: true });
    throw error;
  } finally {
    await store?.close();
    await database.end();
    await ground.close();
  }
}

interface Writing {
  readonly store: EventStore;
  readonly database: Pool;
  readonly folder: string;
}

async function writeLedger(
  { eventStore, dataDir }: Settings,
  { store, database, folder }: Writing,
  onProgress: OnProgress,
): Promise<LedgerManifest> {
  const total = await count(store);
  if (total === 0) throw new Failure('There is nothing to back up: the ledger is not opened yet.');
  let [first, last, lastPosition] = ['', '', ''];
  async function* stored() {
    for await (const page of all(store))
      for (const event of page) {
        if (first === '') first = event.id;
        [last, lastPosition] = [event.id, event.position];
        yield event;
      }
  }
  const sum = await writeRecords(join(folder, files.events), events, stored(), (done) => {
    if (done % 500 === 0) onProgress(done, Math.max(total, done), '备份记录 events');
  });
  // After the events: a document is uploaded before the first event that names it.
  await mkdir(join(folder, 'documents'), { mode: 0o700 });
  const shelf = await writeRecords(
    join(folder, files.documents),
    documents,
    uploaded(database, folder),
    (done) => onProgress(done, done, '备份文件 documents'),
  );
  await syncFolder(join(folder, 'documents'));
  const manifest: LedgerManifest = {
    ...{ format, part: 'ledger', madeAt: new Date().toISOString(), ledger: first, store: eventStore },
    events: { ...sum, first, last, lastPosition },
    documents: shelf,
    sampleLoaded: await readIfThere(sampleMark(dataDir)),
  };
  await writeManifest(folder, manifest);
  return manifest;
}

/** One after another, each on disk before its line: all of them may be more than memory holds. */
async function* uploaded(database: Pool, folder: string): AsyncGenerator<KeptDocument> {
  const columns = `sha256, media_type AS "mediaType", size::int, uploaded_at AS at`;
  for (let after = ''; ;) {
    const { rows } = await database.query<Omit<KeptDocument, 'uploadedAt'> & { at: Date; content: Buffer }>(
      `SELECT ${columns}, content FROM office.document WHERE sha256 > $1 ORDER BY sha256 LIMIT 1`,
      [after],
    );
    const [row] = rows;
    if (!row) return;
    const { sha256, mediaType, size, at, content } = row;
    const file = await open(join(folder, files.document(sha256)), 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    yield { sha256, mediaType, size, uploadedAt: at.toISOString() };
    after = sha256;
  }
}

async function writeKeys(
  { ledger, madeAt }: LedgerManifest,
  database: Pool,
  folder: string,
): Promise<KeysManifest> {
  const sum = await writeRecords(join(folder, files.keys), keys, kept(database));
  const manifest: KeysManifest = { format, part: 'keys', madeAt, ledger, keys: sum };
  await writeManifest(folder, manifest);
  return manifest;
}

/** All three tables as of one instant, so that no subject is without its key. */
async function* kept(database: Pool): AsyncGenerator<KeptRow> {
  const client = await database.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = [
      `SELECT 'key' AS "table", id, encode(wrapped, 'hex') AS wrapped, created_at AS at FROM keys.key ORDER BY id`,
      `SELECT 'subject' AS "table", subject, key FROM keys.subject ORDER BY subject`,
      `SELECT 'erased' AS "table", id, erased_at AS at FROM keys.erased ORDER BY id`,
    ];
    for (const table of tables) {
      await client.query(`DECLARE kept NO SCROLL CURSOR FOR ${table}`);
      for (;;) {
        const { rows } = await client.query<{ readonly at?: Date }>('FETCH 5000 FROM kept');
        if (rows.length === 0) break;
        for (const row of rows) yield (row.at ? { ...row, at: row.at.toISOString() } : row) as KeptRow;
      }
      await client.query('CLOSE kept');
    }
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
}

/** What is on the disk now is what was written. */
async function readBack(
  folder: { readonly ledger: string; readonly keys: string },
  manifests: { readonly ledger: LedgerManifest; readonly keys: KeysManifest },
  onProgress: OnProgress,
): Promise<void> {
  const { ledger } = manifests;
  let done = 0;
  for await (const _ of readRecords(join(folder.ledger, files.events), events, ledger.events))
    if (++done % 500 === 0) onProgress(done, ledger.events.count, '回读 reading back');
  for await (const _ of readRecords(join(folder.ledger, files.documents), documents, ledger.documents));
  for await (const _ of readRecords(join(folder.keys, files.keys), keys, manifests.keys.keys));
}

async function writeManifest(folder: string, manifest: LedgerManifest | KeysManifest): Promise<void> {
  await writePrivately(join(folder, files.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
}
