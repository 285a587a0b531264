import { fileTypeFromBuffer } from 'file-type';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { sheetClasses, type SheetClass } from './columns.js';
import type { RowError } from './report.js';

/** A file of the folder's `documents/`, known by its bytes. */
export interface PaperFile {
  readonly path: string;
  /** The name without its extension, when the sheet gives none. */
  readonly title: string;
  readonly sha256: string;
  /** By its first bytes, never by its name; null when they say nothing. */
  readonly mediaType: string | null;
  readonly size: number;
}

export interface Folder {
  readonly sheets: readonly {
    readonly file: string;
    readonly type: SheetClass;
    readonly bytes: Uint8Array;
  }[];
  /** By file name, in Unicode NFC: some systems store names decomposed. */
  readonly papers: ReadonlyMap<string, PaperFile>;
  readonly problems: readonly RowError[];
}

/** Lies beside the sheets and is none of them. */
const besides = new Set(['officers.csv', 'documents', 'README.md']);

/** Reads a folder of sheets. What is neither a sheet nor known beside them is a problem: nothing is passed over silently. */
export async function readFolder(folder: string): Promise<Folder> {
  const names = (await entriesOf(folder))
    .map(({ name }) => name)
    .filter((name) => !/^[.~]/.test(name))
    .sort();
  const problems: RowError[] = [];
  const sheets = [];
  for (const file of names) {
    if (besides.has(file)) continue;
    const type = file.endsWith('.csv') ? sheetClasses.get(basename(file, '.csv')) : undefined;
    if (type) sheets.push({ file, type, bytes: await readFile(join(folder, file)) });
    else
      problems.push({
        file,
        line: null,
        column: null,
        field: null,
        reason: `没有这种表，可用的有：${[...sheetClasses.keys()].join('、')}（.csv）`,
      });
  }
  return { sheets, papers: await readPapers(join(folder, 'documents')), problems };
}

async function readPapers(folder: string): Promise<Map<string, PaperFile>> {
  const papers = new Map<string, PaperFile>();
  for (const entry of await entriesOf(folder)) {
    // A link could lead anywhere on this machine, and what is recorded is published.
    if (!entry.isFile()) continue;
    const path = join(folder, entry.name);
    const bytes = await readFile(path);
    const name = entry.name.normalize('NFC');
    papers.set(name, {
      path,
      title: basename(name, extname(name)),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType: (await fileTypeFromBuffer(bytes))?.mime ?? null,
      size: bytes.length,
    });
  }
  return papers;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
