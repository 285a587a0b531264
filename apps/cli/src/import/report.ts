/** One thing that keeps a row out of the ledger. */
export interface RowError {
  readonly file: string;
  /** Physical line of the file on which the row begins, counted from 1; null for the file as a whole. */
  readonly line: number | null;
  /** The column's title as the sheet writes it; null for the row as a whole. */
  readonly column: string | null;
  /** Dotted path of the field in the command (`lines.2.amount`); null for the row as a whole. */
  readonly field: string | null;
  /** A Chinese sentence for the person who keeps the sheet. */
  readonly reason: string;
  /** What the cell says; left out where the field is closed to the public. */
  readonly value?: string;
}

/** How an import ended. Counts are rows; it succeeded when `refused` is empty. */
export interface ImportReport {
  readonly rows: number;
  /** Recorded now, by both persons (sample ledger). */
  readonly carriedOut: number;
  /** Found recorded, or prepared, by an earlier run. */
  readonly replayed: number;
  /** Waiting for a second person (real ledger). */
  readonly prepared: number;
  /** Not tried, because an earlier row of the same project was refused. */
  readonly skipped: number;
  /** Ids of the submissions that hold the prepared rows, also those of an earlier run. */
  readonly submissions: readonly string[];
  readonly refused: readonly RowError[];
}

/** The report as lines for a terminal: every refused cell with file, line and column, then the counts. */
export function reportLines({
  rows,
  carriedOut,
  replayed,
  prepared,
  skipped,
  submissions,
  refused,
}: ImportReport): string[] {
  const counts = [
    `共 ${rows} 行`,
    ...counted('入账', carriedOut),
    ...counted('编制待复核', prepared),
    ...counted('先前已导入', replayed),
    ...counted('因同一项目前面有误而未办', skipped),
    ...counted('处有误', refused.length, false),
  ];
  return [...refused.map(lineOf), counts.join('，'), ...submissions.map((id) => `申请 ${id}`)];
}

function lineOf({ file, line, column, reason, value }: RowError): string {
  const where = [file, line === null ? '' : `第 ${line} 行`, column === null ? '' : `“${column}”`]
    .filter(Boolean)
    .join(' ');
  // A cell of several lines is told by its first words.
  const said = value ? `（填的是：${value.replaceAll('\n', ' ⏎ ').slice(0, 80)}）` : '';
  return `${where}：${reason}${said}`;
}

const counted = (what: string, count: number, rows = true): string[] =>
  count === 0 ? [] : [rows ? `${what} ${count} 行` : `${count} ${what}`];
