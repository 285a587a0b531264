import type { DataSource } from 'typeorm';
import type { ComparedLot } from '../leads/leads.js';
import type { ComparedJson } from '../leads/leads.query.js';
import type { ProjectStage } from '../views.js';
import type { At } from './at.js';
import { bounds } from './place.js';

/**
 * Of lots compared across projects, those planned by a moment, with the stage that their projects were in. More lots than
 * were there then make the statement of now answer no fewer: what it answers holds all that are wanted.
 */
export async function comparedThen(ds: DataSource, now: ComparedJson, at: At): Promise<ComparedJson> {
  const entries = Object.values(now.lots).flatMap((lots) => lots.map(({ entry }) => entry));
  if (entries.length === 0) return now;
  const rows = (await ds.query(statement, [entries, ...bounds(at)])) as {
    entry: number;
    stage: ProjectStage;
  }[];
  const then = new Map(rows.map(({ entry, stage }) => [entry, stage]));
  const byThen = (lots: readonly ComparedLot[]): readonly ComparedLot[] =>
    lots.flatMap((lot) => (then.has(lot.entry) ? { ...lot, stage: then.get(lot.entry)! } : []));
  const { T3, T3a, T3b } = now.lots;
  return { ...now, lots: { T3: byThen(T3), T3a: byThen(T3a), T3b: byThen(T3b) } };
}

const recordedBy = (of: string) => `coalesce(${of}.recorded_at < $2::text, ${of}.entry <= $3::bigint)`;

const statement = `
  SELECT e.entry::int, (SELECT h.stage FROM published.history h WHERE h.project = e.project AND ${recordedBy('h')}
     ORDER BY h.revision DESC LIMIT 1) AS stage
    FROM published.event e WHERE e.entry = ANY($1) AND ${recordedBy('e')}`;
