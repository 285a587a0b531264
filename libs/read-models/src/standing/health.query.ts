import type { DataSource } from 'typeorm';

/** What the projector last said of itself, aged by the database's own clock. */
export interface ProjectorHealth {
  /** Whether there are read models at all. */
  readonly built: boolean;
  /** Since its last word; null: never heard of. */
  readonly silentMs: number | null;
  /** Events that waited for it when it last measured, counted to a bound. */
  readonly behindEvents: number;
  /** How long the oldest of them waits by now. */
  readonly behindMs: number;
}

/** `db` is of any role that reads `health`: one short statement, which also proves that the database answers. */
export async function projectorHealth(db: Pick<DataSource, 'query'>): Promise<ProjectorHealth> {
  const [row] = (await db.query(`
    SELECT to_regclass('published.ledger') IS NOT NULL AS built,
           (extract(epoch FROM clock_timestamp() - heard_at) * 1000)::float8 AS "silentMs",
           behind_events::int AS "behindEvents",
           CASE WHEN behind_events = 0 THEN 0
                ELSE behind_ms + extract(epoch FROM clock_timestamp() - measured_at) * 1000 END::float8 AS "behindMs"
      FROM health.projector`)) as ProjectorHealth[];
  return row!;
}
