import type { ListDownload, ListFilter, ProjectRow, Sort } from '@sunlit/read-models';
import { shanghaiTime, word, type Messages } from '@sunlit/web';
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';

/**
 * A list as CSV that opens right in Excel: a byte order mark first, amounts in yuan with two decimals, and no cell that
 * begins a formula. It is written as it is read, piece by piece.
 */
export function listCsv({ rows }: ListDownload, t: Messages): Readable {
  const { columns } = t.lists;
  const csv = stringify({
    ...{ bom: true, header: true, escape_formulas: true, record_delimiter: 'windows' },
    columns: Object.entries(columns).map(([key, header]) => ({ key, header })),
  });
  const cells = Readable.from(each(rows, (row) => cellsOf(row, t)));
  cells.on('error', (error) => csv.destroy(error));
  csv.on('close', () => cells.destroy()); // Whoever went away is read for no more.
  return cells.pipe(csv);
}

type Column = keyof Messages['lists']['columns'];

function cellsOf(row: ProjectRow, t: Messages): Readonly<Record<Column, string | number>> {
  const { number, nationalCode, name, owner, category, district, districtName, stage, figures, project } =
    row;
  const { budget, contracted, certified, paid, expenses, audited } = figures;
  return {
    ...{ number, nationalCode: nationalCode ?? '', name, owner: owner.name, ownerCode: owner.uscc ?? '' },
    ...{ category: word(t.worksCategories, category), district, districtName: districtName ?? '' },
    ...{ stage: word(t.projectStages, stage), estimate: row.estimate, budget: budget ?? '' },
    ...{ contracted, certified, paid, expenses, audited: audited ?? '', findings: row.findings },
    ...{ registeredAt: shanghaiTime(row.registeredAt), lastRecordedAt: shanghaiTime(row.lastRecordedAt) },
    ...{ project, page: `/projects/${project}` },
  };
}

/** The same as one JSON document, a project on a line: what the page's twin has, but all of it. */
export const listJson = (
  { ledger, current, past, rows }: ListDownload,
  asked: { readonly filter: ListFilter; readonly sort: Sort },
): Readable => Readable.from(jsonOf({ ledger, current, past, ...asked }, rows));

async function* jsonOf(head: object, rows: ListDownload['rows']): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"projects":[`;
  let between = '\n';
  for await (const some of rows) {
    yield some.map((row, i) => `${i === 0 ? between : ',\n'}${JSON.stringify(row)}`).join('');
    between = ',\n';
  }
  yield '\n]}\n';
}

async function* each<T>(rows: ListDownload['rows'], of: (row: ProjectRow) => T): AsyncGenerator<T> {
  for await (const some of rows) for (const row of some) yield of(row);
}
