import type { AttemptDenied } from '@sunlit/ledger';
import { column, key, optional, table } from '../table.js';

/** Somebody who asked for what they have no right to; for auditors and discipline inspectors only. */
export interface DenialRow {
  /** The day of the stream `access-<day>`, `YYYY-MM-DD`, Asia/Shanghai. */
  readonly day: string;
  readonly revision: number;
  readonly at: string;
  /** Opaque person id. */
  readonly person: string | null;
  readonly role: string;
  readonly organisationUscc: string | null;
  readonly organisationName: string | null;
  readonly department: string | null;
  readonly command: string;
  readonly part: AttemptDenied['part'];
  /** Project id, or `rulebook`; null where none was named. */
  readonly project: string | null;
  /** What forbids. */
  readonly rule: string;
  readonly facts: AttemptDenied['facts'];
}

const { text, integer, json } = column;

export const denialTable = table<DenialRow>(
  'denial',
  {
    ...{ day: key(text), revision: key(integer), at: text, person: optional(text), role: text },
    ...{ organisationUscc: optional(text), organisationName: optional(text), department: optional(text) },
    ...{ command: text, part: text, project: optional(text), rule: text, facts: json },
  },
  { columns: ['at', 'day', 'revision'] },
);
