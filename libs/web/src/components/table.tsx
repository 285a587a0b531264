import type { ReactNode } from 'react';

export interface Column<R> {
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  readonly numeric?: boolean;
}

interface TableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string | number;
  /** Cells of a totals row, one for each column. */
  readonly total?: readonly ReactNode[];
  /** Narrow enough to stay a table on a phone. */
  readonly stays?: boolean;
}

/**
 * A table that becomes stacked rows with labels on a phone. There the style sheet takes the table apart, and browsers
 * would drop its meaning with its display: so the roles are written out.
 */
export function Table<R>({ caption, columns, rows, rowKey, total, stays = false }: TableProps<R>) {
  const cells = (contents: readonly ReactNode[]) =>
    columns.map(({ head, numeric }, i) => (
      <td
        key={head}
        role="cell"
        data-label={head}
        className={numeric ? 'govuk-table__cell govuk-table__cell--numeric' : 'govuk-table__cell'}
      >
        {contents[i]}
      </td>
    ));
  return (
    <table className={stays ? 'govuk-table sl-table sl-stays' : 'govuk-table sl-table'} role="table">
      <caption className="govuk-table__caption govuk-table__caption--s">{caption}</caption>
      <thead className="govuk-table__head" role="rowgroup">
        <tr className="govuk-table__row" role="row">
          {columns.map(({ head, numeric }) => (
            <th
              key={head}
              role="columnheader"
              scope="col"
              className={numeric ? 'govuk-table__header govuk-table__header--numeric' : 'govuk-table__header'}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body" role="rowgroup">
        {rows.map((row) => (
          <tr className="govuk-table__row" role="row" key={rowKey(row)}>
            {cells(columns.map(({ cell }) => cell(row)))}
          </tr>
        ))}
        {total && (
          <tr className="govuk-table__row sl-table-total" role="row">
            {cells(total)}
          </tr>
        )}
      </tbody>
    </table>
  );
}
