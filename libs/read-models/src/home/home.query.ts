import { daysBetween, shanghaiDay } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { trailColumns, trailRow } from '../event-page/trail.js';
import { countsOf, type Counts, type CountsJson, type Districts } from '../listed/counts.js';
import { everyProject } from '../listed/filter.js';
import { projectRow, rowColumns, type RowJson } from '../listed/listed.row.js';
import { countsJson, values } from '../listed/listed.statement.js';
import {
  obligationView,
  overdueCount,
  overdueList,
  type ObligationJson,
} from '../obligations/obligation.query.js';
import { amounts } from '../project-page/project.projection.js';
import type { HomeView, WaitingProject } from '../views.js';
import { currentOf, ledgerOf, type LedgerJson } from './current.js';
import { figuresOf, noAmounts } from './figures.js';

/** Rows of each list on the page. */
const shown = { projects: 5, lately: 8, overdue: 10, waiting: 10 } as const;

/**
 * The home page. One statement, so that a page is of one instant; how many projects are where is counted again when
 * there is a new entry.
 */
export function homeQuery(ds: DataSource, districts: Districts = new Map()) {
  let known: { readonly entries: number; readonly counts: Counts } | null = null;
  return {
    /** `today`: the day as of which due dates stand, Asia/Shanghai. */
    async view(today = shanghaiDay(new Date().toISOString())): Promise<HomeView> {
      const [row] = (await ds.query(statement, [today, known?.entries ?? -1])) as [Found];
      const { ledger } = row;
      const counts = row.counts ? countsOf(row.counts, everyProject, districts) : known!.counts;
      if (ledger) known = { entries: ledger.entries, counts };
      return {
        ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), today },
        totals: { projects: Number(ledger?.projects ?? 0), figures: figuresOf(ledger ?? noAmounts) },
        projects: row.projects.map((each) => projectRow(each, districts)),
        lately: row.lately.map(trailRow),
        overdue: { total: row.overdue, first: row.overdueRows.flatMap((each) => named(each, today)) },
        waiting: {
          total: row.waiting,
          first: row.waitingRows.map((each) => ({ ...each, days: daysBetween(each.since, today) })),
        },
        ...{ facets: counts.facets, owners: counts.owners },
      };
    },
  };
}

function named(row: ObligationJson, today: string): HomeView['overdue']['first'] {
  const view = obligationView(row, today);
  return view ? [{ ...view, projectName: row.projectName }] : [];
}

interface Found {
  readonly ledger: LedgerJson | null;
  readonly projects: readonly RowJson[];
  readonly lately: readonly unknown[];
  readonly overdue: number;
  readonly overdueRows: readonly ObligationJson[];
  readonly waiting: number;
  readonly waitingRows: readonly Omit<WaitingProject, 'days'>[];
  /** Null where they are known. */
  readonly counts: CountsJson | null;
}

const statement = `
  WITH c AS NOT MATERIALIZED (SELECT * FROM published.listed)
  SELECT
    (SELECT to_json(l) FROM (SELECT name, origin, region, sample, entries, recorded_at AS "recordedAt", projects,
        ${amounts.map((amount) => `${amount}::text`).join(', ')} FROM published.ledger) l) AS ledger,
    (SELECT coalesce(json_agg(p), '[]') FROM (
        SELECT ${rowColumns} FROM published.listed l
         WHERE project IN (SELECT project FROM published.project ORDER BY entry DESC LIMIT ${shown.projects})
         ORDER BY l.entry DESC) p) AS projects,
    (SELECT coalesce(json_agg(e), '[]') FROM (
        SELECT ${trailColumns('e')}, p.name AS "projectName"
          FROM (SELECT * FROM published.event ORDER BY entry DESC LIMIT ${shown.lately}) e
          LEFT JOIN published.project p USING (project)
         ORDER BY e.entry DESC) e) AS lately,
    ${overdueCount('$1')} AS overdue, ${overdueList('$1', shown.overdue)} AS "overdueRows",
    (SELECT count(*)::int FROM published.listed WHERE waits_since IS NOT NULL) AS waiting,
    (SELECT coalesce(json_agg(w), '[]') FROM (
        SELECT project, coalesce(name, number) AS name, waits_for AS "waitsFor", waits_since AS since
          FROM published.listed WHERE waits_since IS NOT NULL
         ORDER BY waits_since, project LIMIT ${shown.waiting}) w) AS "waitingRows",
    CASE WHEN (SELECT entries FROM published.ledger) = $2::bigint THEN NULL
         ELSE ${countsJson(everyProject, values())} END AS counts`;
