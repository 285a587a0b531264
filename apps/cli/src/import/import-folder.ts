import { rulesInForce, type Office } from '@sunlit/commands';
import { shanghaiDay, type Actor, type Document } from '@sunlit/ledger';
import { zh } from '@sunlit/web';
import { readFile } from 'node:fs/promises';
import { carryRow, lookAhead } from './carry-rows.js';
import { readFolder, type PaperFile } from './folder.js';
import { batchesOf, prepareBatch, refusedRow } from './prepare-rows.js';
import { refusalReasons } from './refusals.js';
import type { ImportReport, RowError } from './report.js';
import type { Row } from './rows.js';
import { ofRow, readSheets } from './sheets.js';

export interface ImportOptions {
  readonly office: Office;
  /** Officers by login: sheets name people by nothing else. */
  readonly officers: ReadonlyMap<string, Actor>;
  /** Folder of sheets; see `test/samples/README.md`. */
  readonly folder: string;
  /** Only checks; nothing is stored. */
  readonly dryRun?: boolean;
  /** Login of who prepares every row of a real ledger; a sample ledger's rows say it themselves. */
  readonly as?: string | null;
  /** Puts a document on the shelf, as `POST /api/documents` does; the same bytes twice are one document. */
  uploadDocument(bytes: Uint8Array, title: string): Promise<Pick<Document, 'sha256'>>;
  /** Rows done, rows in all, and what is being recorded. */
  onProgress?(done: number, total: number, label: string): void;
}

/** The call itself was wrong: one Chinese sentence. */
export class BadImport extends Error {
  override readonly name = 'BadImport';
}

/**
 * Loads a folder of sheets. First everything is checked, all problems of all rows at once, and any problem stops it.
 * Then a sample ledger carries out every row at its recorded instant, in the order of these, over all projects; a real
 * ledger prepares each sheet for a second person. A row that the ledger refuses ends its project, not the others.
 * Running it again records nothing twice. Throws `BadImport`, and whatever stops the store; then run it again.
 */
export async function importFolder(options: ImportOptions): Promise<ImportReport> {
  const { office, officers, as = null, dryRun = false } = options;
  const { sample } = office.ledger;
  const [opening] = await office.streams.events('ledger', 0, 0);
  const folder = await readFolder(options.folder);
  const actor = sample ? null : preparer(officers, as);
  const reading = {
    ...{ officers, papers: folder.papers, as: actor, now: office.desk.now() },
    // Counted from the opening, not from today: on another day the same rows are the same entries.
    openedOn: sample ? shanghaiDay(opening!.meta.recordedAt) : null,
  };
  const { rows, total, problems } = readSheets(folder, reading);
  if (total === 0 && problems.length === 0) throw new BadImport(`${options.folder} 中没有可导入的表`);
  if (problems.length > 0 || dryRun) return { ...emptyReport, rows: total, refused: problems };
  return actor ? prepareAll(options, rows, actor) : carryAll(options, inOrder(rows));
}

const emptyReport: ImportReport = {
  rows: 0,
  carriedOut: 0,
  replayed: 0,
  prepared: 0,
  skipped: 0,
  submissions: [],
  refused: [],
};

function preparer(officers: ReadonlyMap<string, Actor>, login: string | null): Actor {
  if (login === null) throw new BadImport('这是真实账本：导入只编制、不入账，请用 --as 写明编制人的登录名');
  const found = officers.get(login);
  if (!found) throw new BadImport(`没有“${login}”这个登录名`);
  return found;
}

/** By recorded instant; rows of one instant stay in the order of file and line. */
const inOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) =>
    a.recording!.recordedAt < b.recording!.recordedAt
      ? -1
      : a.recording!.recordedAt > b.recording!.recordedAt
        ? 1
        : 0,
  );

/** Rows that are looked up together. */
const together = 64;

