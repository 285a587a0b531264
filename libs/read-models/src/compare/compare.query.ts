import { plusDays, shanghaiDay } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { endOfDay } from '../as-of/at.js';
import { revisionBy } from '../as-of/place.js';
import { trailColumns, trailRow } from '../event-page/trail.js';
import {
  changeOf,
  historyAt,
  historyBy,
  sumsOf,
  type EntryChange,
  type HistoryJson,
  type SumChange,
} from '../history/change.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { isUuid, pageOf, type Page } from '../place.js';
import type { Currency, LedgerView, ProjectStage, TrailRow } from '../views.js';

/** What changed in a project between the ends of two days, Asia/Shanghai: in all, and entry by entry. */
export interface CompareView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly project: string;
  /** As it is called now. */
  readonly projectName: string;
  readonly from: string;
  readonly to: string;
  /** The day on which its first entry was recorded. */
  readonly since: string;
  /** Null where the project was not recorded yet. */
  readonly stage: { readonly before: ProjectStage | null; readonly after: ProjectStage | null };
  readonly sums: readonly SumChange[];
  /** What was recorded after the end of `from` and by the end of `to`; the newest last. */
  readonly entries: readonly ComparedEntry[];
  readonly paging: Page;
}

export interface ComparedEntry extends TrailRow {
  readonly change: EntryChange;
}

/** Days asked for; `to` is today unless given, `from` the day of the project's first entry. */
export interface Span {
  readonly from: string | null;
  readonly to: string;
}

const perPage = 50;

export const compareQuery = (ds: DataSource) => ({
  /** Null when there is no such project. `page` counts from 1. */
  async view(project: string, span: Span, page = 1): Promise<CompareView | null> {
    if (!isUuid(project)) return null;
    const from = span.from ?? (await firstDay(ds, project, span.to));
    if (from === null) return null;
    const offset = (page - 1) * perPage;
    const [row] = (await ds.query(statement, [
      project,
      endOfDay(from),
      endOfDay(span.to),
      offset,
    ])) as Found[];
    if (!row) return null;
    const { ledger, projectName, first, before, after } = row;
    return {
      ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), project, projectName },
      ...{ from, to: span.to, since: shanghaiDay(first) },
      stage: { before: before?.stage ?? null, after: after?.stage ?? null },
      sums: sumsOf(before, after),
      entries: row.entries.map(({ was, is, ...entry }) => ({
        ...trailRow({ ...entry, projectName }),
        change: changeOf(was, is),
      })),
      paging: pageOf(page, row.total, perPage),
    };
  },
});

/** The day of the first entry, but always before `to`; null when there is no such project. */
async function firstDay(ds: DataSource, project: string, to: string): Promise<string | null> {
  const [first] = (await ds.query(
    `SELECT recorded_at AS "recordedAt" FROM published.event WHERE stream = 'project-' || $1::uuid AND revision = 0`,
    [project],
  )) as { recordedAt: string }[];
  if (!first) return null;
  const day = shanghaiDay(first.recordedAt);
  return day < to ? day : plusDays(to, -1);
}

const statement = `
  SELECT coalesce(p.name, p.number) AS "projectName", ${ledgerJson}, b.high - b.low AS total,
    (SELECT recorded_at FROM published.event WHERE stream = 'project-' || p.project AND revision = 0) AS first,
    ${historyBy('p.project', 'b.low')} AS before, ${historyBy('p.project', 'b.high')} AS after,
    (SELECT coalesce(json_agg(r ORDER BY r.revision), '[]') FROM (
       SELECT ${trailColumns('e')}, ${historyBy('p.project', 'e.revision', '<')} AS was, ${historyAt('p.project', 'e.revision')} AS is
         FROM published.event e WHERE e.stream = 'project-' || p.project
          AND e.revision > b.low + $4::int AND e.revision <= least(b.high, b.low + $4::int + ${perPage})) r) AS entries
  FROM published.project p
  CROSS JOIN LATERAL (SELECT ${revisionBy('p.project', '$2::text', 'NULL::bigint')} AS low,
                             ${revisionBy('p.project', '$3::text', 'NULL::bigint')} AS high) b
  WHERE p.project = $1`;

interface Found {
  readonly projectName: string;
  readonly ledger: LedgerJson | null;
  readonly total: number;
  readonly first: string;
  readonly before: HistoryJson | null;
  readonly after: HistoryJson | null;
  readonly entries: readonly (TrailRow & {
    readonly was: HistoryJson | null;
    readonly is: HistoryJson | null;
  })[];
}
