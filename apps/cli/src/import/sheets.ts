import { eventTypes, type Actor } from '@sunlit/ledger';
import type { Surroundings } from './cells.js';
import { columnsOf } from './columns.js';
import { decode, NotText } from './decode.js';
import type { Folder } from './folder.js';
import { readHeader, type Heading } from './header.js';
import { columnOf } from './reasons.js';
import { recordsOf } from './records.js';
import type { RowError } from './report.js';
import { keyOf, placed, projectOf, readRow, type Row, type SheetHead, type UnplacedRow } from './rows.js';

export interface Reading extends Surroundings {
  /** UTC instant: nothing was recorded later. */
  readonly now: string;
  /** Who prepares every row of a real ledger; null in a sample ledger, where each row says who. */
  readonly as: Actor | null;
}

type Sheet = Folder['sheets'][number];

export interface ReadRows {
  readonly rows: readonly Row[];
  /** How many rows there are, also those with problems. */
  readonly total: number;
  readonly problems: readonly RowError[];
}

/** Every row of every sheet, checked as far as it goes without the ledger; all problems of all rows at once. */
export function readSheets(folder: Folder, reading: Reading): ReadRows {
  const problems: RowError[] = [...folder.problems];
  const sheets = folder.sheets.map((sheet) => readSheet(sheet, reading, problems));
  const unplaced = sheets.flatMap(({ rows }) => rows);
  refuseTwins(unplaced, problems);
  const total = sheets.reduce((sum, sheet) => sum + sheet.total, 0);
  return { rows: place(unplaced, reading, problems), total, problems };
}

interface ReadSheet {
  readonly rows: readonly UnplacedRow[];
  readonly total: number;
}
const nothing: ReadSheet = { rows: [], total: 0 };

function readSheet({ file, type, bytes }: Sheet, reading: Reading, problems: RowError[]): ReadSheet {
  const sample = reading.openedOn !== null;
  const wrong = (line: number | null, reason: string, column: string | null = null): void =>
    void problems.push({ file, line, column, field: null, reason });
  if (!sample && type.rights.confirms.length === 0) {
    wrong(null, '投标文件由招标人员当场签收，以账本的时钟为准，不能导入');
    return nothing;
  }
  const text = textOf(bytes);
  if (text instanceof NotText) {
    wrong(null, text.message);
    return nothing;
  }
  const { records, broken } = recordsOf(text);
  if (broken) wrong(broken.line, broken.reason);
  const [titles, ...rest] = records;
  if (!titles) {
    if (!broken) wrong(null, '表是空的，第一行须为栏目名');
    return nothing;
  }
  const columns = columnsOf(type, sample);
  const header = readHeader(titles.cells, columns, columnsOf(type, true));
  for (const { column, reason } of header.problems) wrong(titles.line, reason, column);
  if (header.problems.length > 0) return { rows: [], total: rest.length };
  const head: SheetHead = { file, type, headings: header.headings as Heading[] };
  const rows = rest.flatMap(({ line, cells }): UnplacedRow[] => {
    if (cells.length !== titles.cells.length) {
      wrong(line, `有 ${cells.length} 列，标题行有 ${titles.cells.length} 列`);
      return [];
    }
    const row = readRow(head, { line, cells }, reading, reading.now);
    if ('body' in row) return [row];
    problems.push(...row.map(({ field, reason }) => problemOf(head, line, cells, field, reason)));
    return [];
  });
  return { rows, total: rest.length };
}

function textOf(bytes: Uint8Array): string | NotText {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof NotText) return error;
    throw error;
  }
}

/** Names the cell; its value too, unless the field is closed to the public. */
function problemOf(
  { file, type, headings }: SheetHead,
  line: number,
  cells: readonly string[],
  field: string,
  reason: string,
): RowError {
  const column = columnOf(
    headings.map((h) => h.column),
    field,
  );
  const at = headings.findIndex((h) => h.column === column);
  const where = { file, line, column: headings[at]?.title ?? column?.title ?? null, field, reason };
  const closed = field.split('.')[0]! in eventTypes[type.makes]!.closed;
  return at < 0 || closed ? where : { ...where, value: cells[at]! };
}

/** The same row twice would count as one entry given twice. */
function refuseTwins(rows: readonly UnplacedRow[], problems: RowError[]): void {
  const first = new Map<string, UnplacedRow>();
  for (const row of rows) {
    const key = keyOf(row);
    const twin = first.get(key);
    if (!twin) first.set(key, row);
    else problems.push(ofRow(row, `与第 ${twin.line} 行完全相同：同一笔只登记一次`));
  }
}

/** Finds each row's project: by the owner's code, by the sheet that registers it, else the preparer's own. */
function place(rows: readonly UnplacedRow[], { as }: Reading, problems: RowError[]): Row[] {
  const owners = new Map<string, Set<string>>();
  for (const row of rows) {
    const { number, owner } = projectOf(row);
    if (row.cells['project'] === undefined) owners.set(number, (owners.get(number) ?? new Set()).add(owner!));
  }
  return rows.flatMap((row) => {
    const { number, owner } = projectOf(row);
    const registered = [...(owners.get(number) ?? [])];
    const own = (row.recording?.preparedBy ?? as)?.organisation?.uscc ?? null;
    const found = owner ?? (registered.length > 0 ? registered[0]! : own);
    if (found !== null && (owner !== null || registered.length < 2)) return [placed(row, found, number)];
    const reason = registered.length < 2 ? '无法判断建设单位' : '本批有几个建设单位都用了这个项目编号';
    problems.push({ ...ofRow(row, `${reason}，请加“建设单位代码”一列`), field: 'project' });
    return [];
  });
}

/** Something about a whole row. */
export const ofRow = ({ file, line }: Pick<Row, 'file' | 'line'>, reason: string): RowError => ({
  ...{ file, line, column: null, field: null, reason },
});
