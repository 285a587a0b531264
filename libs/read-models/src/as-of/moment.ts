import type { DataSource } from 'typeorm';
import { ledgerJson, type LedgerJson } from '../home/current.js';
import { leadRules } from '../leads/leads.js';
import { comparedJson, type ComparedJson } from '../leads/leads.query.js';
import { prepared } from '../prepared.js';
import type { JudgedBy } from '../views.js';
import type { At } from './at.js';
import { bounds, revisionBy } from './place.js';

interface Recorded {
  readonly entry: number;
  readonly recordedAt: string;
}

/** Where a project stood at a moment, and what its page needs beside its entries. */
export interface Moment extends Recorded {
  /** The project's last entry by then. */
  readonly revision: number;
  readonly id: string;
  /** The id of its last entry by now. */
  readonly newest: string;
  /** When the entry asked for was recorded; null where a day was asked for. */
  readonly asked: string | null;
  /**
   * The project's nearest entries that make another page: of a day, the last one recorded before the day of its last
   * entry, and the first one after the day asked for; of an entry, its neighbours. Null where there is none.
   */
  readonly before: Recorded | null;
  readonly after: Recorded | null;
  readonly ledger: LedgerJson | null;
  /** The rules of all findings of the project by now, each at its version. */
  readonly rules: readonly JudgedBy[];
  /** As of now. */
  readonly compared: ComparedJson;
}

/** The project was recorded later only, with this first entry; or the ledger has no such entry yet, `last` being its newest. */
export type NotThere =
  | { readonly kind: 'not-yet'; readonly project: string; readonly first: Recorded }
  | { readonly kind: 'no-such-entry'; readonly last: number };

/** Null when there is no such project. One statement. */
export async function momentOf(
  ds: DataSource,
  project: string,
  at: At,
): Promise<({ readonly kind: 'then' } & Moment) | NotThere | null> {
  const [row] = await prepared<Found>(ds, statement, [project, ...bounds(at)]);
  if (!row) return null;
  const { first, last, ...moment } = row;
  const entries = row.ledger?.entries ?? 0;
  if ('entry' in at && at.entry >= entries) return { kind: 'no-such-entry', last: entries - 1 };
  return last === null ? { kind: 'not-yet', project, first } : { kind: 'then', ...moment, ...last };
}

type Found = Omit<Moment, keyof Recorded | 'revision' | 'id'> & {
  readonly first: Recorded;
  readonly last: (Recorded & Pick<Moment, 'revision' | 'id'>) | null;
};

const recorded = `e.entry, e.recorded_at AS "recordedAt"`;
const one = (columns: string, which: string) =>
  `(SELECT to_json(r) FROM (SELECT ${columns} FROM published.event e WHERE e.stream = 'project-' || p.project AND ${which} LIMIT 1) r)`;
/** The first instant of the day in Asia/Shanghai on which the last entry was recorded, as recorded instants are written. */
const itsDay = `(SELECT to_char((l.recorded_at::timestamptz AT TIME ZONE 'Asia/Shanghai')::date - 1, 'YYYY-MM-DD') || 'T16:00:00.000Z'
   FROM published.event l WHERE l.stream = 'project-' || p.project AND l.revision = b.revision)`;

const statement = `
  SELECT ${one(recorded, 'e.revision = 0')} AS first,
    ${one(`e.revision, e.id, ${recorded}`, 'e.revision = b.revision')} AS last,
    (SELECT e.id FROM published.event e WHERE e.stream = 'project-' || p.project AND e.revision = p.revision) AS newest,
    (SELECT e.recorded_at FROM published.event e WHERE e.entry = $3::bigint) AS asked,
    ${one(recorded, `e.revision < b.revision AND ($3::bigint IS NOT NULL OR e.recorded_at < ${itsDay}) ORDER BY e.revision DESC`)} AS before,
    ${one(recorded, 'e.revision = b.revision + 1')} AS after, ${ledgerJson},
    (SELECT coalesce(json_agg(r.rule), '[]') FROM published.rule r WHERE EXISTS (
      SELECT FROM published.finding f WHERE f.project = p.project AND f.rule = r.id
         AND (f.finding->>'version')::int = r.version)) AS rules,
    ${comparedJson(leadRules, 'p.project')} AS compared
  FROM published.project p CROSS JOIN LATERAL ${revisionBy('p.project', '$2::text', '$3::bigint')} AS b (revision)
  WHERE p.project = $1`;
