import type { Office } from '@sunlit/commands';
import { SingleBar } from 'cli-progress';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { documentShelf } from '../../staff/src/documents.js';
import { makeDemoOfficers, type Officer } from '../../staff/src/officers.js';
import { Failure } from './failure.js';
import { readCast } from './import/cast.js';
import { importFolder } from './import/import-folder.js';
import { reportLines } from './import/report.js';

/** The sample city, seen from the sources and from the built files. */
const folder = ['../../../test/samples/linjiang-city', '../../../../test/samples/linjiang-city']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find(existsSync)!;

/** Demo logins for the cast of the sample city, made once. */
export async function prepareDemoOfficers(file: string): Promise<void> {
  makeDemoOfficers(file, await readCast(join(folder, 'officers.csv')));
}

interface Loading {
  readonly office: Office;
  readonly officers: readonly Officer[];
  readonly documents: ReturnType<typeof documentShelf>;
  readonly dataDir: string;
  say(line: string): void;
}

/** Says that the sample is loaded; it names how many rows. */
export const sampleMark = (dataDir: string): string => join(dataDir, 'sample-loaded');

/** Loads the sample city through the ordinary commands, once; a load that was interrupted goes on where it stopped. */
export async function loadSample({ office, officers, documents, dataDir, say }: Loading): Promise<void> {
  const mark = sampleMark(dataDir);
  if (existsSync(mark)) return;
  say('载入示例数据 loading the sample …');
  const report = await withProgress((onProgress) =>
    importFolder({
      office,
      officers: new Map(officers.map(({ login, actor }) => [login, actor])),
      folder,
      uploadDocument: (bytes) => documents.add(bytes),
      onProgress,
    }),
  );
  if (report.refused.length > 0)
    throw new Failure(['The sample could not be loaded:', ...reportLines(report)].join('\n'));
  writeFileSync(mark, `${JSON.stringify({ rows: report.rows })}\n`);
}

/** A bar on the terminal; without one, silence. */
export async function withProgress<T>(
  work: (onProgress: (done: number, total: number, label: string) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {label}',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let started = false;
  try {
    return await work((done, total, label) => {
      if (!started) bar.start(total, done, { label });
      started = true;
      bar.setTotal(total);
      bar.update(done, { label });
    });
  } finally {
    bar.stop();
  }
}
