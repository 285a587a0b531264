import type { Opened } from '@sunlit/envelope';
import {
  categoryOf,
  upcast,
  type JsonObject,
  type SubmissionCarriedOut,
  type SubmissionConfirmed,
  type SubmissionContinued,
  type SubmissionOvertaken,
  type SubmissionPrepared,
  type SubmissionReturned,
  type SubmissionWithdrawn,
} from '@sunlit/ledger';
import { snake, upsert, type Sql } from '../table.js';
import { submissionTable, type SubmissionRow } from './submission.table.js';

interface SubmissionEvents {
  readonly SubmissionPrepared: SubmissionPrepared;
  readonly SubmissionContinued: SubmissionContinued;
  readonly SubmissionReturned: SubmissionReturned;
  readonly SubmissionWithdrawn: SubmissionWithdrawn;
  readonly SubmissionConfirmed: SubmissionConfirmed;
  readonly SubmissionCarriedOut: SubmissionCarriedOut;
  readonly SubmissionOvertaken: SubmissionOvertaken;
}

/** Applies the submission events of a page, in order, with one query and one statement. */
export async function projectSubmissions(db: Sql, page: readonly Opened[]): Promise<void> {
  const events = page.filter(({ stream }) => categoryOf(stream) === 'submission');
  if (events.length === 0) return;
  const rows = await load(db, [...new Set(events.map(idOf))]);
  for (const event of events) rows.set(idOf(event), submissionAfter(rows.get(idOf(event)), event));
  await upsert(db, submissionTable, [...rows.values()]);
}

/** The row after its next event. Pure. */
export function submissionAfter(row: SubmissionRow | undefined, event: Opened): SubmissionRow {
  const step = steps[event.type as keyof SubmissionEvents] as Step<object> | undefined;
  if (!step) throw new Error(`no ${event.type} event is known to the list of submissions`);
  const changed = step(upcast(event.type, event.version, event.data), event, row);
  const common = { revision: event.revision, changedAt: event.meta.recordedAt };
  if (row === undefined && event.type !== 'SubmissionPrepared')
    throw new Error(`${event.stream} begins with ${event.type}`);
  return { ...(row as SubmissionRow), ...common, ...changed };
}

type Step<Data> = (data: Data, event: Opened, row: SubmissionRow | undefined) => Partial<SubmissionRow>;

const steps: { readonly [T in keyof SubmissionEvents]: Step<SubmissionEvents[T] | JsonObject> } = {
  SubmissionPrepared: (data, event) => {
    const { project, projectRevision, commands, findings } = data as SubmissionPrepared;
    const { recordedAt, preparedBy } = event.meta;
    return {
      ...{
        submission: idOf(event),
        state: 'waiting',
        project,
        projectRevision,
        commands: commands.map(({ name }) => name),
      },
      ...{
        findings: findings.length,
        preparedAt: recordedAt,
        preparedBy: preparedBy.person,
        preparedRole: preparedBy.role,
      },
      ...{
        organisationUscc: preparedBy.organisation?.uscc ?? null,
        organisationName: preparedBy.organisation?.name ?? null,
      },
      ...{
        department: preparedBy.department,
        confirmedAt: null,
        confirmedBy: null,
        confirmedRole: null,
        attempts: 0,
        reason: null,
      },
    };
  },
  SubmissionContinued: (data, _, row) => ({
    commands: [...(row?.commands ?? []), ...(data as SubmissionContinued).commands.map(({ name }) => name)],
  }),
  SubmissionReturned: (data) => ({ state: 'returned', reason: (data as SubmissionReturned).reason }),
  SubmissionWithdrawn: (data) => ({ state: 'withdrawn', reason: (data as SubmissionWithdrawn).reason }),
  SubmissionConfirmed: (data, { meta }) => {
    const { projectRevision, attempt } = data as SubmissionConfirmed;
    const { person, role } = meta.confirmedBy ?? meta.preparedBy;
    return {
      ...{ state: 'confirmed', projectRevision, attempts: attempt, confirmedAt: meta.recordedAt },
      ...{ confirmedBy: person, confirmedRole: role },
    };
  },
  SubmissionCarriedOut: (data) => ({
    state: 'carried-out',
    projectRevision: (data as SubmissionCarriedOut).projectRevision,
  }),
  SubmissionOvertaken: () => ({
    state: 'waiting',
    confirmedAt: null,
    confirmedBy: null,
    confirmedRole: null,
  }),
};

const idOf = ({ stream }: Pick<Opened, 'stream'>): string => stream.slice('submission-'.length);

async function load(db: Sql, ids: readonly string[]): Promise<Map<string, SubmissionRow>> {
  const { rows } = await db.query(`SELECT ${submissionColumns} FROM submission WHERE submission = ANY($1)`, [
    ids,
  ]);
  return new Map(rows.map((row: SubmissionRow) => [row.submission, row]));
}

/** The columns under the names of `SubmissionRow`. */
export const submissionColumns = Object.keys(submissionTable.columns)
  .map((property) => `${snake(property)} AS "${property}"`)
  .join(', ');
