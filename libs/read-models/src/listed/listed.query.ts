import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { endOfDay, type At, type Past } from '../as-of/at.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { pageOf } from '../place.js';
import type { Currency, LedgerView, ProjectRow } from '../views.js';
import { countsOf, type Counts, type CountsJson, type Districts } from './counts.js';
import type { ListFilter, ProjectsView, Sort } from './filter.js';
import { projectRow, rowColumns, type RowJson } from './listed.row.js';
import {
  candidates,
  chosen,
  countedColumns,
  countsJson,
  orderBy,
  orders,
  values,
  type Values,
} from './listed.statement.js';

/** What is asked of the list of projects. */
export interface ListAsked {
  readonly filter: ListFilter;
  readonly sort: Sort;
  /** Counts from 1; one past the end is empty. */
  readonly page: number;
  readonly per: number;
  /** Null for now. */
  readonly at: At | null;
  /** Address of the same list as of now. */
  readonly now: string;
}

/** The whole of a filtered list, some rows at a time. */
export interface ListDownload {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly past: Pick<Past, 'asof' | 'entry' | 'recordedAt'> | null;
  /** Every row is as of the entry `current` or the moment asked for, whatever is recorded meanwhile. */
  readonly rows: AsyncIterable<readonly ProjectRow[]>;
}

const rowsAtOnce = 5_000;
const countsKept = 300;

/**
 * The list of projects. One statement for a page, so that rows and counts are of one instant; counts that were made at
 * the same entry are not made again.
 */
export function projectsQuery(ds: DataSource, districts: Districts = new Map()) {
  const kept = new LRUCache<string, { readonly entries: number; readonly counts: Counts }>({
    max: countsKept,
  });
  return {
    async page({ filter, sort, page, per, at, now }: ListAsked): Promise<ProjectsView> {
      const key = JSON.stringify([filter, at]);
      const known = kept.get(key);
      const to = values();
      const [row] = (await ds.query(
        statement({ filter, sort, page, per, at }, known?.entries ?? -1, to),
        to.list,
      )) as [Found];
      const counts = row.counts ? countsOf(row.counts, filter, districts) : known!.counts;
      if (row.ledger) kept.set(key, { entries: row.ledger.entries, counts });
      return {
        ...{ ledger: ledgerOf(row.ledger), current: currentOf(row.ledger) },
        past: at && { ...momentOf(at, row.past), now },
        ...{ filter, sort, per, paging: pageOf(page, counts.total, per) },
        projects: row.projects.map((each) => projectRow(each, districts)),
        ...{ facets: counts.facets, owners: counts.owners },
      };
    },

    async download(
      { filter, sort, at }: Pick<ListAsked, 'filter' | 'sort' | 'at'>,
      atOnce = rowsAtOnce,
    ): Promise<ListDownload> {
      const to = values();
      const [head] = (await ds.query(`SELECT ${ledgerJson}, ${pastJson(at, to)} AS past`, to.list)) as [Head];
      const current = currentOf(head.ledger);
      const rows = everyRow(ds, { filter, sort, at: at ?? { entry: current.entry } }, { atOnce, districts });
      return { ledger: ledgerOf(head.ledger), current, past: at && momentOf(at, head.past), rows };
    },
  };
}

interface Head {
  readonly ledger: LedgerJson | null;
  readonly past: { readonly entry: number; readonly recordedAt: string } | null;
}
interface Found extends Head {
  /** Null where they are known. */
  readonly counts: CountsJson | null;
  readonly projects: readonly RowJson[];
}

function statement(
  { filter, sort, page, per, at }: Omit<ListAsked, 'now'>,
  known: number,
  to: Values,
): string {
  // What a search finds, and how projects were, is made out once for all counts, and not at all where they are known. The
  // page itself often needs a few rows only, which its order leads to.
  const once = at || filter.q !== '' ? 'MATERIALIZED' : 'NOT MATERIALIZED';
  const size = to.add(per, 'int');
  return `
    WITH c AS ${once} (${candidates(filter, at, to, countedColumns)})
    SELECT ${ledgerJson}, ${pastJson(at, to)} AS past,
      CASE WHEN (SELECT entries FROM published.ledger) = ${to.add(known, 'bigint')} THEN NULL ELSE ${countsJson(filter, to)} END AS counts,
      (SELECT coalesce(json_agg(p), '[]') FROM (
        SELECT ${rowColumns} FROM (${candidates(filter, at, to)}) l WHERE ${chosen(filter, to)} ${orderBy(sort)}
         LIMIT ${size} OFFSET ${to.add((page - 1) * per, 'bigint')}) p) AS projects`;
}

/** The last entry by the moment. */
function pastJson(at: At | null, to: Values): string {
  if (at === null) return 'NULL';
  const last =
    'entry' in at
      ? `WHERE entry = ${to.add(at.entry, 'bigint')}`
      : `WHERE recorded_at < ${to.add(endOfDay(at.asof), 'text')} ORDER BY recorded_at DESC, entry DESC LIMIT 1`;
  return `(SELECT to_json(e) FROM (SELECT entry, recorded_at AS "recordedAt" FROM published.event ${last}) e)`;
}

/** Before the first entry there is none: -1. */
const momentOf = (at: At, last: Head['past']): NonNullable<ListDownload['past']> =>
  'asof' in at
    ? { asof: at.asof, ...(last ?? { entry: -1, recordedAt: endOfDay(at.asof) }) }
    : { asof: null, ...(last ?? { entry: at.entry, recordedAt: '' }) };

/** Each statement goes on after the last row of the one before. */
async function* everyRow(
  ds: DataSource,
  { filter, sort, at }: Pick<ListAsked, 'filter' | 'sort' | 'at'>,
  { atOnce, districts }: { readonly atOnce: number; readonly districts: Districts },
): AsyncGenerator<readonly ProjectRow[]> {
  const { key, type, falling } = orders[sort];
  let last: { readonly key: string; readonly project: string } | null = null;
  for (;;) {
    const to = values();
    const from = candidates(filter, at, to);
    const where = [chosen(filter, to)];
    if (last !== null) {
      const [value, project]: string[] = [to.add(last.key, type), to.add(last.project, 'uuid')];
      where.push(
        `(${key} ${falling ? '<' : '>'} ${value} OR (${key} = ${value} AND l.project > ${project}))`,
      );
    }
    const rows: readonly (RowJson & { readonly key: string })[] = await ds.query(
      `WITH c AS NOT MATERIALIZED (${from}) SELECT ${rowColumns}, (${key})::text AS key FROM c l
        WHERE ${where.join(' AND ')} ${orderBy(sort)} LIMIT ${atOnce}`,
      to.list,
    );
    if (rows.length > 0) yield rows.map((row) => projectRow(row, districts));
    if (rows.length < atOnce) return;
    const { key: reached, project } = rows.at(-1)!;
    last = { key: reached, project };
  }
}
