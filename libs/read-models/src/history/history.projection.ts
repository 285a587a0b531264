import { amountTexts, type Told } from '../project-page/project.projection.js';
import { stageOf } from '../project-page/project.money.js';
import { insert, type Sql } from '../table.js';
import { historyTable, type HistoryRow } from './history.table.js';

/** Notes each new entry that changed a project's stage or one of its sums; the first entry always. */
export const projectHistory = (db: Sql, told: readonly Told[]): Promise<void> =>
  insert(db, historyTable, told.flatMap(historyRow));

/** Nothing when the entry changed neither. Pure. */
export function historyRow({ event, state, before }: Told): HistoryRow[] {
  const { project, revision, entry, recordedAt } = event;
  const [is, was] = [shownOf(state), shownOf(before)];
  const same = (Object.keys(is) as (keyof typeof is)[]).every((name) => is[name] === was[name]);
  return same && revision > 0 ? [] : [{ project: project!, revision, entry, recordedAt, ...is }];
}

const shownOf = (state: Told['state']) => ({ stage: stageOf(state), ...amountTexts(state) });
