import type { Moment, ObligationRow } from './obligation.table.js';
import { obligationStatus, type ObligationStatus } from './obligation.status.js';

/** A due date as pages show it, as of a day. */
export interface ObligationView
  extends
    ObligationStatus,
    Pick<
      ObligationRow,
      'project' | 'kind' | 'rule' | 'version' | 'lot' | 'round' | 'contract' | 'number' | 'dueOn'
    > {
  /** The fact that it arises from. */
  readonly arose: Moment;
  /** What met or ended it; null while it is open. */
  readonly done: Moment | null;
}

/** One among those of several projects. */
export interface NamedObligation extends ObligationView {
  readonly projectName: string;
}

/** As a statement answers it, in JSON. */
export type ObligationJson = ObligationRow & { readonly projectName: string };

const columns = `o.project, o.revision, o.entry, o.recorded_at AS "recordedAt", o.kind, o.rule, o.version, o.lot, o.round,
  o.contract, o.number, o.arose_on AS "aroseOn", o.due_on AS "dueOn", o.provisional, o.turns, o.state`;

/** For the statement of a project's page: its due dates, those still open first, then the newest. */
export const obligationsOfProject = (project: string, offset: string, limit: number): string => `
  (SELECT coalesce(json_agg(r), '[]') FROM (SELECT ${columns} FROM published.obligation o WHERE o.project = ${project}
     ORDER BY o.state = 'open' DESC, CASE WHEN o.state = 'open' THEN o.due_on END, o.revision DESC
     LIMIT ${limit} OFFSET ${offset}) r)`;

export const obligationCount = (project: string): string =>
  `(SELECT count(*)::int FROM published.obligation WHERE project = ${project})`;

/** For a statement: whether the due date `o` is overdue on the day `today`, or was met late. */
export const broken = (today: string): string =>
  `((o.state = 'open' AND o.due_on < ${today}) OR o.state = 'met-late')`;

/**
 * For a statement: of the due dates `o` of projects `p` that meet the condition `which`, what is overdue on the day
 * `today`, longest first, then what was met late, newest first; or in another order.
 */
export const brokenList = (
  which: string,
  today: string,
  offset: string,
  limit: number,
  order = `o.state = 'open' DESC, CASE WHEN o.state = 'open' THEN o.due_on END, o.entry DESC`,
): string => `
  (SELECT coalesce(json_agg(r), '[]') FROM (SELECT ${columns}, coalesce(p.name, p.number) AS "projectName"
     FROM published.obligation o JOIN published.project p USING (project) WHERE ${which} AND ${broken(today)}
     ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}) r)`;

/** For a statement: what is overdue on the day `today`, longest first. */
export const overdueList = (today: string, limit: number): string => `
  (SELECT coalesce(json_agg(r), '[]') FROM (SELECT ${columns}, coalesce(p.name, p.number) AS "projectName"
     FROM (SELECT * FROM published.obligation WHERE state = 'open' AND due_on < ${today}
            ORDER BY due_on, entry LIMIT ${limit}) o JOIN published.project p USING (project)
     ORDER BY o.due_on, o.entry) r)`;

/** How many of them there are. */
export const overdueCount = (today: string): string =>
  `(SELECT count(*)::int FROM published.obligation WHERE state = 'open' AND due_on < ${today})`;

/** How many due dates of a rule are broken on the day `today`. */
export const brokenCount = (rule: string, today: string): string =>
  `(SELECT count(*)::int FROM published.obligation o WHERE o.rule = ${rule} AND ${broken(today)})`;

/** The row as of a day; null when it was not recorded by then. */
export function obligationView(row: ObligationRow, asOf: string): ObligationView | null {
  const status = obligationStatus(row, asOf);
  if (status === null) return null;
  const { project, revision, entry, recordedAt, kind, rule, version, lot, round, contract, number } = row;
  const { aroseOn, dueOn, turns } = row;
  const last = turns.filter((turn) => turn.to !== 'open').at(-1);
  const open = status.status === 'due' || status.status === 'overdue';
  return {
    ...{ project, kind, rule, version, lot, round, contract, number, dueOn, ...status },
    arose: { on: aroseOn, revision, entry, recordedAt },
    done: open || !last ? null : momentOf(last),
  };
}

const momentOf = ({ on, revision, entry, recordedAt }: Moment): Moment => ({
  on,
  revision,
  entry,
  recordedAt,
});
