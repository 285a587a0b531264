import type { DataSource } from 'typeorm';

/** Entries of one kind, and in which roles they were prepared and confirmed. */
export interface SignedAs {
  readonly type: string;
  readonly preparedBy: string;
  /** Null for an entry that one person or the ledger itself makes alone. */
  readonly confirmedBy: string | null;
  readonly entries: number;
}

/** In the order in which a kind was first recorded. */
export type ProjectRoles = readonly SignedAs[];

/** Who signed the entries of a project, by their roles, up to an entry of the ledger. */
export const rolesOfProject = (
  ds: Pick<DataSource, 'query'>,
  project: string,
  entry: number,
): Promise<ProjectRoles> =>
  ds.query(
    `SELECT type, body->'meta'->'preparedBy'->>'role' AS "preparedBy", body->'meta'->'confirmedBy'->>'role' AS "confirmedBy",
            count(*)::int AS entries
       FROM published.event WHERE stream = 'project-' || $1 AND entry <= $2 GROUP BY 1, 2, 3 ORDER BY min(revision)`,
    [project, entry],
  );
