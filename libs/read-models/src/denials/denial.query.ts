import type { DataSource } from 'typeorm';
import { snake } from '../table.js';
import { denialTable, type DenialRow } from './denial.table.js';

const rowsPerPage = 50;

/** One page of denied attempts, the newest first. */
export interface DenialList {
  readonly denials: readonly DenialRow[];
  readonly page: number;
  readonly more: boolean;
}

/** For staff: `ds` reads `desk`; `page` counts from 1. One statement. */
export async function denialsQuery(ds: DataSource, page = 1): Promise<DenialList> {
  const rows: DenialRow[] = await ds.query(
    `SELECT ${columns} FROM desk.denial ORDER BY at DESC, day DESC, revision DESC LIMIT $1 OFFSET $2`,
    [rowsPerPage + 1, (page - 1) * rowsPerPage],
  );
  return { denials: rows.slice(0, rowsPerPage), page, more: rows.length > rowsPerPage };
}

const columns = Object.keys(denialTable.columns)
  .map((property) => `${snake(property)} AS "${property}"`)
  .join(', ');
