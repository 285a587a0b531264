import type { Column } from './columns.js';

export interface Heading {
  readonly column: Column;
  /** As the sheet writes it. */
  readonly title: string;
}

export interface Header {
  /** One for each cell of the header; null where it names no column. */
  readonly headings: readonly (Heading | null)[];
  readonly problems: readonly { readonly column: string | null; readonly reason: string }[];
}

/** Reads a header: Chinese titles or English names, in any order. Everything unknown, missing or double is told. */
export function readHeader(
  titles: readonly string[],
  columns: readonly Column[],
  elsewhere: readonly Column[],
): Header {
  const problems: { column: string | null; reason: string }[] = [];
  const found = new Set<Column>();
  const headings = titles.map((written, at): Heading | null => {
    const title = written.normalize('NFC').trim();
    const column = named(columns, title);
    if (!column) problems.push({ column: title, reason: unknown(title, at, columns, elsewhere) });
    else if (found.has(column))
      problems.push({ column: title, reason: `“${column.title}”这一列出现了两次（中文或英文名）` });
    else found.add(column);
    return column ? { column, title } : null;
  });
  for (const column of columns)
    if (!column.optional && !found.has(column))
      problems.push({ column: column.title, reason: `缺少“${column.title}”（${column.path}）这一列` });
  return { headings, problems };
}

const named = (columns: readonly Column[], title: string): Column | undefined =>
  columns.find((column) => column.title === title || column.path === title);

function unknown(
  title: string,
  at: number,
  columns: readonly Column[],
  elsewhere: readonly Column[],
): string {
  if (title === '') return `第 ${at + 1} 列没有标题`;
  if (named(elsewhere, title)) return `“${title}”只能用于示例账本：真实账本自己记下由谁、何时登记`;
  return `没有“${title}”这一列，可用的有：${columns.map((column) => column.title).join('、')}`;
}
