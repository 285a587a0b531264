import { CsvError, parse } from 'csv-parse/sync';

/** One record of a CSV file. `line` is the physical line on which it begins, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Records {
  readonly records: readonly CsvRecord[];
  /** Where quotes stop making sense; what follows was not read. */
  readonly broken: { readonly line: number; readonly reason: string } | null;
}

/** The records of a CSV text whose lines end in `\n`. Records without any content are left out. */
export function recordsOf(text: string): Records {
  let error: CsvError | undefined;
  // Uneven records are kept, so that all of them are told and not only the first.
  const parsed = parse(text, {
    info: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (e) => void (error ??= e),
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const records: CsvRecord[] = [];
  let line = 1;
  for (const { record, info } of parsed) {
    if (error && info.lines >= Number(error['lines'])) break;
    if (record.some((cell) => cell !== '')) records.push({ line, cells: record });
    line = info.lines + 1;
  }
  return {
    records,
    broken: error ? { line, reason: '引号不成对：此行起未能读取，请检查单元格中的英文双引号' } : null,
  };
}
