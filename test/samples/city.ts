import type { Actor, JsonObject } from '@sunlit/ledger';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sheetClasses } from '../../apps/cli/src/import/columns.js';
import { castWith, type Officer } from './city/cast.js';
import { paperOf, type PaperFile } from './city/papers.js';
import { donghu } from './city/plots/donghu.js';
import { drainage } from './city/plots/drainage.js';
import type { Plot } from './city/plots/plot.js';
import { qingxi } from './city/plots/qingxi.js';
import { social } from './city/plots/social.js';
import { works } from './city/plots/works.js';
import { yunling } from './city/plots/yunling.js';
import { readme } from './city/readme.js';
import { csv, csvFiles, recordsIn, rowsIn } from './city/sheets.js';
import { Works, type City } from './city/works.js';

/** Another seed is another city of the same plots. */
export const citySeed = '临江 2026';

const small = fileURLToPath(new URL('linjiang/', import.meta.url));
export const cityFolder = fileURLToPath(new URL('linjiang-city/', import.meta.url));

const plots: readonly Plot[] = [works, drainage, social, donghu, qingxi, yunling].flat();

/**
 * Every file of the sample city, by its path in the folder: the small sample's rows and papers, and the plots played
 * through the ledger's own rules. Dates counted from the opening are written so; `openedOn` therefore changes no byte,
 * and is given only to show that the rows hold on any day.
 */
export async function cityFiles(
  openedOn = '2026-03-02',
  seed = citySeed,
): Promise<Record<string, string | Buffer>> {
  const officers = castWith(await smallCast());
  const papers = new Map<string, PaperFile>();
  const played = plots.map((plot) => {
    const w = new Works(cityAround({ openedOn, seed, officers, papers }), plot.facts);
    plot.play(w);
    return { plot, w };
  });
  const rows = [...(await smallRows()), ...played.flatMap(({ w }) => w.rows)];
  return {
    'README.md': readme(played, rows.length, seed),
    'officers.csv': officersSheet(officers),
    ...csvFiles(rows),
    ...(await smallPapers()),
    ...Object.fromEntries([...papers.values()].map(({ file, bytes }) => [join('documents', file), bytes])),
  };
}

function cityAround(around: {
  openedOn: string;
  seed: string;
  officers: readonly Officer[];
  papers: Map<string, PaperFile>;
}): City {
  const { openedOn, seed, officers, papers } = around;
  return {
    ...{ openedOn, seed },
    actor(login): Actor {
      const { role, organisation, department } = officers.find((officer) => officer.login === login)!;
      return { person: `p-${login}`, role, organisation, department };
    },
    paper(title): JsonObject {
      const made = paperOf(title);
      papers.set(made.sha256, made);
      return { sha256: made.sha256, title, mediaType: 'application/pdf', size: made.bytes.length };
    },
    fileOf: (sha256) => papers.get(sha256)!.file,
  };
}

const columns = ['login', 'role', 'uscc', 'organisation', 'department'];

async function smallCast(): Promise<Officer[]> {
  const rows = recordsIn(await readFile(join(small, 'officers.csv')), columns);
  return rows.map(({ login, role, uscc = null, organisation, department }) => ({
    ...{ login: login!, role: role!, department: department! },
    organisation: { uscc, name: organisation! },
  }));
}

const officersSheet = (officers: readonly Officer[]): string =>
  csv(
    columns,
    officers.map(({ login, role, organisation, department }) => [
      ...[login, role, organisation.uscc ?? '', organisation.name, department],
    ]),
  );

async function smallRows() {
  const sheets = [...sheetClasses.keys()].sort();
  const read = sheets.map(async (sheet) => {
    try {
      return rowsIn(sheet, await readFile(join(small, `${sheet}.csv`)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
  return (await Promise.all(read)).flat();
}

async function smallPapers(): Promise<Record<string, Buffer>> {
  const names = (await readdir(join(small, 'documents'))).sort();
  const read = names.map(async (name) => [
    join('documents', name),
    await readFile(join(small, 'documents', name)),
  ]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, Buffer>;
}

/** Writes the folder anew. */
async function write(): Promise<void> {
  const files = await cityFiles();
  await rm(cityFolder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(cityFolder, path)), { recursive: true });
    await writeFile(join(cityFolder, path), content);
  }
  process.stdout.write(`${Object.keys(files).length} files in ${cityFolder}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await write();
