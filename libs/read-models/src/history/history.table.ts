import { column, key, optional, table } from '../table.js';
import type { ProjectTableRow } from '../project-page/project.table.js';

/**
 * What lists show of a project from one of its entries on, until the next row: a row for each entry that changed its stage
 * or one of its sums. As of a day, the last row recorded by its end.
 */
export interface HistoryRow extends Pick<
  ProjectTableRow,
  | 'project'
  | 'revision'
  | 'entry'
  | 'recordedAt'
  | 'stage'
  | 'budget'
  | 'contracted'
  | 'certified'
  | 'paid'
  | 'expenses'
  | 'audited'
> {}

const { bigint, text, integer, uuid } = column;

export const historyTable = table<HistoryRow>('history', {
  ...{ project: key(uuid), revision: key(integer), entry: bigint, recordedAt: text, stage: text },
  ...{ budget: optional(bigint), contracted: bigint, certified: bigint },
  ...{ paid: bigint, expenses: bigint, audited: optional(bigint) },
});
