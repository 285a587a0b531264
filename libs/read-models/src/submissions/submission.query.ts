import type { SubmissionStage } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { submissionColumns } from './submission.projection.js';
import type { SubmissionRow } from './submission.table.js';

const rowsPerPage = 50;

export interface SubmissionFilter {
  readonly state: SubmissionStage;
  /** Unified social credit code of the organisation that prepared it or owns the project. */
  readonly organisation?: string;
  /** From 1. */
  readonly page?: number;
}

/** One page of submissions in a state, latest prepared first. */
export interface SubmissionList {
  readonly submissions: readonly SubmissionRow[];
  readonly page: number;
  readonly more: boolean;
}

/** For staff: `ds` reads `desk`. One statement each. */
export const submissionsQuery = (ds: DataSource) => ({
  async list({ state, organisation, page = 1 }: SubmissionFilter): Promise<SubmissionList> {
    const rows: SubmissionRow[] = await ds.query(
      `SELECT ${submissionColumns} FROM desk.submission
        WHERE state = $1 AND ($2::text IS NULL OR organisation_uscc = $2
          OR project IN (SELECT project::text FROM published.project WHERE owner->>'uscc' = $2))
        ORDER BY prepared_at DESC, submission DESC LIMIT $3 OFFSET $4`,
      [state, organisation ?? null, rowsPerPage + 1, (page - 1) * rowsPerPage],
    );
    return { submissions: rows.slice(0, rowsPerPage), page, more: rows.length > rowsPerPage };
  },

  /** Ids of those confirmed and not carried out, latest confirmed last, at most 100: what a crash may have left. */
  async unfinished(): Promise<string[]> {
    const rows: { submission: string }[] = await ds.query(
      `SELECT submission FROM desk.submission WHERE state = 'confirmed' ORDER BY confirmed_at, submission LIMIT 100`,
    );
    return rows.map(({ submission }) => submission);
  },
});
