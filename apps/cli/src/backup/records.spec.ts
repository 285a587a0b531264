import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { events, type KeptEvent } from './kinds.js';
import { readRecords, writeRecords, type Sum } from './records.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-records-'));
  file = join(folder, 'events.ndjson.gz');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const some: KeptEvent[] = Array.from({ length: 300 }, (_, i) => ({
  ...{ stream: `project-${i % 7}`, revision: Math.floor(i / 7), type: 'PaymentRecorded' },
  id: `00000000-0000-5000-8000-${String(i).padStart(12, '0')}`,
  body:
    i % 50 === 3 ? randomBytes(40) : Buffer.from(JSON.stringify({ 金额: `${i}.00`, note: '换行\n"引号"' })),
}));
async function* given(these: readonly KeptEvent[]) {
  yield* these;
}
const written = (these = some) => writeRecords(file, events, given(these));
async function read(sum: Sum): Promise<KeptEvent[]> {
  const all: KeptEvent[] = [];
  for await (const event of readRecords(file, events, sum)) all.push(event);
  return all;
}
const plain = (these: readonly KeptEvent[]) =>
  these.map((event) => ({ ...event, body: Buffer.from(event.body).toString('hex') }));
/** The lines of the file, changed, in a file that unpacks without a complaint. */
const edit = async (change: (lines: string[]) => string[]) =>
  writeFile(
    file,
    gzipSync(
      `${change(
        gunzipSync(await readFile(file))
          .toString()
          .trimEnd()
          .split('\n'),
      ).join('\n')}\n`,
    ),
  );

describe('Records of a backup', () => {
  it('come back byte for byte, bodies that are no text too, readable by their owner only', async () => {
    const sum = await written();
    expect(sum.count).toBe(300);
    expect(plain(await read(sum))).toEqual(plain(some));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('have one sum, whatever the time and place, and another one for any other order', async () => {
    const sum = await written();
    await rm(file);
    expect(await written()).toEqual(sum);
    await rm(file);
    expect((await written(some.toReversed())).digest).not.toBe(sum.digest);
  });

  it('are refused at the record that was edited', async () => {
    const sum = await written();
    await edit((lines) => lines.with(120, lines[120]!.replace('.00', '.01')));
    await expect(read(sum)).rejects.toThrow(/event 120: PaymentRecorded, project-1 17 was changed/);
  });

  it('are refused where one is missing, doubled, moved or no record', async () => {
    const sum = await written();
    const whole = await readFile(file);
    const changes: ((lines: string[]) => string[])[] = [
      (lines) => lines.toSpliced(120, 1),
      (lines) => lines.toSpliced(120, 0, lines[119]!),
      (lines) => lines.with(120, lines[121]!).with(121, lines[120]!),
      (lines) => lines.with(120, '{}'),
      (lines) => lines.with(120, 'x'),
    ];
    for (const change of changes) {
      await writeFile(file, whole);
      await edit(change);
      await expect(read(sum)).rejects.toThrow('event 120');
    }
  });

  it('are refused where the file ends early, whole lines or not, or goes on', async () => {
    const sum = await written();
    const whole = await readFile(file);
    await edit((lines) => lines.slice(0, -1));
    await expect(read(sum)).rejects.toThrow('300 were written, 299 are there');
    await writeFile(file, whole.subarray(0, whole.length - 200));
    await expect(read(sum)).rejects.toThrow('the file is damaged or cut short');
    await expect(read({ ...sum, count: 299 })).rejects.toThrow(/damaged or cut short/);
    await rm(file);
    await expect(read(sum)).rejects.toThrow('there is no');
  });

  it('are refused for any single bit that flipped, and never read as something else', async () => {
    const sum = await written();
    const whole = await readFile(file);
    // The first bytes of gzip name a time and a system, which nothing depends on.
    for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1 << (at % 8);
      await writeFile(file, damaged);
      await expect(read(sum)).rejects.toThrow('The backup is not as it was made');
    }
  });

  it('are refused under the manifest of another backup', async () => {
    const sum = await written();
    await expect(read({ ...sum, digest: 'f'.repeat(64) })).rejects.toThrow(
      'the manifest is of another backup',
    );
  });
});
