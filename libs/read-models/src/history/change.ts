import { yuan, type Figures } from '@sunlit/ledger';
import { amounts } from '../project-page/project.projection.js';
import type { ProjectStage } from '../views.js';

/** One of a project's sums before and after; null where there is none yet. Yuan, the difference with a sign. */
export interface SumChange {
  readonly name: keyof Figures;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: string;
}

/** What an entry changed in its project: only what is another after it. */
export interface EntryChange {
  /** `before` is null for the project's first entry. */
  readonly stage: { readonly before: ProjectStage | null; readonly after: ProjectStage } | null;
  readonly sums: readonly SumChange[];
}

/** A row of the history as statements answer it, in JSON: amounts in whole fen. */
export type HistoryJson = { readonly stage: ProjectStage } & Readonly<Record<keyof Figures, string | null>>;

/** For a statement: the row `h` of the history. */
export const historyJson = (h: string): string =>
  `json_build_object('stage', ${h}.stage, ${amounts.map((name) => `'${name}', ${h}.${name}::text`).join(', ')})`;

/** For a statement: the last row of the history of `project` up to, or only before, `revision`; null where there is none. */
export const historyBy = (project: string, revision: string, by: '<=' | '<' = '<='): string => `
  (SELECT ${historyJson('h')} FROM published.history h WHERE h.project = ${project} AND h.revision ${by} ${revision}
    ORDER BY h.revision DESC LIMIT 1)`;

/** For a statement: the row of the history that the entry `revision` of `project` made; null where it changed nothing. */
export const historyAt = (project: string, revision: string): string => `
  (SELECT ${historyJson('h')} FROM published.history h WHERE h.project = ${project} AND h.revision = ${revision})`;

/** What changed from one row of the history to another; nothing where there is no later one. Pure. */
export function changeOf(before: HistoryJson | null, after: HistoryJson | null): EntryChange {
  if (after === null) return { stage: null, sums: [] };
  const stage = before?.stage === after.stage ? null : { before: before?.stage ?? null, after: after.stage };
  // A project begins with sums of nothing: they are no change.
  const changed = (sum: SumChange) => sum.before !== sum.after && (before !== null || sum.after !== '0.00');
  return { stage, sums: sumsOf(before, after).filter(changed) };
}

/** Every sum, changed or not. Pure. */
export const sumsOf = (before: HistoryJson | null, after: HistoryJson | null): readonly SumChange[] =>
  amounts.map((name) => {
    const [was, is] = [before?.[name] ?? null, after?.[name] ?? null];
    return {
      name,
      before: money(was),
      after: money(is),
      difference: yuan(BigInt(is ?? 0) - BigInt(was ?? 0)),
    };
  });

const money = (text: string | null): string | null => (text === null ? null : yuan(BigInt(text)));
