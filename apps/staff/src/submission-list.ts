import { denialsQuery, dueBoxes, submissionsQuery, type DenialList } from '@sunlit/read-models';
import type { Actor, SubmissionStage } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';

/** The lists of the officers' app as the read models have them. */
export interface SubmissionList {
  /** Those that the reader has business with; `page` counts from 1. */
  find(reader: Actor, state: SubmissionStage, page: number): Promise<object>;
  /** Confirmed and not carried out: what a crash may have left. */
  unfinished(): Promise<readonly string[]>;
  /** Projects with a bid box whose deadline lies between the instants and that is not closed yet. */
  dueBoxes(instant: string, since: string): Promise<readonly string[]>;
  /** Attempts that were denied; for auditors and discipline inspectors. `page` counts from 1. */
  denials(page: number): Promise<DenialList>;
}

export const SUBMISSION_LIST = Symbol('submission list');

/** `reader` is of the writer role, which may read `desk` and `published`. */
export function submissionList(reader: DataSource): SubmissionList {
  const { list, unfinished } = submissionsQuery(reader);
  return {
    find: (reader, state, page) => list({ state, page, organisation: scopeOf(reader) }),
    unfinished,
    dueBoxes: (instant, since) => dueBoxes(reader, instant, since),
    denials: (page) => denialsQuery(reader, page),
  };
}

/** Auditors and inspectors see all; others what their organisation prepared or owns; an observer, or nobody's officer, nothing. */
function scopeOf({ role, organisation }: Actor): string | undefined {
  if (role === 'auditor' || role === 'discipline-inspector') return undefined;
  return (role !== 'observer' && organisation?.uscc) || 'none';
}
