import { keyRing, loadMasterKey, memoryKeyStore, WrongMasterKey } from '@sunlit/envelope';
import { openEventStore, storeChoice, type EventStore, type StoredEvent } from '@sunlit/event-store';
import { pool, readIfThere, writePrivately } from '@sunlit/postgres';
import type { Settings } from '@sunlit/web';
import type { Pool } from 'pg';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { masterKeyFile, openOffice, openWritingRoom } from '../../staff/src/writing-room.js';
import { documents, events, keys, type KeptRow } from './backup/kinds.js';
import { files, partsOf, readManifest, type KeysManifest, type LedgerManifest } from './backup/parts.js';
import { readRecords } from './backup/records.js';
import { copy, verify, type Source } from './copy.js';
import { erasureFile, replayErasures } from './erase.js';
import { Failure } from './failure.js';
import { openGround, prepareDataDir, type Ground } from './ground.js';
import { rebuildOn } from './rebuild.js';
import { sampleMark, withProgress } from './sample.js';

type OnProgress = (done: number, total: number, label: string) => void;

interface Backup {
  readonly folder: { readonly ledger: string; readonly keys: string };
  readonly ledger: LedgerManifest;
  readonly keys: KeysManifest;
}

interface Asked {
  /** Where the keys are, if not in the folder. */
  readonly keys?: string;
  /** What the backup printed: then it is this very one, unchanged. */
  readonly sha256?: string;
}

/** While a restore is under way or was cut short: which backup. `sunlit start` refuses such a ledger. */
export const restoring = (dataDir: string): string => join(dataDir, 'restoring');

/**
 * `sunlit restore <folder>` into an empty ledger of the settings. Reads the whole backup and proves the master key before
 * anything is written; then compares what is stored with it event by event, erases again what `erasures.txt` names, and
 * builds the read models. One that was cut short goes on with the same backup.
 */
export async function restore(settings: Settings, folder: string, asked: Asked = {}): Promise<void> {
  const { dataDir } = settings;
  const backup = await open(folder, asked);
  const { ledger } = backup;
  prepareDataDir(dataDir);
  await withProgress((onProgress) => proveWhole(backup, onProgress));
  await proveMasterKey(settings, backup);

  const mark = await readIfThere(restoring(dataDir));
  if (mark !== null && mark.trim() !== ledger.events.digest)
    throw new Failure(`A restore of another backup was cut short in ${dataDir}: use an empty folder.`);
  const ground = await openGround(settings);
  try {
    const { events: compared, digest } = await store(settings, ground, backup, mark !== null);
    if (ledger.sampleLoaded) await writePrivately(sampleMark(dataDir), ledger.sampleLoaded);
    const built = await settle(settings, ground);
    await rm(restoring(dataDir));
    process.stdout.write(
      [
        `已恢复 restored ${compared} events, ${ledger.documents.count} documents, ${backup.keys.keys.count} keys`,
        `  compared one by one, sha256 ${digest}; read models built from ${built} events`,
        existsSync(erasureFile(dataDir))
          ? '  erased again what erasures.txt names'
          : `  no ${erasureFile(dataDir)}: what was erased after the backup is back; put the file there and start`,
        '',
      ].join('\n'),
    );
  } finally {
    await ground.close();
  }
}

async function open(folder: string, { keys: keysFolder, sha256 }: Asked): Promise<Backup> {
  const parts = partsOf(resolve(folder), keysFolder && resolve(keysFolder));
  const ledger = await readManifest<LedgerManifest>(parts.ledger, 'ledger');
  const keysPart = await readManifest<KeysManifest>(parts.keys, 'keys');
  if (keysPart.ledger !== ledger.ledger) throw new Failure('The keys are those of another ledger.');
  if (keysPart.madeAt < ledger.madeAt)
    throw new Failure(
      `The keys were backed up before the events (${keysPart.madeAt}, ${ledger.madeAt}): some would never open.`,
    );
  if (sha256 !== undefined && sha256 !== ledger.events.digest)
    throw new Failure(`This is not the backup of ${sha256}: its events are ${ledger.events.digest}.`);
  return { folder: parts, ledger, keys: keysPart };
}

const eventsOf = ({ folder, ledger }: Backup) =>
  readRecords(join(folder.ledger, files.events), events, ledger.events);
const documentsOf = ({ folder, ledger }: Backup) =>
  readRecords(join(folder.ledger, files.documents), documents, ledger.documents);
const rowsOf = (backup: Backup) => readRecords(join(backup.folder.keys, files.keys), keys, backup.keys.keys);

/** Reads everything once. Throws `Failure` that says which record is not as it was written. */
async function proveWhole(backup: Backup, onProgress: OnProgress): Promise<void> {
  const total = backup.ledger.events.count;
  let done = 0;
  for await (const _ of eventsOf(backup)) if (++done % 500 === 0) onProgress(done, total, '检查 checking');
  for await (const { sha256 } of documentsOf(backup)) await contentOf(backup, sha256);
  for await (const _ of rowsOf(backup));
}

