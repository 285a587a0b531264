import type { Opened } from '@sunlit/envelope';
import { categoryOf, upcast, type AttemptDenied } from '@sunlit/ledger';
import { insert, type Sql } from '../table.js';
import { denialTable, type DenialRow } from './denial.table.js';

/** A row for each denied attempt of a page. */
export const projectDenials = (db: Sql, page: readonly Opened[]): Promise<void> =>
  insert(db, denialTable, page.filter(({ stream }) => categoryOf(stream) === 'access').map(denialRow));

/** Pure. */
export function denialRow({ stream, revision, type, version, data, meta }: Opened): DenialRow {
  const { command, part, project, rule, facts } = upcast(type, version, data) as unknown as AttemptDenied;
  const { recordedAt, preparedBy } = meta;
  const { person, role, organisation, department } = preparedBy;
  return {
    ...{ day: stream.slice('access-'.length), revision, at: recordedAt, person, role, department },
    ...{ organisationUscc: organisation?.uscc ?? null, organisationName: organisation?.name ?? null },
    ...{ command, part, project, rule, facts },
  };
}
