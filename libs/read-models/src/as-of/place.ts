import { endOfDay, type At } from './at.js';

/**
 * For a statement: the last revision of the project `project` (an expression) that was recorded by a moment, -1 where none
 * was. `day` and `entry` are expressions of which one is null: the first instant that no longer counts, and the last entry
 * that does. Recorded instants and entries grow within a stream, so that it is found by halving.
 */
export const revisionBy = (project: string, day: string, entry: string): string => `
  (WITH RECURSIVE found (low, high) AS (
     SELECT -1, (SELECT revision FROM published.project WHERE project = ${project})
     UNION ALL
     SELECT CASE WHEN by_then THEN middle ELSE low END, CASE WHEN by_then THEN high ELSE middle - 1 END
       FROM (SELECT low, high, e.revision AS middle, coalesce(e.recorded_at < ${day}, e.entry <= ${entry}) AS by_then
               FROM found JOIN published.event e
                 ON e.stream = 'project-' || ${project} AND e.revision = (low + high + 1) / 2
              WHERE low < high) halved)
   SELECT low FROM found WHERE low = high)`;

/** The values of `day` and `entry` for a moment. */
export const bounds = (at: At): readonly [day: string | null, entry: number | null] =>
  'asof' in at ? [endOfDay(at.asof), null] : [null, at.entry];
