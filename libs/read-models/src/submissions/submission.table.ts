import type { SubmissionStage } from '@sunlit/ledger';
import { column, key, optional, table } from '../table.js';

/** A prepared entry on its way through two persons; for staff only. No field of its commands, only their names. */
export interface SubmissionRow {
  readonly submission: string;
  readonly revision: number;
  readonly state: SubmissionStage;
  /** Project id, or `rulebook`. */
  readonly project: string;
  /** The project's revision it was prepared at, confirmed at, or carried out up to, whichever is the latest. */
  readonly projectRevision: number;
  readonly commands: readonly string[];
  readonly findings: number;
  readonly preparedAt: string;
  readonly preparedBy: string | null;
  readonly preparedRole: string;
  readonly organisationUscc: string | null;
  readonly organisationName: string | null;
  readonly department: string | null;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedRole: string | null;
  readonly attempts: number;
  /** Why it was returned or withdrawn. */
  readonly reason: string | null;
  readonly changedAt: string;
}

const { text, uuid, integer, texts } = column;

export const submissionTable = table<SubmissionRow>(
  'submission',
  {
    submission: key(uuid),
    ...{
      revision: integer,
      state: text,
      project: text,
      projectRevision: integer,
      commands: texts,
      findings: integer,
    },
    ...{ preparedAt: text, preparedBy: optional(text), preparedRole: text, organisationUscc: optional(text) },
    ...{
      organisationName: optional(text),
      department: optional(text),
      confirmedAt: optional(text),
      confirmedBy: optional(text),
    },
    ...{ confirmedRole: optional(text), attempts: integer, reason: optional(text), changedAt: text },
  },
  { columns: ['state', 'preparedAt', 'submission'] },
  { columns: ['project'] },
);
