import type { TrailRow } from '../views.js';

/** The columns of a row of the trail, under the names of `TrailRow`, of the events called `from` in a statement. */
export const trailColumns = (from: string): string =>
  `${from}.entry, ${from}.project, ${from}.stream, ${from}.revision, ${from}.id, ${from}.type,
   ${from}.recorded_at AS "recordedAt", ${from}.gist, ${from}.findings, ${from}.late`;

/** A row as the statement answers it, in JSON. */
export function trailRow(row: unknown): TrailRow {
  const { entry, project, projectName, stream, revision, id, type, recordedAt, gist, findings, late } =
    row as TrailRow;
  return {
    entry,
    project,
    projectName: projectName ?? null,
    stream,
    revision,
    id,
    type,
    recordedAt,
    gist,
    findings,
    late,
  };
}
