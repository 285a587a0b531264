import { dueBoxes, submissionsQuery } from '@sunlit/read-models';
import type { SubmissionStage } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';

/** The lists of the officers' app as the read models have them. */
export interface SubmissionList {
  /** `page` counts from 1. */
  find(state: SubmissionStage, page: number): Promise<object>;
  /** Confirmed and not carried out: what a crash may have left. */
  unfinished(): Promise<readonly string[]>;
  /** Projects with a bid box whose deadline lies between the instants and that is not closed yet. */
  dueBoxes(instant: string, since: string): Promise<readonly string[]>;
}

export const SUBMISSION_LIST = Symbol('submission list');

/** `reader` is of the writer role, which may read `desk` and `published`. */
export function submissionList(reader: DataSource): SubmissionList {
  const { list, unfinished } = submissionsQuery(reader);
  return {
    find: (state, page) => list({ state, page }),
    unfinished,
    dueBoxes: (instant, since) => dueBoxes(reader, instant, since),
  };
}
