import { Office, type DocumentShelf } from '@sunlit/commands';
import { keyRing, memoryKeyStore } from '@sunlit/envelope';
import { memoryEventStore } from '@sunlit/event-store';
import { shippedRulebook, type Actor, type Document } from '@sunlit/ledger';
import { fileTypeFromBuffer } from 'file-type';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCast } from '../cast.js';
import { importFolder, type ImportOptions } from '../import-folder.js';

/** The small sample: two projects of the fictional city. */
export const linjiang = fileURLToPath(new URL('../../../../../test/samples/linjiang/', import.meta.url));

/** The whole city, which a new sample ledger is loaded with: `test/samples/city.ts` writes it. */
export const linjiangCity = fileURLToPath(
  new URL('../../../../../test/samples/linjiang-city/', import.meta.url),
);

/** The day on which the ledgers of these specs are opened: 2026-03-02, ten in the morning in Shanghai. */
export const openedAt = '2026-03-02T02:00:00.000Z';

type Shelf = DocumentShelf & { add(bytes: Uint8Array): Promise<Pick<Document, 'sha256'>> };

export interface Town {
  readonly office: Office;
  readonly officers: ReadonlyMap<string, Actor>;
  /** Moves the server's clock. */
  at(instant: string): void;
  import(folder: string, more?: Partial<ImportOptions>): ReturnType<typeof importFolder>;
  /** How many events the store holds, the opening included. */
  events(): Promise<number>;
}

/** An office in memory with the officers of the sample, and a clock that stands still. */
export async function openTown({
  sample = true,
  store = memoryEventStore(),
  keys = memoryKeyStore(),
  folder = linjiang,
} = {}): Promise<Town> {
  let now = openedAt;
  const documents = memoryShelf();
  const ring = keyRing(keys, randomBytes(32));
  const desk = { store, ring, documents, rulebook: shippedRulebook, now: () => now };
  const office = await Office.open(desk, {
    name: '临江市阳光账本',
    origin: 'ledger.example/spec',
    region: '331082',
    sample,
  });
  const cast = await readCast(join(folder, 'officers.csv'));
  const officers = new Map(
    cast.map(({ login, ...actor }): [string, Actor] => [login, { person: `p-${login}`, ...actor }]),
  );
  return {
    office,
    officers,
    at: (instant) => void (now = instant),
    import: (folder, more) =>
      importFolder({ office, officers, folder, uploadDocument: (bytes) => documents.add(bytes), ...more }),
    async events() {
      const last = await store.last();
      if (!last) return 0;
      const all = new AbortController();
      let count = 0;
      for await (const page of store.follow(null, all.signal)) {
        count += page.length;
        if (page.at(-1)!.id === last.id) all.abort();
      }
      return count;
    },
  };
}

function memoryShelf(): Shelf {
  const kept = new Map<string, { mediaType: string; size: number }>();
  return {
    find: async (hashes) => new Map(hashes.flatMap((h) => (kept.has(h) ? [[h, kept.get(h)!] as const] : []))),
    async add(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept.set(sha256, { mediaType: (await fileTypeFromBuffer(bytes))!.mime, size: bytes.length });
      return { sha256 };
    },
  };
}

const folders: string[] = [];

/** A folder with these files, by name; gone after `removeFolders`. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-import-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
}

/** The sample's sheets as text, for specs that change one of them. */
export async function sampleFiles(): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  for (const entry of await readdir(linjiang, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    files[path.slice(linjiang.length)] = entry.name.endsWith('.csv') ? bytes.toString('utf8') : bytes;
  }
  return files;
}
