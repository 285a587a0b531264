import type { Json, JsonObject } from '@sunlit/ledger';
import { stringify } from 'csv-stringify/sync';
import {
  beside,
  columnsOf,
  isApprover,
  isDocuments,
  isWithholding,
  sheetClasses,
  type Choices,
  type Column,
  type Field,
  type SheetClass,
} from '../../../apps/cli/src/import/columns.js';
import { decode } from '../../../apps/cli/src/import/decode.js';
import { readHeader } from '../../../apps/cli/src/import/header.js';
import { recordsOf } from '../../../apps/cli/src/import/records.js';

/** One row of a sheet: its cells by the path of their column, none of them empty. */
export interface SheetRow {
  /** The sheet's name without `.csv`. */
  readonly sheet: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** How values of one project are written. */
export interface Writing {
  /** A date, absolute or counted from the opening. */
  day(day: string): string;
  /** An instant, Shanghai time. */
  instant(instant: string): string;
  /** File name of a paper by its hash. */
  fileOf(sha256: string): string;
  /** Login of an opaque person id. */
  loginOf(person: string): string;
}

/** The cells of a command's body, by the path of their column. */
export function cellsOf(type: SheetClass, body: JsonObject, writing: Writing): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const column of columnsOf(type, true)) {
    const text = column.field ? cellOf(column, valueAt(body, column.path), writing) : '';
    if (text !== '') cells[column.path] = text;
  }
  return cells;
}

function cellOf(column: Column, value: Json | undefined, writing: Writing): string {
  if (value === undefined || value === null) return '';
  if (isApprover(column)) return writing.loginOf(String(value));
  if (!Array.isArray(value)) return scalar(column.field!, column.choices, value, writing);
  const items = value as readonly JsonObject[];
  if (isDocuments(column)) return items.map((item) => writing.fileOf(String(item['sha256']))).join('\n');
  return items.map((item) => itemText(column, item, writing)).join('\n');
}

const itemText = (column: Column, item: JsonObject, writing: Writing): string =>
  column
    .parts!.map(({ path, field, choices }) => {
      const value = valueAt(item, path);
      if (isWithholding(column) && path === 'approver') return writing.loginOf(String(value));
      return value === undefined || value === null ? '' : scalar(field, choices, value, writing);
    })
    .join('|');

function scalar({ schema }: Field, choices: Choices | null, value: Json, writing: Writing): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (schema['format'] === 'date') return writing.day(String(value));
  if (schema['format'] === 'date-time') return writing.instant(String(value));
  return choices?.[String(value)] ?? String(value);
}

const valueAt = (body: JsonObject, path: string): Json | undefined =>
  path
    .split('.')
    .reduce<Json | undefined>((value, name) => (value as JsonObject | null | undefined)?.[name], body);

/** The sheets of these rows as CSV, by file name: a column that no row fills is left out. */
export function csvFiles(rows: readonly SheetRow[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [name, type] of sheetClasses) {
    const own = rows.filter(({ sheet }) => sheet === name);
    if (own.length === 0) continue;
    const columns = columnsOf(type, true).filter(
      ({ path, optional }) => !optional || own.some(({ cells }) => cells[path]),
    );
    files[`${name}.csv`] = csv(
      columns.map(({ title }) => title),
      own.map(({ cells }) => columns.map(({ path }) => cells[path] ?? '')),
    );
  }
  return files;
}

/** As Excel opens it: with a byte order mark. */
export const csv = (titles: readonly string[], records: readonly (readonly string[])[]): string =>
  stringify([titles, ...records], { bom: true });

/** The rows of a sheet that stands already, cells as they are. */
export function rowsIn(sheet: string, bytes: Uint8Array): SheetRow[] {
  const columns = columnsOf(sheetClasses.get(sheet)!, true);
  return tableIn(bytes, columns).map((cells) => ({ sheet, cells }));
}

/** Records by the path of their column. Throws where the header does not hold. */
function tableIn(bytes: Uint8Array, columns: readonly Column[]): Record<string, string>[] {
  const [titles, ...rest] = recordsOf(decode(bytes)).records;
  const { headings, problems } = readHeader(titles!.cells, columns, []);
  if (problems[0]) throw new Error(problems[0].reason);
  return rest.map(({ cells }) =>
    Object.fromEntries(headings.flatMap((h, i) => (cells[i] ? [[h!.column.path, cells[i]]] : []))),
  );
}

/** The records of any other sheet, by the names of its columns. */
export const recordsIn = (bytes: Uint8Array, names: readonly string[]): Record<string, string>[] =>
  tableIn(
    bytes,
    names.map((name) => beside(name, name)),
  );
