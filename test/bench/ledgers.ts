import { projected, runProjector } from '@sunlit/read-models';
import { dataSource, type RoleUrls } from '@sunlit/postgres';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withProgress } from '../../apps/cli/src/sample.js';
import { generateLedger, type Generated } from '../generated.js';
import type { WritingRoom } from '../../apps/staff/src/writing-room.js';
import { askOwner, openBench, openRoom, type BenchGround } from './ground.js';

/** A large generated ledger: the ground that it stands on, and what was made. */
export interface LargeLedger {
  readonly ground: BenchGround;
  readonly room: WritingRoom;
  readonly made: Generated;
  close(): Promise<void>;
}

/** A kept ledger with more events than so many times what it was made with is made anew. */
const mostGrown = 1.5;

/** Events of any kind that the store holds. */
export const eventsIn = async ({ urls }: BenchGround): Promise<number> =>
  Number(await askOwner<string>(urls.owner, 'SELECT position FROM store.head'));

/** Where the ledger of so many projects is kept. */
export const keptAt = (projects: number): string => resolve('.sunlit', `bench-${projects}`);

/**
 * The generated ledger of so many projects (some ten events each) in `.sunlit/bench-<projects>`: made at the first run, in
 * minutes where it is large, and kept for the next, until what runs have added makes it another; `FRESH=true` makes it anew
 * at once. `urls`: of a database of the run instead, where nothing is kept.
 */
export async function largeLedger(
  projects: number,
  urls?: RoleUrls,
  anew = Boolean(process.env['FRESH']),
): Promise<LargeLedger> {
  const folder = keptAt(projects);
  if (anew && !urls) await rm(folder, { recursive: true, force: true });
  const ground = await openBench(urls ? { urls } : { folder });
  try {
    const room = await openRoom(ground);
    const file = join(folder, 'generated.json');
    const known = !urls && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Generated) : null;
    if (known && (await eventsIn(ground)) > mostGrown * known.events) {
      await room.close();
      await ground.close();
      return largeLedger(projects, urls, true);
    }
    const made = known ?? (await withProgress((onProgress) => generated(room, projects, onProgress)));
    if (!known && !urls) writeFileSync(file, JSON.stringify(made));
    return {
      ...{ ground, room, made },
      async close() {
        await room.close();
        await ground.close();
      },
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

const generated = (
  room: WritingRoom,
  projects: number,
  onProgress: (done: number, total: number, label: string) => void,
): Promise<Generated> =>
  generateLedger({
    ...{ ...room, projects },
    onProgress: (done, total) => onProgress(done, total, 'projects'),
  });

/** A projector at work until told to stop; answers when the read models have all that is stored. */
export async function projecting(
  { urls }: BenchGround,
  { store, ring }: WritingRoom,
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const working = runProjector({
    ...{ store, ring, databaseUrl: urls.projector, signal: stopping.signal },
    log: { info() {}, warn: console.error, error: console.error },
  });
  const reader = await dataSource(urls.writer, { applicationName: 'bench' }).initialize();
  const last = await store.last();
  while (last && !(await projected(reader, store, last.position, 60_000)));
  await reader.destroy();
  return {
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