async function contentOf({ folder }: Backup, sha256: string): Promise<Buffer> {
  const content = await readFile(join(folder.ledger, files.document(sha256))).catch(() => null);
  if (content === null || createHash('sha256').update(content).digest('hex') !== sha256)
    throw new Failure(
      `The backup is not as it was made: document ${sha256} is ${content === null ? 'missing' : 'damaged'}. Nothing of it is restored.`,
    );
  return content;
}

/** Before anything is written: this master key opens every key of the backup. Never makes one. */
async function proveMasterKey(settings: Settings, backup: Backup): Promise<void> {
  const masterKey = await loadMasterKey(masterKeyFile(settings));
  const kept = memoryKeyStore();
  const ring = keyRing(kept, masterKey);
  try {
    for await (const row of rowsOf(backup)) {
      if (row.table !== 'key') continue;
      await kept.keep([{ id: row.id, wrapped: Buffer.from(row.wrapped, 'hex') }]);
      await ring.find([row.id]);
    }
  } catch (error) {
    if (!(error instanceof WrongMasterKey)) throw error;
    throw new Failure(
      `The master key ${masterKeyFile(settings)} is not the one of this backup: put that one there. Nothing is restored.`,
    );
  }
}

/** Documents, keys, events, in this order: nothing is stored that rests on what is not there yet. */
async function store(settings: Settings, ground: Ground, backup: Backup, goesOn: boolean) {
  const database = pool(ground.urls.writer, 'sunlit restore', 2);
  let target: EventStore | undefined;
  try {
    target = await openEventStore(storeChoice(settings), {
      databaseUrl: ground.urls.writer,
      applicationName: 'sunlit restore',
    });
    if (!goesOn) await refuseWhatIsThere(target, database);
    await writePrivately(restoring(settings.dataDir), `${backup.ledger.events.digest}\n`);
    const [source, writing] = [sourceOf(backup), target];
    await withProgress(async (onProgress) => {
      await shelve(backup, database, onProgress);
      await keep(backup, database);
      await copy(source, writing, onProgress);
    });
    return await withProgress((onProgress) => verify(source, writing, source.total!, onProgress));
  } finally {
    await target?.close();
    await database.end();
  }
}

async function refuseWhatIsThere(target: EventStore, database: Pool): Promise<void> {
  if ((await target.last()) !== null)
    throw new Failure('The event store is not empty: restore into an empty ledger. Nothing was changed.');
  const { rows } = await database.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT FROM keys.key) OR EXISTS (SELECT FROM office.document) AS there',
  );
  if (rows[0]!.there)
    throw new Failure(
      'The database holds keys or documents of a ledger: restore into an empty one. Nothing was changed.',
    );
}

/** The events of a backup, to be copied as from a store: their positions are their places. */
function sourceOf(backup: Backup): Source {
  const { count: total, last } = backup.ledger.events;
  return {
    total,
    last: async () => ({ position: String(total), id: last }),
    async *follow(_from, signal) {
      let page: StoredEvent[] = [];
      let place = 0;
      for await (const event of eventsOf(backup)) {
        page.push({ ...event, position: String((place += 1)) });
        if (page.length < pageLength) continue;
        yield page;
        if (signal.aborted) return;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}
const pageLength = 500;

async function shelve(backup: Backup, database: Pool, onProgress: OnProgress): Promise<void> {
  const { count } = backup.ledger.documents;
  let done = 0;
  for await (const { sha256, mediaType, size, uploadedAt } of documentsOf(backup)) {
    await database.query(
      `INSERT INTO office.document (sha256, media_type, size, content, uploaded_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (sha256) DO NOTHING`,
      [sha256, mediaType, size, await contentOf(backup, sha256), uploadedAt],
    );
    onProgress((done += 1), count, '文件 documents');
  }
}

/** In the order in which they were written: keys before the subjects that name them. */
async function keep(backup: Backup, database: Pool): Promise<void> {
  for await (const rows of together(rowsOf(backup)))
    await database.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($1) AS row ("table" text, id text, wrapped text, subject text, key text, at timestamptz)),
            kept AS (INSERT INTO keys.key (id, wrapped, created_at)
                       SELECT id, decode(wrapped, 'hex'), at FROM given WHERE "table" = 'key' ON CONFLICT DO NOTHING),
            named AS (INSERT INTO keys.subject (subject, key)
                       SELECT subject, key FROM given WHERE "table" = 'subject' ON CONFLICT DO NOTHING)
       INSERT INTO keys.erased (id, erased_at) SELECT id, at FROM given WHERE "table" = 'erased' ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
}

async function* together(rows: AsyncIterable<KeptRow>): AsyncGenerator<readonly KeptRow[]> {
  let some: KeptRow[] = [];
  for await (const row of rows) {
    some.push(row);
    if (some.length < 1_000) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Erases again before anybody can read it, then builds the read models. Answers the number of events. */
async function settle(settings: Settings, ground: Ground): Promise<number> {
  const room = await openWritingRoom(settings, ground.urls.writer);
  try {
    await replayErasures(await openOffice(settings, room.desk), settings.dataDir);
    return await rebuildOn(settings, ground, room);
  } finally {
    await room.close();
  }
}