async function carryAll(options: ImportOptions, rows: readonly Row[]): Promise<ImportReport> {
  const count = { 'carried-out': 0, replayed: 0, skipped: 0 };
  const refused: RowError[] = [];
  const ended = new Set<string>();
  const upload = uploader(options);
  const steps = lastSteps();
  const carrying = { rulebook: await rulesInForce(options.office.streams), ...steps };
  try {
    for (const [done, row] of rows.entries()) {
      options.onProgress?.(done, rows.length, labelOf(row));
      if (done % together === 0) await lookAhead(options.office, rows.slice(done, done + together));
      if (ended.has(row.project)) {
        count.skipped++;
        continue;
      }
      const reasons = await attempt(async () => {
        await upload(row.papers);
        count[await carryRow(options.office, row, carrying)]++;
      });
      if (reasons.length > 0) ended.add(row.project);
      refused.push(...reasons.map((reason) => ofRow(row, reason)));
    }
  } finally {
    await steps.done();
  }
  options.onProgress?.(rows.length, rows.length, '');
  const { 'carried-out': carriedOut, ...rest } = count;
  return { ...emptyReport, ...rest, rows: rows.length, carriedOut, refused };
}

/** Steps that wait for the next row's first, and go on beside it; the first that fails is told at the end. */
function lastSteps() {
  const waiting: (() => Promise<void>)[] = [];
  const going = new Set<Promise<void>>();
  const failed: unknown[] = [];
  function beginSteps(): void {
    for (const step of waiting.splice(0)) {
      const ended = step()
        .catch((error: unknown) => void failed.push(error))
        .finally(() => going.delete(ended));
      going.add(ended);
    }
  }
  return {
    later: (step: () => Promise<void>) => void waiting.push(step),
    beginSteps,
    async done(): Promise<void> {
      beginSteps();
      await Promise.all(going);
      if (failed.length > 0) throw failed[0];
    },
  };
}

async function prepareAll(options: ImportOptions, rows: readonly Row[], actor: Actor): Promise<ImportReport> {
  const count = { prepared: 0, replayed: 0, skipped: 0 };
  const submissions: string[] = [];
  const refused: RowError[] = [];
  const ended = new Set<string>();
  const upload = uploader(options);
  let done = 0;
  for (const batch of batchesOf(rows)) {
    const [first] = batch as readonly [Row];
    options.onProgress?.(done, rows.length, labelOf(first));
    done += batch.length;
    if (ended.has(first.project)) {
      count.skipped += batch.length;
      continue;
    }
    const reasons = await attempt(async () => {
      for (const row of batch) await upload(row.papers);
      const { submission, replayed } = await prepareBatch(options.office, batch, actor);
      count[replayed ? 'replayed' : 'prepared'] += batch.length;
      submissions.push(submission);
    });
    if (reasons.length === 0) continue;
    ended.add(first.project);
    // A submission is all or nothing: the rest of the batch waits with the row that is at fault.
    count.skipped += batch.length - 1;
    const row = await refusedRow(options.office, batch, actor);
    refused.push(...reasons.map((reason) => ofRow(row, reason)));
  }
  options.onProgress?.(rows.length, rows.length, '');
  return { ...emptyReport, ...count, rows: rows.length, submissions, refused };
}

/** Why the ledger refused, or nothing when it did not. */
async function attempt(step: () => Promise<void>): Promise<readonly string[]> {
  try {
    await step();
    return [];
  } catch (error) {
    const reasons = refusalReasons(error);
    if (!reasons) throw error;
    return reasons;
  }
}

/** Uploads each document once, just before the first row that names it. */
function uploader({ uploadDocument }: ImportOptions): (papers: readonly PaperFile[]) => Promise<void> {
  const uploaded = new Set<string>();
  return async (papers) => {
    for (const { path, title, sha256 } of papers) {
      if (uploaded.has(sha256)) continue;
      const kept = await uploadDocument(await readFile(path), title);
      if (kept.sha256 !== sha256) throw new BadImport(`${path} 在导入过程中被改动，请重新导入`);
      uploaded.add(sha256);
    }
  };
}

const labelOf = ({ type }: Row): string =>
  (zh.commands as Readonly<Record<string, string>>)[type.name] ?? type.name;
