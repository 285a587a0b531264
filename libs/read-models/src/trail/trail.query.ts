import type { DataSource } from 'typeorm';
import type { Past } from '../as-of/at.js';
import { trailColumns, trailRow } from '../event-page/trail.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { isUuid, pageOf, type Page } from '../place.js';
import { prepared } from '../prepared.js';
import type { Currency, LedgerView, TrailRow } from '../views.js';

export const trailOrders = ['newest', 'oldest'] as const;
export type TrailOrder = (typeof trailOrders)[number];

/** The whole trail of a project, a page of it. */
export interface TrailView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly project: string;
  readonly projectName: string;
  /** Null on the trail of now. */
  readonly past: Past | null;
  readonly order: TrailOrder;
  readonly entries: readonly TrailRow[];
  readonly paging: Page;
}

/** Which page, from 1, and which end of the trail comes first. */
export interface TrailPaging {
  readonly page: number;
  readonly order: TrailOrder;
}

export const entriesPerPage = 100;
/** Entries read with one statement while the whole trail is sent. */
const chunk = 500;

export const trailQuery = (ds: DataSource) => ({
  /** Null when there is no such project. One statement. */
  async view(project: string, { page, order }: TrailPaging): Promise<TrailView | null> {
    if (!isUuid(project)) return null;
    const [row] = await prepared<Found>(ds, pageOfTrail, [project, (page - 1) * entriesPerPage, order]);
    if (!row) return null;
    const { ledger, projectName, revision, entries } = row;
    return {
      ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), project, projectName, past: null, order },
      entries: entries.map((entry) => trailRow({ ...entry, projectName })),
      paging: pageOf(page, revision + 1, entriesPerPage),
    };
  },

  /**
   * Every entry of a project as a line of JSON, oldest first, a few hundred at a time: as on its own page, with what
   * proves it. Null when there is no such project. Ends with the entry that is the last when it begins.
   */
  async lines(project: string): Promise<AsyncIterable<string> | null> {
    if (!isUuid(project)) return null;
    const [row] = (await ds.query('SELECT revision FROM published.project WHERE project = $1', [
      project,
    ])) as {
      revision: number;
    }[];
    return row ? linesOf(ds, project, row.revision) : null;
  },
});

/** The entries up to the revision `last`, as `lines` has them. */
export async function* linesOf(ds: DataSource, project: string, last: number): AsyncIterable<string> {
  for (let from = 0; from <= last; from += chunk) {
    const rows = await prepared<Line>(ds, bodies, [project, from, Math.min(from + chunk - 1, last)]);
    yield rows.map(lineOf).join('');
  }
}

/** The body is written as it is kept: it need not be read to be sent. */
function lineOf({ entry, body, ...event }: Line): string {
  return `${JSON.stringify({ entry: Number(entry), ...event }).slice(0, -1)},${body.slice(1)}\n`;
}

interface Line {
  readonly entry: string;
  readonly body: string;
}

const bodies = `
  SELECT entry, project, stream, revision, id, type, version, recorded_at AS "recordedAt", body::text FROM published.event
   WHERE stream = 'project-' || $1::uuid AND revision BETWEEN $2 AND $3 ORDER BY revision`;

const pageOfTrail = `
  SELECT coalesce(p.name, p.number) AS "projectName", p.revision, ${ledgerJson},
    (SELECT coalesce(json_agg(r ORDER BY CASE WHEN $3 = 'oldest' THEN r.revision ELSE -r.revision END), '[]') FROM (
       SELECT ${trailColumns('e')} FROM published.event e WHERE e.stream = 'project-' || p.project
          AND e.revision >= CASE WHEN $3 = 'oldest' THEN $2::int ELSE p.revision - $2::int - ${entriesPerPage - 1} END
          AND e.revision <= CASE WHEN $3 = 'oldest' THEN $2::int + ${entriesPerPage - 1} ELSE p.revision - $2::int END) r) AS entries
  FROM published.project p WHERE p.project = $1`;

interface Found {
  readonly projectName: string;
  readonly revision: number;
  readonly ledger: LedgerJson | null;
  readonly entries: readonly TrailRow[];
}
