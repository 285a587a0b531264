import { canonical, projectId, uuid5 } from '@sunlit/envelope';
import { fieldsOf, type JsonObject, type Party, type ProjectFacts } from '@sunlit/ledger';
import { bodyOf, type Cells } from './body.js';
import { unknownReceipt, type Surroundings } from './cells.js';
import { isDocuments, namesItself, type SheetClass } from './columns.js';
import type { PaperFile } from './folder.js';
import type { Heading } from './header.js';
import type { RowProblem } from './reasons.js';
import { recordingOf, type Recording } from './recording.js';
import type { CsvRecord } from './records.js';

/** One row of a sheet, checked but for what only the ledger knows. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly type: SheetClass;
  readonly headings: readonly Heading[];
  readonly cells: Cells;
  /** The command's body; a receipt of the bid box is `unknownReceipt`. */
  readonly body: JsonObject;
  /** Whose receipt the command means, where it names one. */
  readonly bidder: Party | null;
  readonly papers: readonly PaperFile[];
  /** Who recorded it and when; null in a real ledger, which knows. */
  readonly recording: Recording | null;
  /** Id of the project's stream, without its category. */
  readonly project: string;
}

/** A row before its project is known: other sheets may register it. */
export type UnplacedRow = Omit<Row, 'project'>;

export interface SheetHead {
  readonly file: string;
  readonly type: SheetClass;
  readonly headings: readonly Heading[];
}

/** Reads one record of a sheet, or answers everything that is wrong with it. */
export function readRow(
  head: SheetHead,
  record: CsvRecord,
  around: Surroundings,
  now: string,
): UnplacedRow | readonly RowProblem[] {
  const { type, headings } = head;
  const cells = Object.fromEntries(
    headings.flatMap(({ column }, i) =>
      record.cells[i] ? [[column.path, record.cells[i].normalize('NFC')]] : [],
    ),
  );
  const columns = headings.map(({ column }) => column);
  const { body, problems } = bodyOf(type, columns, cells, around);
  const recording = around.openedOn === null ? null : recordingOf(type, cells, around, now);
  if (Array.isArray(recording)) problems.push(...recording);
  for (const { path, optional, field } of columns)
    if (!field && !optional && !cells[path]) problems.unshift({ field: path, reason: '必填' });
  if (problems.length > 0) return problems;
  const { bidder, ...others } = body;
  const named = fieldsOf(type).has('receipt');
  return {
    ...{ file: head.file, line: record.line, type, headings, cells },
    body: named ? { ...others, receipt: unknownReceipt } : body,
    bidder: named ? (bidder as unknown as Party) : null,
    papers: columns.filter(isDocuments).flatMap(({ path }) => papersIn(cells[path], around)),
    recording: recording as Recording | null,
  };
}

const papersIn = (text: string | undefined, { papers }: Surroundings): PaperFile[] =>
  (text?.split('\n') ?? []).map((line) => papers.get(line.split('|').at(-1)!.normalize('NFC'))!);

/** Where a row is told to belong: the project's number, and its owner's code where the sheet names it. */
export function projectOf({ type, body, cells }: UnplacedRow): { number: string; owner: string | null } {
  if (!namesItself(type)) return { number: cells['project']!, owner: cells['projectOwner'] ?? null };
  const { number, owner } = body as unknown as ProjectFacts;
  return { number, owner: owner.uscc };
}

export const placed = (row: UnplacedRow, owner: string, number: string): Row => ({
  ...row,
  project: projectId(owner, number),
});

/**
 * The row's `Idempotency-Key`: the same row, with relative dates as written, is the same entry on any day, whatever the
 * order of its columns and the language of their titles.
 */
export const keyOf = ({ file, cells }: UnplacedRow): string => uuid5('import', file, canonical(cells));
