import { SingleBar } from 'cli-progress';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { generateLedger, type Generated } from '../generated.js';
import type { WritingRoom } from '../../apps/staff/src/writing-room.js';
import { openBench, openRoom, type BenchGround } from './ground.js';

/** A large generated ledger: the ground that it stands on, and what was made. */
export interface LargeLedger {
  readonly ground: BenchGround;
  readonly room: WritingRoom;
  readonly made: Generated;
  close(): Promise<void>;
}

/**
 * The generated ledger of so many projects (some ten events each) in `.sunlit/bench-<projects>`: made at the first run, in
 * minutes where it is large, and kept for the next. `FRESH=true` makes it anew.
 */
export async function largeLedger(projects: number): Promise<LargeLedger> {
  const folder = resolve('.sunlit', `bench-${projects}`);
  if (process.env['FRESH']) await rm(folder, { recursive: true, force: true });
  const ground = await openBench({ folder });
  try {
    const room = await openRoom(ground);
    const file = join(folder, 'generated.json');
    const made = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Generated)
      : await withBar('projects', projects, (onProgress) =>
          generateLedger({ ...room, projects, onProgress }),
        );
    writeFileSync(file, JSON.stringify(made));
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

export async function withBar<T>(
  what: string,
  total: number,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: `{bar} {value}/{total} ${what}`,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(total, 0);
  try {
    return await work((done) => bar.update(done));
  } finally {
    bar.stop();
  }
}
