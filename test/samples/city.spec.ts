import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { projectId } from '@sunlit/envelope';
import { project, type ProjectState } from '@sunlit/ledger';
import { projectStages } from '@sunlit/read-models';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  linjiangCity,
  openTown,
  removeFolders,
  type Town,
} from '../../apps/cli/src/import/testing/office.js';
import type { ImportReport } from '../../apps/cli/src/import/report.js';
import { stageOf } from '../../libs/read-models/src/project-page/project.money.js';
import { rowsIn } from './city/sheets.js';
import { cityFiles } from './city.js';

// A whole city is played and imported; other work may go on beside it.
jest.setTimeout(240_000);

/** Names of the files that are not the same on both sides. */
function differing(
  a: Readonly<Record<string, string | Buffer>>,
  b: Readonly<Record<string, string | Buffer>>,
) {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const bytes = (content: string | Buffer | undefined) =>
    content !== undefined && Buffer.from(content as string);
  return names.filter((name) => {
    const [x, y] = [bytes(a[name]), bytes(b[name])];
    return !x || !y || !x.equals(y);
  });
}

async function committed(): Promise<Record<string, Buffer>> {
  const entries = await readdir(linjiangCity, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(async (path) => [relative(linjiangCity, path), await readFile(path)] as const);
  return Object.fromEntries(await Promise.all(read));
}

describe('The generator of the sample city', () => {
  it('writes the very files that are kept', async () => {
    expect(differing(await cityFiles(), await committed())).toEqual([]);
  });

  it.each(['2026-09-28', '2027-02-04', '2027-10-01', '2028-04-30'])(
    'writes the same for a ledger opened on %s: its rows hold on any day, through any holidays',
    async (openedOn) => {
      expect(differing(await cityFiles(openedOn), await committed())).toEqual([]);
    },
  );

  it('tells the same plots with other draws for another seed', async () => {
    const other = await cityFiles('2026-03-02', 'another');
    expect(differing(other, await committed())).toContain('record-payment.csv');
  });
});

describe('The sample city', () => {
  let town: Town;
  let report: ImportReport;
  let states: ProjectState[];
  let types: Set<string>;

  beforeAll(async () => {
    town = await openTown({ folder: linjiangCity });
    report = await town.import(linjiangCity);
    const files = await committed();
    const ids = ['register-project', 'take-over-project'].flatMap((sheet) =>
      rowsIn(sheet, files[`${sheet}.csv`]!).map(({ cells }) =>
        projectId(cells['owner.uscc']!, cells['number']!),
      ),
    );
    states = [];
    types = new Set();
    for (const id of ids) {
      states.push((await town.office.streams.load<ProjectState>(`project-${id}`)).state);
      for (const { type } of await town.office.streams.events(`project-${id}`, 0, 10_000)) types.add(type);
    }
  });
  afterAll(removeFolders);

  it('loads completely, some forty projects', () => {
    expect(report.refused).toEqual([]);
    expect(report).toMatchObject({ carriedOut: report.rows, replayed: 0, skipped: 0 });
    expect(states.length).toBeGreaterThanOrEqual(40);
  });

  it('has projects at every stage', () => {
    const stages = new Set(states.map(stageOf));
    expect(projectStages.filter((stage) => !stages.has(stage))).toEqual([]);
  });

  it('shows every kind of entry that a project can have', () => {
    expect(Object.keys(project.events).filter((type) => !types.has(type))).toEqual([]);
  });

  it('loaded again records nothing twice', async () => {
    const before = await town.events();
    town.at('2026-05-01T02:00:00.000Z');
    expect(await town.import(linjiangCity)).toMatchObject({
      carriedOut: 0,
      replayed: report.rows,
      refused: [],
    });
    expect(await town.events()).toBe(before);
  });
});
